// A checkout lives in a signed cookie until an order was accepted under its id: reload, double submit, the back button and a second tab
// are the same checkout, and its id is the order's (docs/payment-states.md).
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

/** The `Set-Cookie` headers that keep a checkout, and end it. */
export const checkoutCookie = (value: Checkout, secret: string): string =>
  setCookie(signCheckout(value, secret), MAX_AGE_S, secret);
export const endOfCheckout = (secret: string): string => setCookie('', 0, secret);

const setCookie = (value: string, maxAge: number, secret: string): string =>
  `${cookieNamesOf(secret).checkout}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`;

interface Cookies {
  get(name: string): { readonly value: string } | undefined;
}

/** The checkout in the cookies of a request; `forged` when it is not ours, undefined when there is none. */
export function checkoutIn(cookies: Cookies, secret: string): Checkout | 'forged' | undefined {
  const value = cookies.get(cookieNamesOf(secret).checkout)?.value;
  return value === undefined || value === '' ? undefined : (readCheckout(value, secret) ?? 'forged');
}
