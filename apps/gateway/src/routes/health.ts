// How the gateway's dependencies are doing: "degraded" is a state to look at, not a reason to restart anything.
import type { Pipeline } from '@evenkeel/resilience';
import { Router } from 'express';
import type { PaymentClient } from '../clients/payment.ts';

const bank = 'payment.bank';

/**
 * `GET /health`: 200 always, because a gateway that can answer this can degrade. A dependency is degraded when its breaker is not
 * CLOSED, or when the last look at it failed. The bank is none of the gateway's own: payment is asked for it.
 */
export function overviewRoutes(pipelines: readonly Pipeline[], payment: Pick<PaymentClient, 'reachesBank'>): Router {
  const router = Router();
  router.get('/health', async (_req, res) => {
    const reachesBank = await payment.reachesBank();
    const dependencies = pipelines.map((pipeline) => pipeline.health());
    const degradedServices = dependencies.flatMap(({ name, breaker }) =>
      breaker && (breaker.state !== 'CLOSED' || breaker.lastFailed) ? [name] : [],
    );
    if (reachesBank === false) degradedServices.push(bank);
    res.set('cache-control', 'no-store').json({
      status: degradedServices.length === 0 ? 'up' : 'degraded',
      degradedServices,
      dependencies: reachesBank === null ? dependencies : [...dependencies, { name: bank }],
    });
  });
  return router;
}
