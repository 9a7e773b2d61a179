// What an accepted order ends: its checkout, and its lines in the cart.
import type { OrderState, OrderView } from '@evenkeel/contracts';
import { lineCookie, readCart } from '../cart/cart-cookie.ts';
import { type Checkout, checkoutIn, nextCheckout } from './checkout-cookie.ts';

interface Cookies {
  get(name: string): { readonly value: string } | undefined;
  getAll(): { readonly name: string; readonly value: string }[];
}

/** In these nothing was sold: the cart stays as it is. */
const keepsCart: ReadonlySet<OrderState> = new Set(['declined', 'cancelled']);

/**
 * The `Set-Cookie` headers that follow from `order`. A form from before, sent again, names an order of its own: the checkout that has begun
 * since, and the cart that was filled since, are left alone.
 */
export function accepted(order: OrderView, cookies: Cookies, secret: string): string[] {
  if (!isOf(checkoutIn(cookies, secret), order)) return [];
  const slugs = keepsCart.has(order.state) ? [] : order.lines.map(({ slug }) => slug);
  return [nextCheckout(secret), ...withoutLines(cookies, secret, ({ slug }) => slugs.includes(slug))];
}

/** The same for the answer to the button. Whoever sends no checkout along gets the next one: nothing else would tell the next order apart. */
export const boughtNow = (order: OrderView, cookies: Cookies, secret: string): string[] =>
  checkoutIn(cookies, secret) === undefined ? [nextCheckout(secret)] : accepted(order, cookies, secret);

const isOf = (checkout: Checkout | 'forged' | undefined, { id }: OrderView): boolean =>
  checkout !== undefined && checkout !== 'forged' && checkout.id === id;

/** After another card, when the checkout has long ended: only lines that are still as they were ordered. */
export function boughtAfterAll(order: OrderView, cookies: Cookies, secret: string): string[] {
  if (keepsCart.has(order.state) || order.state === 'needs_buyer') return [];
  return withoutLines(cookies, secret, (line) =>
    order.lines.some(({ slug, quantity }) => slug === line.slug && quantity === line.quantity),
  );
}

function withoutLines(
  cookies: Cookies,
  secret: string,
  isGone: (line: { readonly slug: string; readonly quantity: number }) => boolean,
): string[] {
  const gone = readCart(cookies.getAll(), secret).cart.filter(isGone);
  return gone.flatMap(({ slug }) => lineCookie([], slug, secret) ?? []);
}
