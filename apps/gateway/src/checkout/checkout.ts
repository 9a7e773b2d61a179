// Buying, as a story: what does it cost now, has the buyer agreed to that, and which rung keeps the order. Whoever comes again under the
// same id means the same order, whatever has changed since.
import {
  type CheckoutAnswer,
  type CheckoutRequest,
  type OrderRequest,
  type OrderView,
  totalOf,
} from '@evenkeel/contracts';
import { crashPoint } from '@evenkeel/service-kit/crash-point';
import { ProblemError } from '@evenkeel/service-kit/server/problem';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import { isCertainlyNotKept, NeverTakenError, type PaymentClient } from '../clients/payment.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Pricing } from './prices.ts';

export interface Buyer {
  readonly visitor: string;
  readonly requestId: string;
  /** ms that the buyer still waits. */
  readonly remainingMs: () => number;
}

export interface Outcome {
  readonly answer: CheckoutAnswer;
  /** The order is new. */
  readonly made: boolean;
}

export interface CheckoutOptions {
  readonly prices: Pricing;
  readonly payment: PaymentClient;
  readonly outbox: Outbox;
  readonly log: Log;
}

export type Checkout = (request: CheckoutRequest, buyer: Buyer) => Promise<Outcome>;

export function checkout({ prices, payment, outbox, log }: CheckoutOptions): Checkout {
  return async (request, buyer) => {
    const { id, items, agreed, card } = request;
    const priced = await prices(items, buyer);
    const objection = objectionTo(priced, agreed.cents);
    if (objection !== undefined || priced.kind !== 'priced') return (await before(id, items, buyer)) ?? not(objection);
    return keep({ id, visitor: buyer.visitor, lines: [...priced.lines], total: agreed, card }, buyer);
  };

  /** Submitted before: then nothing is asked anew, and a price that has changed meanwhile changes nothing. */
  async function before(id: string, items: Items, buyer: Buyer): Promise<Outcome | undefined> {
    const known = await payment.known(id, buyer);
    if (typeof known === 'object') return it(await named(known, items, buyer));
    // Redis may not tell: then how far the tries have got says the rest. One may still be on its way, even if payment knows nothing yet.
    const waiting = await outbox.find(id, buyer.visitor, known).catch(() => undefined);
    if (waiting !== undefined)
      return it({ ...waiting, conflict: waiting.conflict || contentsOf(waiting.lines) !== contentsOf(items) });
    const { payment: mayKnow, stream } = await outbox.tries.reached(id);
    return mayKnow || stream ? not({ outcome: 'unsure' }) : undefined;
  }

  /**
   * At payment the first to arrive counts, so nobody overtakes a cart that still waits here. Undefined when it has gone to payment meanwhile:
   * then payment says which was first.
   */
  async function behindAnother(order: OrderRequest, buyer: Buyer): Promise<Outcome | undefined> {
    const known = await payment.known(order.id, buyer);
    if (typeof known === 'object') return it(await named(known, order.lines, buyer));
    try {
      const first = await outbox.putBehind(order, known);
      return first && it(first);
    } catch (error) {
      log.warn({ order: order.id, reason: reasonOf(error) }, 'another cart waits, and cannot be read any more');
      return not({ outcome: 'unsure' });
    }
  }

  /** The first cart counts. That there was another is told to the buyer and the operator; if that fails now, the order is what it is. */
  async function named(known: OrderView, items: Items, buyer: Buyer): Promise<OrderView> {
    if (contentsOf(known.lines) === contentsOf(items)) return known;
    return payment.conflict(known.id, buyer).then(
      ({ order }) => order,
      (error: unknown) => {
        log.warn({ order: known.id, reason: reasonOf(error) }, 'that it came with another cart is not noted');
        return known;
      },
    );
  }

  /**
   * The ladder: 1. charged now, or 2. queued at payment; 3. queued in Redis; 4. saved on our own disk, without the card; 5. refused.
   * "Nothing was charged" is said only when payment has certainly not heard of any try of this checkout.
   */
  async function keep(order: OrderRequest, buyer: Buyer): Promise<Outcome> {
    const first = (await outbox.hasAnotherCart(order)) ? await behindAnother(order, buyer) : undefined;
    if (first !== undefined) return first;
    const tried = await outbox.tries.begin(order.id);
    crashPoint('gateway.before-accept');
    try {
      const { order: taken, made } = await payment.accept(order, buyer);
      crashPoint('gateway.after-accept');
      return it(taken, made);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (error instanceof NeverTakenError) {
        log.error({ order: order.id, reason: reasonOf(error) }, 'payment will never take this order');
        await tried.drop();
        return not({ outcome: (await outbox.tries.reached(order.id)).payment ? 'unsure' : 'refused' });
      }
      const sent = !isCertainlyNotKept(error);
      log.warn({ order: order.id, sent, reason: reasonOf(error) }, 'not taken by payment');
      const kept = await outbox.keep(order, tried, sent);
      if (kept.order !== undefined) return it(kept.order, kept.made);
      return not({ outcome: kept.certain ? 'refused' : 'unsure' });
    }
  }
}

type Items = CheckoutRequest['items'];
const contentsOf = (items: Items): string => JSON.stringify(items.map(({ slug, quantity }) => [slug, quantity]).sort());

const it = (order: OrderView, made = false): Outcome => ({ answer: { outcome: 'order', order }, made });
const not = (answer: CheckoutAnswer = { outcome: 'price-unknown' }): Outcome => ({ answer, made: false });

/** Why an order cannot be taken as the buyer has agreed to it; undefined when it can. */
function objectionTo(priced: Awaited<ReturnType<Pricing>>, agreedCents: number): CheckoutAnswer | undefined {
  if (priced.kind === 'not-sold') return { outcome: 'not-sold', slugs: [...priced.slugs] };
  if (priced.kind === 'unknown') return { outcome: 'price-unknown' };
  const cents = totalOf(priced.lines);
  if (cents === agreedCents) return undefined;
  return { outcome: 'total-changed', lines: [...priced.lines], total: { cents, currency: 'USD' } };
}
