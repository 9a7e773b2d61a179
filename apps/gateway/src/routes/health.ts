// How the gateway's dependencies are doing: "degraded" is a state to look at, not a reason to restart anything.
import type { Pipeline } from '@evenkeel/resilience';
import { Router } from 'express';

/**
 * `GET /health`: 200 always, because a gateway that can answer this can degrade. A dependency is degraded when its breaker is not
 * CLOSED, or when the last look at it failed.
 */
export function overviewRoutes(pipelines: readonly Pipeline[]): Router {
  const router = Router();
  router.get('/health', (_req, res) => {
    const dependencies = pipelines.map((pipeline) => pipeline.health());
    const degradedServices = dependencies.flatMap(({ name, breaker }) =>
      breaker && (breaker.state !== 'CLOSED' || breaker.lastFailed) ? [name] : [],
    );
    res.set('cache-control', 'no-store').json({
      status: degradedServices.length === 0 ? 'up' : 'degraded',
      degradedServices,
      dependencies,
    });
  });
  return router;
}
