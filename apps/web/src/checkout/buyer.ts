// Who buys. A buyer without a name gets one with the order, made from the checkout's id: pressed twice, it is the same buyer, and the
// order can be found by whoever made it.
import { createHmac } from 'node:crypto';
import type { NextRequest } from 'next/server';
import { config } from '../config.ts';
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

/** A UUID of version 8 (RFC 9562, 5.8: ours to fill), which nobody can guess who does not know the secret. */
export function visitorOfCheckout(checkoutId: string, secret: string): string {
  const hex = createHmac('sha256', secret).update(`visitor of checkout.${checkoutId}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
