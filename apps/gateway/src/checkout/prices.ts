// What a cart costs now, read again from its source: the buyer's own idea of it is what the buyer has agreed to, and nothing else. With
// the source dead a copy serves that is at most 15 minutes old (G8).
import type { CartLines, CheckoutRequest, OrderLine } from '@evenkeel/contracts';
import type { CartVisit } from '../pages/cart-page.ts';
import type { Page } from '../pages/page.ts';
import { budgets } from '../policies.ts';
import type { Buyer } from './checkout.ts';

export type Priced =
  | { readonly kind: 'priced'; readonly lines: readonly OrderLine[] }
  /** The catalogue answered and does not have these. */
  | { readonly kind: 'not-sold'; readonly slugs: readonly string[] }
  /** No price that is young enough. */
  | { readonly kind: 'unknown' };

export type Pricing = (items: CheckoutRequest['items'], buyer: Buyer) => Promise<Priced>;

/** The cart page knows all of that: its ladder is the one of the checkout. */
export const pricesOn =
  (cart: Page<CartVisit>): Pricing =>
  async (items, { visitor, requestId, remainingMs }) => {
    const limits = { signal: new AbortController().signal, remainingMs: Math.min(budgets.page, remainingMs()) };
    const answer = await cart.compose({ visitor, requestId, items }, limits);
    const found = answer.kind === 'page' ? (answer.body.sections.items?.data as CartLines | null) : null;
    return found ? priced(items, found) : { kind: 'unknown' };
  };

function priced(items: CheckoutRequest['items'], found: CartLines): Priced {
  const cards = new Map(found.items.map(({ card }) => [card.slug, card]));
  const missing = items.filter(({ slug }) => !cards.has(slug));
  if (missing.length > 0) return { kind: 'not-sold', slugs: missing.map(({ slug }) => slug) };
  const lines = items.flatMap(({ slug, quantity }) => {
    const card = cards.get(slug);
    return card?.price
      ? [{ slug, name: card.name.slice(0, 200).replaceAll('\0', '').toWellFormed(), quantity, cents: card.price.cents }]
      : [];
  });
  return lines.length === items.length ? { kind: 'priced', lines } : { kind: 'unknown' };
}
