// The checkout of whoever has none yet. Two tabs that open in the same instant must mean one order, and neither knows of the other: so its
// id is not drawn but follows from what both of them send, the visitor and the cart.
import { randomUUID } from 'node:crypto';
import type { Cart } from '../cart/cart.ts';
import { derivedUuid } from '../derived-uuid.ts';
import type { Checkout } from './checkout-cookie.ts';

interface Begins {
  /** Null for who has no name yet: carts look alike, and an id that two people share would show one of them the other's order. */
  readonly visitor: string | null;
  readonly cart: Cart;
  /** A cookie that is not ours stood in its place: an order may have been made under the id that follows from this cart. */
  readonly afterForged: boolean;
}

export function firstCheckout({ visitor, cart, afterForged }: Begins, secret: string): Checkout {
  const follows = visitor !== null && cart.length > 0 && !afterForged;
  return {
    id: follows ? derivedUuid('first checkout', `${visitor}.${contentsOf(cart)}`, secret) : randomUUID(),
    unsure: false,
  };
}

/** With the moment of each price: the same things put into the cart another day are another purchase. */
const contentsOf = (cart: Cart): string =>
  JSON.stringify(cart.map(({ slug, quantity, pricedAt }) => [slug, quantity, pricedAt]).sort());
