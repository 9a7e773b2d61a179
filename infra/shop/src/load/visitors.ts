// Light, steady traffic: a few visitors who look around, search and fill carts as people do. One seed, one way through the shop.

import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, browser, type OpenPage } from './browser.ts';
import { pick, type Random, seeded } from './random.ts';
import { searchAddress } from './searches.ts';

export interface LoadOptions {
  /** Of the web shop, without a slash at the end. */
  readonly url: string;
  readonly seconds: number;
  readonly visitors: number;
  readonly seed: number;
}

export const deeds = ['home', 'category', 'product', 'search', 'add to cart', 'cart'] as const;
export type Deed = (typeof deeds)[number];

export interface Visit {
  readonly deed: Deed;
  /** `none` when no answer came. */
  readonly status: number | 'none';
  readonly ms: number;
}

/** How often people do what, of 100 clicks. */
const habits: Readonly<Record<Deed, number>> = {
  home: 10,
  category: 18,
  product: 34,
  search: 20,
  'add to cart': 14,
  cart: 4,
};
/** A person reads before the next click. */
const thinkMs = { least: 300, most: 1_200 };
/** A shop without any link still has these. */
const wellKnown = ['laptop', 'mouse', 'keyboard', 'monitor'].map((slug) => `/products/${slug}`);
/** What a visitor remembers of what was seen: titles and categories to search for. */
const mostRemembered = 200;

/** Every click with what came of it, in no order. Ends by itself, after `seconds` and one page at most. */
export async function visit({ url, seconds, visitors, seed }: LoadOptions): Promise<Visit[]> {
  const signal = AbortSignal.timeout(seconds * 1_000);
  const visits: Visit[] = [];
  const walk = (index: number) => visitor({ url, seed: seed * 1_000 + index, signal }, (one) => visits.push(one));
  await Promise.all(Array.from({ length: visitors }, (_, index) => walk(index)));
  return visits;
}

export interface VisitorOptions {
  /** Of the web shop, without a slash at the end. */
  readonly url: string;
  readonly seed: number;
  /** When it aborts, the visitor leaves: after one page more at most. */
  readonly signal: AbortSignal;
}

/** One visitor, who tells of every click. Never rejects: a page that does not come is a visit, too. */
export async function visitor({ url, seed, signal }: VisitorOptions, tell: (visit: Visit) => void): Promise<void> {
  const inBrowser = browser(url);
  const random = seeded(seed);
  const titles = new Set<string>();
  const categories = new Set<string>();
  let page: OpenPage | undefined;
  while (!signal.aborted) {
    const readMs = thinkMs.least + random() * (thinkMs.most - thinkMs.least);
    await pause(readMs, undefined, { signal }).catch(() => undefined); // One page more, and that is it.
    const { deed, opening } = click(inBrowser, page, random, { titles: [...titles], categories: [...categories] });
    page = await opening;
    tell({ deed, status: page.status, ms: page.ms });
    for (const title of page.titles) remember(titles, title);
    for (const link of linksTo(page, '/categories/')) remember(categories, link.slice('/categories/'.length));
  }
}

/** What the visitor does next, on the page that is open or from its address bar. */
function click(
  inBrowser: Browser,
  page: OpenPage | undefined,
  random: Random,
  known: { readonly titles: readonly string[]; readonly categories: readonly string[] },
): { deed: Deed; opening: Promise<OpenPage> } {
  const wanted = wish(random);
  const open = (deed: Deed, address: string) => ({ deed, opening: inBrowser.open(address) });
  if (wanted === 'home') return open('home', '/');
  if (wanted === 'cart') return open('cart', '/cart');
  if (wanted === 'search') return open('search', searchAddress(random, known));
  const category = pick(random, linksTo(page, '/categories/'));
  if (wanted === 'category' && category) return open('category', category);
  const form = page?.forms.find(({ action }) => action === '/cart/add');
  if (wanted === 'add to cart' && form) return { deed: 'add to cart', opening: inBrowser.submit(form) };
  // Who finds no category, or nothing to put into the cart, looks at a product.
  return open('product', pick(random, linksTo(page, '/products/')) ?? pick(random, wellKnown) ?? '/');
}

function wish(random: Random): Deed {
  let rest = random() * Object.values(habits).reduce((sum, each) => sum + each, 0);
  for (const deed of deeds) {
    rest -= habits[deed];
    if (rest < 0) return deed;
  }
  return 'home';
}

const linksTo = (page: OpenPage | undefined, start: string): readonly string[] =>
  page?.links.filter((link) => link.startsWith(start) && /^[a-z0-9-]+$/.test(link.slice(start.length))) ?? [];

function remember(known: Set<string>, what: string): void {
  if (known.size < mostRemembered) known.add(what);
}
