// The last order that was seen to wait for another card, so that cart and checkout lead back to it: else its address alone would. A cookie of
// its own: written anew while a checkout is sent, that of the checkout would lose what it says of it.
import type { OrderView } from '@evenkeel/contracts';
import { z } from 'zod';
import { sign, verify } from '../cart/signature.ts';
import { cookieNamesOf } from '../cookie-names.ts';
import { takesAnotherCard } from './offers.ts';

const MAX_AGE_S = 30 * 24 * 3_600;
const PURPOSE = 'waiting order';

interface Cookies {
  get(name: string): { readonly value: string } | undefined;
}

/** Its id. */
export const waitingIn = (cookies: Cookies, secret: string): string | undefined =>
  verify(PURPOSE, cookies.get(cookieNamesOf(secret).waiting)?.value ?? '', z.uuid(), secret);

/** The `Set-Cookie` headers that follow from what an order is now. */
export function noteWaiting(
  { id, state }: Pick<OrderView, 'id' | 'state'>,
  cookies: Cookies,
  secret: string,
): string[] {
  if (!takesAnotherCard.has(state)) return forgetWaiting(id, cookies, secret);
  return waitingIn(cookies, secret) === id ? [] : [setCookie(sign(PURPOSE, id, secret), MAX_AGE_S, secret)];
}

/** Those that follow when it waits no more, or is not there any more. */
export const forgetWaiting = (id: string, cookies: Cookies, secret: string): string[] =>
  waitingIn(cookies, secret) === id ? [setCookie('', 0, secret)] : [];

const setCookie = (value: string, maxAge: number, secret: string): string =>
  `${cookieNamesOf(secret).waiting}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`;
