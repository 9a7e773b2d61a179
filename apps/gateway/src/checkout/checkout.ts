// Buying, as a story: what does it cost now, has the buyer agreed to that, and which rung keeps the order. Whoever comes again under the
// same id means the same order, whatever has changed since.
import { type CheckoutAnswer, type CheckoutRequest, totalOf } from '@evenkeel/contracts';
import { isCertainlyNotSent } from '@evenkeel/service-kit/http/not-sent';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import type { PaymentClient } from '../clients/payment.ts';
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
  readonly log: Log;
}

export type Checkout = (request: CheckoutRequest, buyer: Buyer) => Promise<Outcome>;

export function checkout({ prices, payment, log }: CheckoutOptions): Checkout {
  return async (request, buyer) => {
    const { id, items, agreed, card } = request;
    const priced = await prices(items, buyer);
    const objection = objectionTo(priced, agreed.cents);
    if (objection !== undefined || priced.kind !== 'priced') return (await known(id, buyer)) ?? not(objection);
    const lines = [...priced.lines];
    return keep({ id, visitor: buyer.visitor, lines, total: agreed, card }, buyer);
  };

  /** Submitted before: then nothing is asked anew, and a price that has changed meanwhile changes nothing. */
  async function known(id: string, buyer: Buyer): Promise<Outcome | undefined> {
    const order = await payment.known(id, buyer);
    return order && { answer: { outcome: 'order', order }, made: false };
  }

  /** The rungs. */
  async function keep(order: Parameters<PaymentClient['accept']>[0], buyer: Buyer): Promise<Outcome> {
    try {
      const { order: kept, made } = await payment.accept(order, buyer);
      return { answer: { outcome: 'order', order: kept }, made };
    } catch (error) {
      const certain = isCertainlyNotSent(error);
      log.warn({ order: order.id, certain, reason: reasonOf(error) }, 'the order was not taken');
      return not({ outcome: certain ? 'refused' : 'unsure' });
    }
  }
}

const not = (answer: CheckoutAnswer = { outcome: 'price-unknown' }): Outcome => ({ answer, made: false });

/** Why an order cannot be taken as the buyer has agreed to it; undefined when it can. */
function objectionTo(priced: Awaited<ReturnType<Pricing>>, agreedCents: number): CheckoutAnswer | undefined {
  if (priced.kind === 'not-sold') return { outcome: 'not-sold', slugs: [...priced.slugs] };
  if (priced.kind === 'unknown') return { outcome: 'price-unknown' };
  const cents = totalOf(priced.lines);
  if (cents === agreedCents) return undefined;
  return { outcome: 'total-changed', lines: [...priced.lines], total: { cents, currency: 'USD' } };
}
