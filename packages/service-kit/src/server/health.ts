// Liveness says "restart me", readiness says "send me work", metrics say how it goes.
import { Router } from 'express';
import type { Registry } from 'prom-client';

export interface Readiness {
  /** Whether requests can be answered. */
  readonly ok: boolean;
  /** What was looked at, in words: `{ postgres: 'up' }`. */
  readonly checks: Readonly<Record<string, string>>;
}

export type ReadyCheck = () => Readiness | Promise<Readiness>;

/** `/health/live`, `/health/ready` (503 when not ready or shutting down) and `/metrics`. */
export function healthRoutes(ready: ReadyCheck, registry: Registry): Router {
  const router = Router();
  router.get('/health/live', (_req, res) => {
    res.json({ ok: true });
  });
  router.get('/health/ready', async (req, res) => {
    const readiness = req.app.locals.stopping ? { ok: false, checks: { service: 'stopping' } } : await ready();
    res.status(readiness.ok ? 200 : 503).json(readiness);
  });
  router.get('/metrics', async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
