// An order that is kept here for a while, because payment could not be reached, and what its buyer reads meanwhile.
import { createHash } from 'node:crypto';
import { agreementText, cardChoice, type OrderState, type OrderView, savedOrder } from '@evenkeel/contracts';
import { z } from 'zod';

export const entry = z.strictObject({
  order: savedOrder,
  /** Null where cards are not kept: then nothing is charged until the buyer comes back. */
  card: cardChoice.nullable(),
  /** When it was kept, it was certain that nothing was charged, and that no upper rung had it. */
  certain: z.boolean(),
  /** When it was taken, ISO 8601. */
  at: z.iso.datetime(),
});
export type Entry = z.infer<typeof entry>;

/** An order that is kept here, as whoever asks for it by its id finds it: of several carts the first. */
export interface Found {
  readonly entry: Entry;
  /** Another cart of the same checkout has come. */
  readonly hasOthers: boolean;
  /** Nobody hands it over until the operator has looked. */
  readonly isAside: boolean;
  /** Some gateway is handing it over, or died at that: payment may have heard of it. */
  readonly mayBeHandedOver: boolean;
}

/** Of lines and total: tells another cart under the same id. */
export const fingerprintOf = ({ order }: Pick<Entry, 'order'>): string =>
  createHash('sha256').update(agreementText(order)).digest('hex').slice(0, 16);

/** What is not certain is never told as "nothing was charged". */
function stateOf({ card }: Entry, certain: boolean): OrderState {
  if (!certain) return 'confirming';
  return card === null ? 'needs_buyer' : 'queued';
}

/** @param certain still: nothing was charged, and nothing will be without the buyer where no card is kept */
export const viewOf = (kept: Entry, certain: boolean, conflict: boolean): OrderView => ({
  id: kept.order.id,
  state: stateOf(kept, kept.certain && certain),
  total: kept.order.total,
  lines: kept.order.lines,
  lastFour: kept.card?.lastFour ?? null,
  createdAt: kept.at,
  chargedAt: null,
  conflict,
});
