// What only the shop's operator may do.
import { timingSafeEqual } from 'node:crypto';
import { ProblemError } from '@evenkeel/service-kit';
import { type RequestHandler, Router } from 'express';
import type { Copies } from './copies.ts';

/** `POST /operator/forget` drops all last good copies, so that the next failure meets a shop without a past. */
export function operatorRoutes(token: string | undefined, copies: Copies): Router {
  const router = Router();
  router.post('/operator/forget', onlyWith(token), async (_req, res) => {
    await copies.forget();
    res.status(204).end();
  });
  return router;
}

const onlyWith =
  (token: string | undefined): RequestHandler =>
  (req, _res, next) => {
    const sent = Buffer.from(req.get('authorization') ?? '');
    const expected = Buffer.from(`Bearer ${token ?? ''}`);
    const allowed = token !== undefined && sent.length === expected.length && timingSafeEqual(sent, expected);
    if (!allowed) throw new ProblemError(401, 'Unauthorized', 'This needs the operator token of the shop.');
    next();
  };
