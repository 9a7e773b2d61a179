// A buyer without JavaScript: puts a laptop into the cart and opens the checkout.

import { type Agreement, readAgreement } from '../src/checkout/agreement.ts';
import { readCheckout } from '../src/checkout/checkout-cookie.ts';
import type { Asked } from './fake-gateway.ts';
import { cookieNames, cookieOf, form, gateway, settings, tokenIn, visit } from './shop-visit.ts';

/** The token in the form of a checkout page. */
export const tokenOf = (html: string): string => /name="order" value="([^"]+)"/.exec(html)?.[1] ?? '';

export function agreementIn(token: string): Agreement {
  const agreement = readAgreement(token, settings.SHOP_SECRET);
  if (!agreement) throw new Error('there is no token of ours');
  return agreement;
}

/** The id in a checkout's cookie. */
export const idIn = (cookie: string): string | undefined =>
  readCheckout(cookie.slice(cookie.indexOf('=') + 1), settings.SHOP_SECRET)?.id;

/** What the gateway was asked by whoever buys. */
export const buyingAsked = (): Asked[] =>
  gateway.asked.filter(({ body, path }) => body !== undefined && /^\/(checkout|orders)/.test(path));

/** @param headers sent when the checkout is opened; its cookies come before the buyer's own */
export async function beginCheckout({ cookie: first = '', ...headers }: Record<string, string> = {}) {
  const { html, answer } = await visit('/products/laptop');
  const added = await visit('/cart/add', form({ slug: 'laptop', quantity: '1', item: tokenIn(html) }));
  const known = first.split('; ').find((one) => one.startsWith(`${cookieNames.visitor}=`));
  const visitorCookie = known ?? cookieOf(answer, 'visitor');
  const cart = cookieOf(added.answer, 'cart');
  const page = await visit('/checkout', { headers: { ...headers, cookie: [first, visitorCookie, cart].join('; ') } });
  const checkout = cookieOf(page.answer, 'checkout');
  const token = tokenOf(page.html);
  return {
    page,
    token,
    cart,
    checkout,
    visitorCookie,
    visitor: visitorCookie.split('=')[1] ?? '',
    cookie: [visitorCookie, cart, checkout].join('; '),
    id: readAgreement(token, settings.SHOP_SECRET)?.id ?? '',
  };
}
