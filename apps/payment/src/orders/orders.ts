// Orders and attempts in the database. Every change is one statement, so it is there with all that belongs to it, or not at all; whoever
// was cut off may say the same thing again.
import {
  agreementText,
  type Messages,
  type OrderRequest,
  type OrderView,
  type QueuedLater,
  type SavedLater,
  type SavedOrder,
} from '@evenkeel/contracts';
import type { PostgresStore } from '@evenkeel/service-kit/postgres/store';
import type { Claim, Refund, Refunded, Settlement } from './order.ts';
import {
  becameOf,
  type Claimed,
  claimOf,
  type Found,
  inWords,
  messageOf,
  type ToRefund,
  viewOf,
  type Written,
} from './rows.ts';
import * as buyers from './sql/buyers.ts';
import * as refunds from './sql/refunds.ts';
import * as taking from './sql/taking.ts';
import * as working from './sql/working.ts';

export interface Orders {
  /** Takes an order, with its first attempt claimed. `made` is false when it was there already. */
  accept(request: OrderRequest, attempt: string, leaseMs: number): Promise<{ made: boolean; claim: Claim | undefined }>;
  /** Takes an order that is charged later. False when it was there already. */
  queue(request: QueuedLater, attempt: string): Promise<boolean>;
  /** Takes an order whose card was not kept: it waits for its buyer, who is written to. False when it was there already. */
  save(order: SavedLater): Promise<boolean>;
  /** The same checkout came with another cart, which was not taken. */
  otherCart(order: string, visitor: string): Promise<void>;
  /** Another card for an order whose last one was declined, or that waits for its buyer. Undefined when the order wants none. */
  retry(
    order: string,
    visitor: string,
    card: OrderRequest['card'],
    attempt: string,
    leaseMs: number,
  ): Promise<Claim | undefined>;
  /** Claims what is due, the longest waiting first; without `takesCharges` only what may be at the bank already. */
  claimDue(most: number, leaseMs: number, bank: { readonly takesCharges: boolean }): Promise<Claim[]>;
  /**
   * Notes that the bank will be asked now, and answers until when it may book: for so many ms from now. Undefined when the claim is not
   * the latest any more: then nothing may be sent.
   */
  markSent(claim: Claim, bookableForMs: number): Promise<Date | undefined>;
  /** The bank is back: what waits to be tried again is due now. True when there may be more of it. */
  wake(): Promise<boolean>;
  /** False when somebody else has claimed it meanwhile: then it changes nothing. */
  settle(claim: Claim, settlement: Settlement): Promise<boolean>;
  /** Not charged, and not wanted any more. False when it is too late, or never was there. */
  cancel(order: string, visitor: string): Promise<boolean>;
  find(order: string, visitor: string): Promise<OrderView | undefined>;
  messagesTo(visitor: string): Promise<Messages>;
  /** Claims what is to be given back. Nobody else is given it until the lease ends; twice does no harm, the bank gives back once. */
  claimRefunds(most: number, leaseMs: number): Promise<Refund[]>;
  refunded(refund: Refund, became: Refunded): Promise<void>;
}

export function ordersIn(primary: PostgresStore): Orders {
  const run = <Row extends object>(purpose: 'buyers' | 'queue', statement: string, params: readonly unknown[]) =>
    primary.query<Row>(statement, params, { patience: 'patient', for: purpose });

  /** No rows when it was there already: then it is noted whether it came with another cart. */
  async function take<Row extends object>(
    order: SavedOrder,
    statement: string,
    more: readonly unknown[],
  ): Promise<Row[]> {
    const { id, visitor, lines, total } = order;
    const agreed = agreementText(order);
    const params = [id, visitor, total.cents, total.currency, JSON.stringify(lines), agreed, ...more];
    const rows = await run<Row>('buyers', statement, params);
    if (rows.length === 0) await run('buyers', taking.conflict, [id, visitor, agreed]);
    return rows;
  }

  return {
    async accept({ id, visitor, lines, total, card }, attempt, leaseMs) {
      const order = { id, visitor, lines, total };
      const [claim] = await take<Claimed>(order, taking.accept, [attempt, card.token, card.lastFour, leaseMs]);
      return { made: claim !== undefined, claim: claim && claimOf(claim) };
    },
    async queue({ card, takenAt = null, ...order }, attempt) {
      return (await take(order, taking.queue, [attempt, card.token, card.lastFour, takenAt])).length === 1;
    },
    async save({ takenAt = null, ...order }) {
      return (await take(order, taking.save, [takenAt])).length === 1;
    },
    async otherCart(order, visitor) {
      await run('buyers', taking.otherCart, [order, visitor]);
    },
    async retry(order, visitor, card, attempt, leaseMs) {
      const params = [order, visitor, attempt, card.token, card.lastFour, leaseMs];
      const rows = await run<Claimed>('buyers', taking.retry, params);
      return rows[0] && claimOf(rows[0]);
    },
    async claimDue(most, leaseMs, { takesCharges }) {
      return (await run<Claimed>('queue', working.claim, [most, leaseMs, takesCharges])).map(claimOf);
    },
    async markSent({ id, fence }, bookableForMs) {
      const [sent] = await run<{ expires_at: Date }>('queue', working.sent, [id, fence, bookableForMs]);
      return sent?.expires_at;
    },
    async wake() {
      return (await run('queue', working.wake, [wokenAtOnce])).length === wokenAtOnce;
    },
    async settle({ id, fence }, settlement) {
      const params = [id, fence, JSON.stringify(becameOf(settlement))];
      return (await run('queue', working.settle, params)).length === 1;
    },
    async cancel(order, visitor) {
      return (await run('buyers', buyers.cancel, [order, visitor])).length === 1;
    },
    async find(order, visitor) {
      const rows = await run<Found>('buyers', buyers.find, [order, visitor]);
      return rows[0] && viewOf(rows[0]);
    },
    async messagesTo(visitor) {
      return { items: (await run<Written>('buyers', buyers.messagesTo, [visitor])).map(messageOf) };
    },
    async claimRefunds(most, leaseMs) {
      const rows = await run<ToRefund>('queue', refunds.claimRefunds, [most, leaseMs]);
      return rows.map((row) => ({
        id: row.id,
        orderId: row.order_id,
        chargeId: row.charge_id,
        tries: row.refund_tries,
      }));
    },
    async refunded({ id }, became) {
      if (became.kind === 'done') await run('queue', refunds.refunded, [id]);
      else if (became.kind === 'again') await run('queue', refunds.refundAgain, [id, became.pauseMs]);
      else await run('queue', refunds.refundRefused, [id, inWords(became.reason)]);
    },
  };
}

/** Rows that one statement locks. */
const wokenAtOnce = 1_000;
