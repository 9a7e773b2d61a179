// Who may look and touch: whoever has the token of the printed address, from a page of the control room itself. A page of another site
// that sends requests here, and a name that somebody lets point to this machine, get nothing.
import { timingSafeEqual } from 'node:crypto';
import { ProblemError } from '@evenkeel/service-kit/server/problem';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import type { Request, RequestHandler } from 'express';

export interface DoorOptions {
  readonly token: string;
  /** Of its own for each port: cookies know hosts only, and another shop may run beside this one. */
  readonly cookieName: string;
  /** Under which it is reached: `127.0.0.1:3100`, `localhost:3100`. */
  readonly hosts: readonly string[];
  readonly log: Log;
}

/** @throws ProblemError 403 for another host or origin, 401 without the token */
export function door({ token, cookieName, hosts, log }: DoorOptions): RequestHandler {
  const refuse = (req: Request, status: 401 | 403, detail: string): never => {
    log.warn({ host: req.get('host'), origin: req.get('origin'), path: req.path }, `refused: ${detail}`);
    throw new ProblemError(status, status === 401 ? 'Unauthorized' : 'Forbidden', detail);
  };
  return (req, res, next) => {
    if (!hosts.includes(req.get('host') ?? '')) refuse(req, 403, 'The control room has another address.');
    const origin = req.get('origin');
    if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`))
      refuse(req, 403, 'Only pages of the control room may ask this.');
    const site = req.get('sec-fetch-site');
    if (req.method !== 'GET' && site !== undefined && site !== 'same-origin')
      refuse(req, 403, 'Only pages of the control room may ask this.');
    // The address that was printed: the token goes into a cookie, and out of the address.
    if (req.method === 'GET' && req.path === '/' && isToken(req.query.token, token)) {
      res
        .cookie(cookieName, token, { httpOnly: true, sameSite: 'strict', path: '/' })
        .set('referrer-policy', 'no-referrer')
        .redirect(303, '/');
      return;
    }
    if (!isToken(cookieOf(req, cookieName), token))
      refuse(req, 401, 'This needs the address that was printed when the control room was started.');
    next();
  };
}

function isToken(given: unknown, token: string): boolean {
  const [sent, expected] = [Buffer.from(typeof given === 'string' ? given : ''), Buffer.from(token)];
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}

function cookieOf(req: Request, name: string): string | undefined {
  const pairs = (req.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
