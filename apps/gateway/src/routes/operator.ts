// What only the shop's operator may do.
import { operatorOnly } from '@evenkeel/service-kit/server/operator';
import { Router } from 'express';
import type { Copies } from '../copies/copies.ts';

/** `POST /operator/forget` drops all last good copies, so that the next failure meets a shop without a past. */
export function operatorRoutes(token: string | undefined, copies: Copies): Router {
  const router = Router();
  router.post('/operator/forget', operatorOnly(token), async (_req, res) => {
    await copies.forget();
    res.status(204).end();
  });
  return router;
}
