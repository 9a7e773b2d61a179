// What the buyer agrees to by pressing the button: these things, for so much, under this id, as shown at that moment. The form carries it signed, so that nobody
// posts a total of their own, and that a form from before (the back button, another tab) means what it has shown.
import { cartLimits, checkoutRequest, money, slug } from '@evenkeel/contracts';
import { z } from 'zod';
import type { CartRow } from '../cart/cart-rows.ts';
import { sign, verify } from '../cart/signature.ts';

const PURPOSE = 'agreement';

const agreement = z.object({
  id: checkoutRequest.shape.id,
  items: z
    .array(z.object({ slug, quantity: z.number().int().min(1).max(cartLimits.quantity) }))
    .min(1)
    .max(cartLimits.lines),
  cents: money.shape.cents,
  /** When the page was made, in ms since 1970. */
  at: z.number().int().positive(),
});
export type Agreement = z.infer<typeof agreement>;

/** Most that an order may cost, in cents. */
export const mostCents = money.shape.cents.maxValue ?? Number.MAX_SAFE_INTEGER;

/** What is sold of the cart: the rest is shown, and not ordered. */
export const orderedItems = (rows: readonly CartRow[]): Agreement['items'] =>
  rows.filter(({ sold }) => sold).map(({ line: { slug, quantity } }) => ({ slug, quantity }));

export const agreementToken = (value: Agreement, secret: string): string => sign(PURPOSE, value, secret);

/** Undefined for a token that was not made here. */
export const readAgreement = (token: string, secret: string): Agreement | undefined =>
  verify(PURPOSE, token, agreement, secret);

/** The gateway remembers for two days which orders it was asked for: an older form could be a second order, and nobody would know. */
const oldestMs = 24 * 3_600_000;
/** So far the clocks of two instances may be apart; further ahead, a clock was set, and nobody knows how old the form is. */
const furthestAheadMs = 5 * 60_000;

/** @param now wall clock, in ms */
export const isTooOld = ({ at }: Agreement, now: number): boolean => now - at > oldestMs || at - now > furthestAheadMs;
