// The "before" picture must be a fair one: with everything well it shows the same pages, and it fails for the one reason it is made
// for.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cartPage, categoryPage, homePage, productPage, searchPage, searchWish } from '@evenkeel/contracts';
import { createLog, createService, listen } from '@evenkeel/service-kit';
import { afterEach, expect, test } from 'vitest';
import { naivePages } from '../src/pages.ts';

const category = { slug: 'computers', name: 'Computers' };
const card = {
  slug: 'mouse',
  name: 'Mouse',
  tagline: 'Wireless',
  picture: 'computer-mouse',
  tile: 1,
  category,
  price: { cents: 2_900, currency: 'USD' },
  rating: 4.5,
};
const results = {
  wish: searchWish.parse({ q: 'mouse' }),
  quality: 'high',
  total: 1,
  pages: 1,
  items: [card],
  pricesAgeMs: 0,
  partial: false,
  unrelated: false,
  correctedTo: null,
  engine: null,
};
const product = {
  ...{ slug: 'mouse', name: 'Mouse', noun: 'mouse', tagline: 'Wireless', summary: 'A mouse.', description: 'A mouse.' },
  ...{ specifications: [], category, picture: 'computer-mouse', pictureAlt: 'A mouse', tile: 1 },
};

/** Path → answer of any of the four services: here one server plays all of them. */
const answers: Readonly<Record<string, unknown>> = {
  '/products/mouse': product,
  '/products/mouse/price': { slug: 'mouse', money: card.price },
  '/products/mouse/stock': { slug: 'mouse', amount: 1, deliveryDays: 2 },
  '/products/mouse/related': { items: [card] },
  '/products/mouse/rating': { slug: 'mouse', average: 4, count: 1 },
  '/products/mouse/reviews': { slug: 'mouse', average: 4, count: 1, stars: [0, 0, 0, 1, 0], items: [] },
  '/recommendations': { basis: 'bestsellers', degraded: false, category: null, slugs: ['mouse'] },
  '/cards': { items: [card] },
  '/bestsellers': { items: [card] },
  '/categories': { items: [{ ...category, picture: 'laptop', productCount: 1 }] },
  '/categories/computers/products': { category: { ...category, picture: 'laptop', productCount: 1 }, items: [card] },
  '/search': {
    source: 'elasticsearch',
    quality: 'high',
    warning: null,
    reasons: [],
    results,
    facets: { categories: [], prices: [], ratings: [] },
  },
};
const pages = {
  '/pages/home': homePage,
  '/pages/product/mouse': productPage,
  '/pages/category/computers': categoryPage,
  '/pages/search?q=mouse': searchPage,
  '/pages/cart?items=mouse:2': cartPage,
};

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** The address of a naive gateway in front of services of which one behaves otherwise. */
async function naive(other: (path: string) => RequestListener | undefined = () => undefined): Promise<string> {
  const services = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '', 'http://any');
    const behave = other(pathname);
    if (behave) behave(req, res);
    else res.writeHead(pathname in answers ? 200 : 404).end(JSON.stringify(answers[pathname] ?? {}));
  });
  await new Promise<void>((resolve) => services.listen(0, '127.0.0.1', resolve));
  open.push(
    () => services.closeAllConnections(),
    () => services.close(),
  );
  const at = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
  const log = createLog('naive-gateway', 'silent');
  const router = naivePages({ PRODUCT_URL: at, REVIEW_URL: at, RECOMMENDATION_URL: at, SEARCH_URL: at });
  const app = createService({ name: 'naive-gateway', log, routers: [router] });
  const { port, stop } = await listen(app, { port: 0, host: '127.0.0.1', log, signals: false });
  open.unshift(stop);
  return `http://127.0.0.1:${port}`;
}

test.each(Object.entries(pages))(
  'with everything well %s is the page that the protected gateway gives',
  async (path, schema) => {
    const answer = await fetch((await naive()) + path);
    expect(answer.status).toBe(200);
    const { sections } = schema.parse(await answer.json());
    for (const section of Object.values(sections)) expect(section).toMatchObject({ state: 'live' });
  },
);

test.each([
  ['/pages/product/mouse', '/products/mouse/rating'],
  ['/pages/home', '/recommendations'],
  ['/pages/search?q=mouse', '/search'],
])('%s is a 500 when nothing but %s fails', async (path, failing) => {
  const at = await naive((asked) => (asked === failing ? (_req, res) => res.writeHead(503).end() : undefined));
  expect((await fetch(at + path)).status).toBe(500);
});

test('a page hangs as long as one of its services does', async () => {
  const at = await naive((asked) => (asked === '/products/mouse/rating' ? () => undefined : undefined));
  const waiting = fetch(`${at}/pages/product/mouse`, { signal: AbortSignal.timeout(2_000) });
  await expect(waiting).rejects.toThrow(/timeout/);
});
