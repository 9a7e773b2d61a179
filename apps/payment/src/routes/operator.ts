// The operator's view of the payments, and the ways out.
import { operatorOnly } from '@evenkeel/service-kit/server/operator';
import { checked, notFound, ProblemError } from '@evenkeel/service-kit/server/problem';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { Router } from 'express';
import { z } from 'zod';
import { type OperatorOrders, remedies } from '../orders/operator.ts';

const unknown = () => notFound('There is no such order.');
const orderId = z.uuid();

/**
 * `GET /operator/payments`: the queue, what nobody could settle, conflicts. `GET /operator/orders/ID`: attempts and history.
 * `POST /operator/orders/ID/redrive` asks and tries again under the same key; `…/give-up` gives back what was charged, if anything was;
 * `…/refund` gives back what is paid.
 */
export function operatorRoutes(token: string | undefined, orders: OperatorOrders, log: Log): Router {
  const router = Router();
  const only = operatorOnly(token);

  router.get('/operator/payments', only, async (_req, res) => {
    res.set('cache-control', 'no-store').json(await orders.overview());
  });

  router.get('/operator/orders/:id', only, async (req, res) => {
    const found = await orders.history(checked(orderId, req.params.id, unknown));
    if (found === undefined) throw unknown();
    res.set('cache-control', 'no-store').json(found);
  });

  for (const remedy of remedies)
    router.post(`/operator/orders/:id/${remedy}`, only, async (req, res) => {
      const id = checked(orderId, req.params.id, unknown);
      const done = await orders.remedy(id, remedy);
      const found = await orders.history(id);
      if (found === undefined) throw unknown();
      if (!done)
        throw new ProblemError(409, 'Conflict', `This order is ${found.state}: there is nothing to ${remedy}.`);
      log.info({ order: id, remedy }, 'order changed by hand');
      res.set('cache-control', 'no-store').json(found);
    });

  return router;
}
