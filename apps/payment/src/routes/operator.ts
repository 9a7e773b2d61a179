// The operator's view of the payments, and the ways out.
import { operatorOnly } from '@evenkeel/service-kit/server/operator';
import { checked, notFound, ProblemError } from '@evenkeel/service-kit/server/problem';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { Router } from 'express';
import { z } from 'zod';
import { type OperatorOrders, remedies } from '../orders/operator.ts';
import { whenTheDatabaseIsAway } from './orders.ts';

const unknown = () => notFound('There is no such order.');
const orderId = z.uuid().toLowerCase();
/** As buyers read it, and read it out. */
const reference = /^([0-9a-f]{4})-?([0-9a-f]{4})$/i;

/**
 * `GET /operator/payments`: the queue, what nobody could settle, conflicts. `GET /operator/orders/ID`: attempts and history.
 * `POST /operator/orders/ID/redrive` asks and tries again under the same key; `…/give-up` gives back what was charged, if anything was;
 * `…/refund` gives back what is paid; `…/acknowledge` takes a conflict, or a refund that the bank refuses, off the lists. ID may be the reference that the buyer reads: 7C41-9E2B.
 */
export function operatorRoutes(token: string | undefined, orders: OperatorOrders, log: Log): Router {
  const router = Router();
  const only = operatorOnly(token);

  async function idOf(given: unknown): Promise<string> {
    const [, first, second] = reference.exec(String(given)) ?? [];
    if (first === undefined || second === undefined) return checked(orderId, given, unknown);
    const [id, another] = await orders.beginningWith(`${first}${second}`.toLowerCase());
    if (id === undefined) throw unknown();
    if (another !== undefined)
      throw new ProblemError(409, 'Conflict', 'Several orders have this reference: the whole id is needed.');
    return id;
  }

  router.get('/operator/payments', only, async (_req, res) => {
    res.set('cache-control', 'no-store').json(await orders.overview());
  });

  router.get('/operator/orders/:id', only, async (req, res) => {
    const found = await orders.history(await idOf(req.params.id));
    if (found === undefined) throw unknown();
    res.set('cache-control', 'no-store').json(found);
  });

  for (const remedy of remedies)
    router.post(`/operator/orders/:id/${remedy}`, only, async (req, res) => {
      const id = await idOf(req.params.id);
      const done = await orders.remedy(id, remedy);
      const found = await orders.history(id);
      if (found === undefined) throw unknown();
      if (!done)
        throw new ProblemError(409, 'Conflict', `This order is ${found.state}: there is nothing to ${remedy}.`);
      log.info({ order: id, remedy }, 'order changed by hand');
      res.set('cache-control', 'no-store').json(found);
    });

  router.use(whenTheDatabaseIsAway);
  return router;
}
