// Who buys. A buyer without a name gets one with the order, made from the checkout's id: pressed twice, it is the same buyer, and the
// order can be found by whoever made it.
import type { NextRequest } from 'next/server';
import { config } from '../config.ts';
import { derivedUuid } from '../derived-uuid.ts';
import { type Visit, visitOf, visitorCookie } from '../gateway/visit.ts';

export interface Buyer {
  readonly visit: Visit & { readonly visitor: string };
  /** The cookies that name the buyer; none for who has a name already. */
  readonly cookies: readonly string[];
}

export function buyerOf(request: NextRequest, checkoutId: string): Buyer {
  const visit = visitOf(request);
  if (visit.visitor !== null) return { visit: { ...visit, visitor: visit.visitor }, cookies: [] };
  const visitor = visitorOfCheckout(checkoutId, config().SHOP_SECRET);
  return { visit: { ...visit, visitor }, cookies: [visitorCookie(visitor)] };
}

export const visitorOfCheckout = (checkoutId: string, secret: string): string =>
  derivedUuid('visitor of checkout', checkoutId, secret);
