// What is turned away at the door, before any route sees it.
import type { RequestHandler } from 'express';
import { badRequest, ProblemError } from './problem.ts';

/** Refuses addresses with broken percent encoding or a NUL: no room of the shop could answer them. */
export const saneAddress: RequestHandler = (req, _res, next) => {
  if (!decodes(req.originalUrl)) throw badRequest('The address is not valid percent-encoded UTF-8.');
  next();
};

function decodes(address: string): boolean {
  try {
    return !decodeURIComponent(address).includes('\0');
  } catch {
    return false;
  }
}

/** Refuses bodies that are not JSON, before anyone reads them. */
export const jsonOnly: RequestHandler = (req, _res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !req.is('json')) throw new ProblemError(415, 'Unsupported Media Type', 'Send application/json.');
  next();
};
