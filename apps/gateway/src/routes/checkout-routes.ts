// HTTP in, HTTP out, for those who buy. Every answer but a problem is a `checkoutAnswer`: it says what is certain.
import {
  anotherCard,
  type CheckoutAnswer,
  checkoutRequest,
  type OrderView,
  orderView,
  visitorHeader,
} from '@evenkeel/contracts';
import { deadlineOf } from '@evenkeel/service-kit/server/deadline';
import { checked, notFound, ProblemError, unavailable } from '@evenkeel/service-kit/server/problem';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { BehaviourRecorder } from '../behaviour.ts';
import { type Buyer, checkout } from '../checkout/checkout.ts';
import { pricesOn } from '../checkout/prices.ts';
import type { Clients } from '../clients/index.ts';
import { type Changed, isCertainlyNotKept } from '../clients/payment.ts';
import type { Copies } from '../copies/copies.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { cartPagePlan } from '../pages/cart-page.ts';
import { orderCopies, orderKey, orderPagePlan } from '../pages/order-page.ts';
import { createPage } from '../pages/page.ts';
import type { ObserveSection } from '../sections/section-metrics.ts';
import { answering, visitOf } from './answering.ts';

export interface CheckoutRoutesOptions {
  readonly ask: Clients;
  readonly copies: Copies;
  readonly outbox: Outbox;
  readonly behaviour: BehaviourRecorder;
  readonly observe: ObserveSection;
  readonly log: Log;
}

/** What is left for the way back to the buyer, in ms. */
const reserveMs = 150;

const visitorId = z.uuid(`${visitorHeader} must be a UUID`).toLowerCase();
/** What is no id of an order is none that there is. */
const noSuchOrder = () => notFound('There is no such order.');
const orderIdOf = (req: Request): string => checked(z.uuid().toLowerCase(), req.params.id, noSuchOrder);

export function checkoutRoutes({ ask, copies, outbox, behaviour, observe, log }: CheckoutRoutesOptions): Router {
  const page = createPage(orderPagePlan(ask, outbox), copies);
  const kept = copies.of<OrderView>(orderCopies, { schema: orderView, shared: false, fresh: true, keep: () => true });
  const buy = checkout({ prices: pricesOn(createPage(cartPagePlan(ask), copies)), payment: ask.payment, outbox, log });
  const answer = answering(observe, log);

  const tell = (res: Response, told: CheckoutAnswer, { visitor }: Buyer, made = false): void => {
    // Its page can be shown from now on, whatever dies.
    if (told.outcome === 'order') kept.keep(orderKey(visitor, told.order.id), told.order);
    res
      .status(told.outcome === 'order' && made ? 201 : statusOf[told.outcome])
      .set('cache-control', 'no-store')
      .json(told);
  };

  /** A change of an order that is there. */
  async function change(
    req: Request,
    res: Response,
    how: (id: string, buyer: Buyer) => Promise<Changed>,
  ): Promise<void> {
    const buyer = buyerOf(req);
    const id = orderIdOf(req);
    try {
      tell(res, { outcome: 'order', order: (await how(id, buyer)).order }, buyer);
    } catch (error) {
      if (error instanceof ProblemError) {
        // Payment has none of that name: it may be on its way there, or have come there since. Then nothing was changed, and it can be later.
        if (error.status !== 404 || !(await mayBeThere(id, buyer))) throw error;
        log.warn({ order: id, reason: 'payment does not have it yet' }, 'the order was not changed');
        tell(res, { outcome: 'refused' }, buyer);
        return;
      }
      const certain = isCertainlyNotKept(error) && !(await outbox.tries.isCardOpen(id));
      log.warn({ order: id, certain, reason: reasonOf(error) }, 'the order was not changed');
      tell(res, { outcome: certain ? 'refused' : 'unsure' }, buyer);
    }
  }

  const mayBeThere = (id: string, buyer: Buyer): Promise<boolean> =>
    outbox.find(id, buyer.visitor, 'none').then(
      async (found) => found !== undefined || (await ask.payment.known(id, buyer)) !== 'none',
      () => true, // Nobody can look: it may.
    );

  const router = Router();
  router.post('/checkout', async (req, res) => {
    const buyer = buyerOf(req);
    const { answer: told, made } = await buy(checked(checkoutRequest, req.body), buyer);
    tell(res, told, buyer, made);
    log.info(
      { outcome: told.outcome, ...(told.outcome === 'order' && { order: told.order.id, state: told.order.state }) },
      'checkout',
    );
    if (told.outcome === 'order' && made)
      for (const { slug } of told.order.lines) behaviour.record({ kind: 'order', slug, visitor: buyer.visitor });
  });
  router.post('/orders/:id/attempts', (req, res) =>
    change(req, res, async (id, buyer) => {
      const { card } = checked(anotherCard, req.body);
      // From now on payment may charge it, whatever becomes of its answer.
      const tried = await outbox.tries.begin(id, 'card');
      try {
        const changed = await ask.payment.retry(id, card, buyer);
        await tried.answered();
        return changed;
      } catch (error) {
        if (error instanceof ProblemError) await tried.answered();
        else if (tried.noted && isCertainlyNotKept(error)) await tried.drop();
        throw error;
      }
    }),
  );
  router.post('/orders/:id/cancel', (req, res) => change(req, res, (id, buyer) => ask.payment.cancel(id, buyer)));
  /** What the shop has written to a buyer. Never a copy: a message that is missing here is worse than none. */
  router.get('/mailbox', async (req, res) => {
    const { visitor, remainingMs } = buyerOf(req);
    const call = { signal: deadlineOf(req).signal, deadlineMs: remainingMs() };
    const found = await ask.payment.messagesTo(visitor, call).catch((error: unknown) => {
      throw unavailable('The messages cannot be looked up now.', error);
    });
    res.set('cache-control', 'no-store').json(found);
  });
  router.get('/orders/:id', (req, res) => {
    const { visitor, requestId } = buyerOf(req);
    return answer(page, { visitor, requestId, id: orderIdOf(req) }, req, res);
  });
  return router;
}

const statusOf: Readonly<Record<CheckoutAnswer['outcome'], number>> = {
  order: 200,
  'total-changed': 409,
  'not-sold': 409,
  'price-unknown': 503,
  refused: 503,
  unsure: 504,
};

function buyerOf(req: Request): Buyer {
  const { remainingMs } = deadlineOf(req);
  return {
    visitor: checked(visitorId, req.get(visitorHeader)),
    requestId: visitOf(req).requestId,
    remainingMs: () => Math.max(1, remainingMs() - reserveMs),
  };
}
