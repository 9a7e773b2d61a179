// Every request has an id that travels through all rooms: the caller's if it is sane, else a new one.
import { randomBytes } from 'node:crypto';
import { requestIdHeader } from '@evenkeel/contracts';
import type { RequestHandler } from 'express';
import { requestContext } from '../telemetry/request-context.ts';

const sane = /^[A-Za-z0-9-]{8,64}$/;

/** Gives the request its id, echoes it and makes it known to the log. */
export const requestId: RequestHandler = (req, res, next) => {
  const sent = req.get(requestIdHeader);
  const id = sent !== undefined && sane.test(sent) ? sent : uuidV7();
  res.setHeader(requestIdHeader, id);
  requestContext.run({ requestId: id }, next);
};

/**
 * A UUID of version 7 (RFC 9562, 5.7): 48 bits of time, then random ones, so that ids sort by age.
 * @param wallClock ms since 1970
 */
export function uuidV7(wallClock: () => number = Date.now): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(wallClock(), 0, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
