// A checkout lives in a signed cookie until an order was accepted under its id, and the next one takes its place: reload, double submit,
// the back button and a second tab are the same checkout, and its id is the order's (docs/payment-states.md).
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { sign, verify } from '../cart/signature.ts';
import { cookieNamesOf } from '../cookie-names.ts';

const MAX_AGE_S = 30 * 24 * 3_600;
const PURPOSE = 'checkout';

const checkout = z.object({
  id: z.uuid(),
  /** It was sent, and nobody knows whether it has arrived: from then on no page may say that nothing was charged. */
  unsure: z.boolean(),
});
export type Checkout = z.infer<typeof checkout>;

/** A checkout as a cookie holds it, and as the proxy hands it to the page. */
export const signCheckout = (value: Checkout, secret: string): string => sign(PURPOSE, value, secret);

/** Undefined for what was not written here. */
export const readCheckout = (signed: string, secret: string): Checkout | undefined =>
  verify(PURPOSE, signed, checkout, secret);

/** The `Set-Cookie` header that keeps a checkout. */
export const checkoutCookie = (value: Checkout, secret: string): string =>
  `${cookieNamesOf(secret).checkout}=${signCheckout(value, secret)}; Path=/; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Lax`;

/**
 * The `Set-Cookie` header that ends a checkout. The next one stands in it already, with an id that is drawn: one that followed from the
 * cart would be that of the order just made, for whoever buys the same again.
 */
export const nextCheckout = (secret: string): string => checkoutCookie({ id: randomUUID(), unsure: false }, secret);

interface Cookies {
  get(name: string): { readonly value: string } | undefined;
}

/** The checkout in the cookies of a request; `forged` when it is not ours, undefined when there is none. */
export function checkoutIn(cookies: Cookies, secret: string): Checkout | 'forged' | undefined {
  const value = cookies.get(cookieNamesOf(secret).checkout)?.value;
  return value === undefined || value === '' ? undefined : (readCheckout(value, secret) ?? 'forged');
}
