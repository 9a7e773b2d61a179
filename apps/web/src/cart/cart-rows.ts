// What the cart page shows: the cookie says what is in the cart, the shop's answer says what it costs now.
import { type CartLines, type Money, priceLimitMs, type Section } from '@evenkeel/contracts';
import { cartWords, priceWords } from '../wording.ts';
import type { Cart, Line } from './cart.ts';

export interface CartRow {
  readonly line: Line;
  /** For one; null when no price is known that is young enough. */
  readonly price: Money | null;
  readonly note: string | null;
  /** False when the shop knows that it has no such product (any more): it can be taken out, and nothing else. */
  readonly sold: boolean;
}

/** How far two clocks of one system may be apart, in ms. */
const largestSkewMs = 5_000;

export function cartRows(cart: Cart, items: Section<CartLines>, wallClock: number): CartRow[] {
  return cart.map((line) => {
    const card = items.data?.items.find((item) => item.card.slug === line.slug)?.card;
    if (card?.price) return { line, price: card.price, note: changed(line, card.price), sold: true };
    // The catalogue answered and has no such product. Without an answer nobody knows: the line stays as it was.
    if (items.data !== null && !card) return { line, price: null, note: cartWords.notInTotal, sold: false };
    // From ahead of the clock by more than clocks differ: the clock was set, and nobody knows how old the price is.
    const isDated = line.pricedAt - wallClock <= largestSkewMs;
    const ageMs = Math.max(0, wallClock - line.pricedAt);
    // An answer that came without its price says more than an older memory of it.
    if (items.data !== null || line.cents === null || !isDated || ageMs > priceLimitMs) {
      return { line, price: null, note: priceWords.seenAtCheckout, sold: true };
    }
    return { line, price: { cents: line.cents, currency: 'USD' }, note: cartWords.priceSeen(ageMs), sold: true };
  });
}

const changed = (line: Line, now: Money): string | null =>
  line.cents === null || line.cents === now.cents ? null : cartWords.priceChanged(now, line.cents);

/** What all of it costs that is sold; null when a single price of that is not known. */
export function totalOf(rows: readonly CartRow[]): Money | null {
  let cents = 0;
  for (const { line, price, sold } of rows) {
    if (!sold) continue;
    if (price === null) return null;
    cents += price.cents * line.quantity;
  }
  return cents === 0 ? null : { cents, currency: 'USD' };
}
