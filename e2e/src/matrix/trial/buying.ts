// Buying through the forms, as a visitor without JavaScript.
import { waitUntil } from '@evenkeel/platform';
import { parse } from 'node-html-parser';
import { request } from 'undici';
import { cookieIn, knownVisitor } from '../../known-visitor.ts';
import { answerLimitMs, recoveryLimitMs } from '../faults.ts';
import type { Cookies } from '../observe.ts';

/** What the form of a product's page hands over to the cart. */
export async function itemOn(url: string, cookies: Cookies): Promise<string> {
  const { body } = await request(url, {
    signal: AbortSignal.timeout(answerLimitMs),
    headers: { cookie: asHeader(cookies) },
  });
  const field = parse(await body.text()).querySelector('form[action="/cart/add"] input[name=item]');
  const item = field?.getAttribute('value');
  if (!item) throw new Error(`${url} has no form to add to the cart`);
  return item;
}

/** Somebody new buys one of a product, through the forms. Answers where the order is, and who may look at it. */
export async function buyAt(site: string, slug: string): Promise<{ url: string; cookies: Cookies }> {
  return ordered(site, await shopperWith(site, slug));
}

/** An order of what is in the cart, and who may look at it. Tried again while the breakers of the trial before are still open. */
export async function ordered(site: string, cookies: Cookies): Promise<{ url: string; cookies: Cookies }> {
  let url: string | undefined;
  const taken = async () => {
    url = await pay(site, cookies);
    return url !== undefined;
  };
  await waitUntil(taken, { limitMs: recoveryLimitMs, everyMs: 500 });
  if (url === undefined) throw new Error('nothing can be ordered while all is well');
  return { url, cookies };
}

const asHeader = (cookies: Cookies): string =>
  Object.entries(cookies)
    .map((pair) => pair.join('='))
    .join('; ');

/** Somebody new with one of a product in the cart. */
export async function shopperWith(site: string, slug: string): Promise<Cookies> {
  const visitor = await knownVisitor(site);
  const item = await itemOn(`${site}/products/${slug}`, visitor);
  return { ...visitor, ...(await cartWith(site, slug, item, 1)) };
}

/** Opens the checkout and presses the button; the address of the order, or undefined when none was taken. @param card of those on offer */
export async function pay(site: string, cookies: Cookies, card = 0): Promise<string | undefined> {
  const signal = AbortSignal.timeout(2 * answerLimitMs);
  const opened = await request(`${site}/checkout`, { signal, headers: { cookie: asHeader(cookies) } });
  const form = parse(await opened.body.text()).querySelector('form[action="/checkout/pay"]');
  const order = form?.querySelector('input[name=order]')?.getAttribute('value');
  const token = form?.querySelectorAll('input[name=card]')[card]?.getAttribute('value');
  if (!order || !token) return undefined;
  const { headers, body } = await request(`${site}/checkout/pay`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: site,
      cookie: asHeader({ ...cookies, ...cookieIn(opened.headers['set-cookie'], 'checkout') }),
    },
    body: new URLSearchParams({ order, card: token }).toString(),
  });
  await body.dump();
  const url = new URL(String(headers.location), site);
  return url.pathname.startsWith('/orders/') ? url.href : undefined;
}

/** The cookie of a visitor who pressed "Add to cart". */
export async function cartWith(site: string, slug: string, item: string, quantity: number): Promise<Cookies> {
  const { statusCode, headers, body } = await request(`${site}/cart/add`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: site },
    body: new URLSearchParams({ slug, quantity: String(quantity), item }).toString(),
    signal: AbortSignal.timeout(answerLimitMs),
  });
  await body.dump();
  if (statusCode !== 303) throw new Error(`${slug} cannot be added to a cart: HTTP ${statusCode}`);
  return cookieIn(headers['set-cookie'], 'cart');
}
