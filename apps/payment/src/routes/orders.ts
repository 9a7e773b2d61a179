// HTTP in, HTTP out.
import { anotherCard, type OrderView, orderRequest, queuedLater, savedLater, visitorHeader } from '@evenkeel/contracts';
import { classify, ResilienceError } from '@evenkeel/resilience';
import { crashPoint } from '@evenkeel/service-kit/crash-point';
import { isCertainlyNotSent } from '@evenkeel/service-kit/http/not-sent';
import { isNotNow, isTurnedDown } from '@evenkeel/service-kit/postgres/errors';
import { deadlineOf } from '@evenkeel/service-kit/server/deadline';
import { checked, notFound, ProblemError, unavailable } from '@evenkeel/service-kit/server/problem';
import { within } from '@evenkeel/service-kit/server/within';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { type ErrorRequestHandler, type Request, Router } from 'express';
import { z } from 'zod';
import type { Claim } from '../orders/order.ts';
import type { Orders } from '../orders/orders.ts';
import { buyerWaitsMs } from '../policy.ts';
import type { Charging } from '../work/charge.ts';

const visitorOf = (req: Request): string =>
  checked(z.uuid(`${visitorHeader} must be a UUID`).toLowerCase(), req.get(visitorHeader));
const orderId = z.uuid('must be the id of an order').toLowerCase();

/** What is left for the way back, in ms. */
const reserveMs = 150;

/** Not a mistake of ours: 503 (also of a database that is read-only, full, or locks the table), so that whoever asked comes again. */
export const whenTheDatabaseIsAway: ErrorRequestHandler = (error, _req, _res, next) => {
  const isAway =
    error instanceof ResilienceError || classify(error).retry || isNotNow(error) || isCertainlyNotSent(error);
  next(isAway && !(error instanceof ProblemError) ? unavailable('The orders cannot be reached now.', error) : error);
};

/**
 * Says so when the statement never reached the database, or was turned down as a whole: whoever asked may keep the order elsewhere, and say
 * that nothing was charged.
 */
async function orNotKept<T>(taking: Promise<T>): Promise<T> {
  try {
    return await taking;
  } catch (error) {
    if (!isCertainlyNotSent(error) && !(isNotNow(error) && isTurnedDown(error))) throw error;
    throw unavailable('The order was not kept.', error, { kept: false });
  }
}

export interface OrderRoutesOptions {
  readonly orders: Orders;
  readonly charge: Charging;
  readonly leaseMs: number;
  readonly log: Log;
}

export function orderRoutes({ orders, charge, leaseMs, log }: OrderRoutesOptions): Router {
  const router = Router();

  /** Charges in the buyer's own time; what takes longer goes on without the buyer, and is looked after by the workers if it is cut off. */
  async function chargeNow(claim: Claim, req: Request): Promise<void> {
    const work = charge(claim).then(
      (came) => log.info({ order: claim.orderId, attempt: claim.id, came }, 'attempt'),
      (error: Error) =>
        log.warn({ order: claim.orderId, attempt: claim.id, reason: error.message }, 'attempt was cut off'),
    );
    await within(Math.min(buyerWaitsMs, deadlineOf(req).remainingMs() - reserveMs), work);
  }

  const viewFor = async (order: string, visitor: string): Promise<OrderView> => {
    const view = await orders.find(order, visitor);
    if (view === undefined) throw notFound('There is no such order.');
    return view;
  };

  router.post('/orders', async (req, res) => {
    const request = checked(orderRequest, req.body);
    crashPoint('payment.before-commit');
    const { made, claim } = await orNotKept(orders.accept(request, crypto.randomUUID(), leaseMs));
    crashPoint('payment.after-commit');
    if (claim !== undefined) await chargeNow(claim, req);
    res.status(made ? 201 : 200).json(await viewFor(request.id, request.visitor));
  });

  /** What was kept elsewhere while this service, or its database, was away. */
  router.post('/orders/queued', async (req, res) => {
    const request = checked(queuedLater, req.body);
    const made = await orNotKept(orders.queue(request, crypto.randomUUID()));
    res.status(made ? 201 : 200).json(await viewFor(request.id, request.visitor));
  });
  router.post('/orders/saved', async (req, res) => {
    const order = checked(savedLater, req.body);
    const made = await orNotKept(orders.save(order));
    res.status(made ? 201 : 200).json(await viewFor(order.id, order.visitor));
  });

  /** The same checkout has come with another cart, which is not taken: the first one counts. */
  router.post('/orders/:id/conflict', async (req, res) => {
    const id = checked(orderId, req.params.id);
    const visitor = visitorOf(req);
    await orders.otherCart(id, visitor);
    res.json(await viewFor(id, visitor));
  });

  router.get('/messages', async (req, res) => {
    res.set('cache-control', 'no-store').json(await orders.messagesTo(visitorOf(req)));
  });

  /** Another card, when the last one was declined, or when nobody could be charged at all. */
  router.post('/orders/:id/attempts', async (req, res) => {
    const id = checked(orderId, req.params.id);
    const visitor = visitorOf(req);
    const { card } = checked(anotherCard, req.body);
    const claim = await orNotKept(orders.retry(id, visitor, card, crypto.randomUUID(), leaseMs));
    if (claim !== undefined) await chargeNow(claim, req);
    const view = await viewFor(id, visitor);
    if (claim === undefined && view.state === 'declined')
      throw new ProblemError(409, 'Conflict', 'This card was not tried: the order takes no more of them.');
    res.json(view);
  });

  router.post('/orders/:id/cancel', async (req, res) => {
    const id = checked(orderId, req.params.id);
    const visitor = visitorOf(req);
    if (!(await orNotKept(orders.cancel(id, visitor)))) {
      const { state } = await viewFor(id, visitor);
      if (state !== 'cancelled') throw new ProblemError(409, 'Conflict', 'This order cannot be cancelled any more.');
    }
    res.json(await viewFor(id, visitor));
  });

  router.get('/orders/:id', async (req, res) => {
    res.set('cache-control', 'no-store').json(await viewFor(checked(orderId, req.params.id), visitorOf(req)));
  });

  router.use(whenTheDatabaseIsAway);
  return router;
}
