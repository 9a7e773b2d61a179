// Who looks at which page in one trial, and what they did in the shop while all was well.
import { type CatalogueProduct, catalogue } from '@evenkeel/catalogue';
import { waitUntil } from '@evenkeel/platform';
import { parse } from 'node-html-parser';
import { request } from 'undici';
import { cookieIn, knownVisitor } from '../../known-visitor.ts';
import { answerLimitMs, recoveryLimitMs } from '../faults.ts';
import { type Cookies, look } from '../observe.ts';
import type { ViewName } from '../pages.ts';

/** One page as one visitor opens it. */
export interface Visit {
  readonly view: ViewName;
  readonly url: string;
  readonly cookies: Cookies;
  /** What the page shows, was searched for, or has in the cart. */
  readonly product: CatalogueProduct | null;
}

/** What one trial is about. */
export interface Subjects {
  readonly seen: CatalogueProduct;
  readonly never: CatalogueProduct;
  /** Slugs of categories. */
  readonly seenCategory: string;
  readonly neverCategory: string;
}

/** Everybody opens the classic ones, which sell best: they can't be taken for never seen. */
const classics = 4;

/**
 * Products that nobody has looked at yet, two for each trial, and two categories that the trial before, which ended with everything
 * forgotten but what it opened afterwards, left alone.
 */
export function* unseen(): Generator<Subjects, void> {
  const { products, categories } = catalogue();
  const category = (index: number) => categories[index % categories.length]?.slug ?? '';
  for (let index = classics; index + 1 < products.length; index += 2) {
    const [seen, never] = [products[index], products[index + 1]];
    if (seen && never) yield { seen, never, seenCategory: category(index), neverCategory: category(index + 1) };
  }
}

/** Every view of the matrix. The visitors are new; `returning` has looked at a product, two have it in their carts. */
export async function visitsTo(site: string, { seen, never, seenCategory, neverCategory }: Subjects): Promise<Visit[]> {
  const returning = await knownVisitor(site);
  const item = await itemOn(`${site}/products/${seen.slug}`, returning);
  const [cart, fullerCart] = await Promise.all([1, 2].map((quantity) => cartWith(site, seen.slug, item, quantity)));
  await becomeKnown(site, seen, returning);
  const order = await ordered(site, { ...returning, ...cart });
  const search = (product: CatalogueProduct) => `/search?${new URLSearchParams({ q: product.name })}`;
  const visit = (view: ViewName, path: string, product: CatalogueProduct | null, cookies: Cookies = {}): Visit => ({
    view,
    url: `${site}${path}`,
    cookies,
    product,
  });
  return [
    visit('product seen', `/products/${seen.slug}`, seen),
    visit('product never', `/products/${never.slug}`, never),
    visit('home seen', '/', null),
    visit('home returning', '/', null, returning),
    visit('home never', '/', null),
    visit('category seen', `/categories/${seenCategory}`, null),
    visit('category never', `/categories/${neverCategory}`, null),
    visit('search seen', search(seen), seen),
    visit('search never', search(never), never),
    // What is asked of the gateway is the whole cart: one with another amount was never asked for.
    visit('cart seen', '/cart', seen, cart),
    visit('cart never', '/cart', seen, fullerCart),
    visit('checkout seen', '/checkout', seen, cart),
    visit('order seen', new URL(order.url).pathname, null, order.cookies),
  ];
}

/**
 * What somebody looks at is told to `recommendation` by a message that nobody waits for, and that is dropped while its breaker is
 * still open from the trial before: then the visitor looks once more, until the home page is theirs.
 */
async function becomeKnown(site: string, { slug }: CatalogueProduct, cookies: Cookies): Promise<void> {
  const isPersonal = async () => {
    const home = await look(`${site}/`, answerLimitMs, cookies);
    if (home.sections.recommendations?.source === 'personal') return true;
    await look(`${site}/products/${slug}`, answerLimitMs, cookies);
    return false;
  };
  await waitUntil(isPersonal, { limitMs: recoveryLimitMs, everyMs: 250 });
}

/** What the form of a product's page hands over to the cart. */
async function itemOn(url: string, cookies: Cookies): Promise<string> {
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
  const visitor = await knownVisitor(site);
  const item = await itemOn(`${site}/products/${slug}`, visitor);
  return ordered(site, { ...visitor, ...(await cartWith(site, slug, item, 1)) });
}

/** An order of what is in the cart, and who may look at it. Tried again while the breakers of the trial before are still open. */
async function ordered(site: string, cookies: Cookies): Promise<{ url: string; cookies: Cookies }> {
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

/** Through the forms, as a visitor without JavaScript; the address of the order, or undefined when none was taken. */
async function pay(site: string, cookies: Cookies): Promise<string | undefined> {
  const signal = AbortSignal.timeout(2 * answerLimitMs);
  const opened = await request(`${site}/checkout`, { signal, headers: { cookie: asHeader(cookies) } });
  const form = parse(await opened.body.text()).querySelector('form[action="/checkout/pay"]');
  const order = form?.querySelector('input[name=order]')?.getAttribute('value');
  const card = form?.querySelector('input[name=card]')?.getAttribute('value');
  if (!order || !card) return undefined;
  const { headers, body } = await request(`${site}/checkout/pay`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: site,
      cookie: asHeader({ ...cookies, ...cookieIn(opened.headers['set-cookie'], 'checkout') }),
    },
    body: new URLSearchParams({ order, card }).toString(),
  });
  await body.dump();
  const url = new URL(String(headers.location), site);
  return url.pathname.startsWith('/orders/') ? url.href : undefined;
}

/** The cookie of a visitor who pressed "Add to cart". */
async function cartWith(site: string, slug: string, item: string, quantity: number): Promise<Cookies> {
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
