// What only the shop's operator may do: whoever knows the token.
import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { ProblemError } from './problem.ts';

/** Whether `authorization` (the header of a request) bears `token`. Takes the same time for every wrong one; without a token nobody may. */
export function isOperator(authorization: string | null | undefined, token: string | undefined): boolean {
  const sent = Buffer.from(authorization ?? '');
  const expected = Buffer.from(`Bearer ${token ?? ''}`);
  return token !== undefined && sent.length === expected.length && timingSafeEqual(sent, expected);
}

/** Lets only the operator through; anyone else gets 401. */
export const operatorOnly =
  (token: string | undefined): RequestHandler =>
  (req, _res, next) => {
    if (!isOperator(req.get('authorization'), token))
      throw new ProblemError(401, 'Unauthorized', 'This needs the operator token of the shop.');
    next();
  };
