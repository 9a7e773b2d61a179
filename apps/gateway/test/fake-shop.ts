// A gateway in front of four services of the test's making, all on real sockets.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type SearchAnswer, card as searchCard, searchWish } from '@evenkeel/contracts';
import { createLog, listen } from '@evenkeel/service-kit';
import { afterEach } from 'vitest';
import type { Settings } from '../src/config.ts';
import { createGateway } from '../src/gateway.ts';
import { type Behaviour, type FakeService, fakeService, json, notFound } from './fake-service.ts';

const money = { cents: 99_900, currency: 'USD' };
const category = { slug: 'computers', name: 'Computers' };
export const card = {
  slug: 'mouse',
  name: 'Mouse',
  tagline: 'Wireless, quiet',
  picture: 'computer-mouse',
  tile: 1,
  category,
  price: { cents: 2_900, currency: 'USD' },
  rating: 4.5,
};

const answers: Readonly<Record<string, unknown>> = {
  '': {
    slug: 'laptop',
    name: 'Laptop',
    noun: 'laptop',
    tagline: '14-inch, light',
    summary: 'A light 14-inch computer.',
    description: 'For work and travel.',
    specifications: [{ name: 'Memory', value: '16 GB' }],
    category,
    picture: 'laptop',
    pictureAlt: 'A slim silver laptop',
    tile: 0,
  },
  price: { slug: 'laptop', money },
  stock: { slug: 'laptop', amount: 12, deliveryDays: 2 },
  related: { items: [card] },
};

/** Behaves as the product service does, for the one product it knows. */
export const product: Behaviour = (req, res) => {
  const url = new URL(req.url ?? '', 'http://product');
  if (url.pathname === '/cards') return json({ items: [card] })(req, res);
  if (url.pathname === '/bestsellers') return json({ items: [card] })(req, res);
  if (url.pathname === '/categories')
    return json({ items: [{ ...category, picture: 'laptop', productCount: 1 }] })(req, res);
  if (url.pathname === '/categories/computers/products') {
    return json({ category: { ...category, picture: 'laptop', productCount: 1 }, items: [card] })(req, res);
  }
  const [, , slug, what = ''] = url.pathname.split('/');
  return slug === 'laptop' && what in answers ? json(answers[what])(req, res) : notFound(req, res);
};

export const review: Behaviour = (req, res) =>
  req.url?.includes('/rating')
    ? json({ slug: 'laptop', average: 4.8, count: 234 })(req, res)
    : json({ slug: 'laptop', average: 4.8, count: 234, stars: [2, 2, 10, 28, 192], items: [] })(req, res);

export const recommendation: Behaviour = json({ basis: 'trending', degraded: false, category, slugs: ['mouse'] });

/** Behaves as the search service does at its best: one result for whatever is asked. */
export const search: Behaviour = (req, res) => {
  const url = new URL(req.url ?? '', 'http://search');
  if (url.pathname === '/suggest') return json({ items: ['Mouse'] })(req, res);
  if (url.pathname === '/looks') return res.writeHead(202).end();
  return json(searchAnswerTo(url.searchParams))(req, res);
};

/** What the search service answers to `params`, with what is different about it. */
export function searchAnswerTo(params: URLSearchParams, other: Partial<SearchAnswer> = {}): SearchAnswer {
  const { quality = 'high' } = other;
  return {
    source: 'elasticsearch',
    quality,
    warning: null,
    reasons: [],
    facets: { categories: [{ ...category, count: 1 }], prices: [], ratings: [] },
    ...other,
    results: {
      wish: searchWish.parse(Object.fromEntries(params)),
      quality,
      total: 1,
      pages: 1,
      items: [searchCard.parse(card)],
      pricesAgeMs: 0,
      partial: false,
      unrelated: false,
      correctedTo: null,
      engine: null,
      ...other.results,
    },
  };
}

export interface FakeShop {
  readonly product: FakeService;
  readonly review: FakeService;
  readonly recommendation: FakeService;
  readonly search: FakeService;
  readonly payment: FakeService;
  get(path: string, init?: RequestInit): Promise<{ status: number; body: Body }>;
  text(path: string): Promise<string>;
}

/** What tests read of any answer. */
interface Body {
  readonly sections: Readonly<Record<string, Seen>>;
  readonly section: Seen;
  readonly system: string;
  readonly warnings: readonly string[];
  readonly status: number | string;
  readonly tookMs: number;
}
interface Seen {
  readonly state: string;
  readonly source: string;
  readonly ageMs: number | null;
  readonly tier: string | null;
  readonly message: string | null;
  readonly reason: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** Stops by itself after the test. */
export async function fakeShop(settings: Partial<Settings> = {}): Promise<FakeShop> {
  const services = {
    product: await fakeService(product),
    review: await fakeService(review),
    recommendation: await fakeService(recommendation),
    search: await fakeService(search),
    payment: await fakeService(notFound),
  };
  const journal = settings.JOURNAL_DIR ?? mkdtempSync(path.join(tmpdir(), 'gateway-journal-'));
  const log = createLog('gateway', 'silent');
  const { app, close } = createGateway(
    {
      PORT: 1,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      OUTBOX_EVERY_MS: 150,
      PRODUCT_URL: services.product.url,
      REVIEW_URL: services.review.url,
      RECOMMENDATION_URL: services.recommendation.url,
      SEARCH_URL: services.search.url,
      PAYMENT_URL: services.payment.url,
      JOURNAL_DIR: journal,
      REDIS_URL: undefined,
      BREAKER_OPEN_MS: 60_000,
      SHOP_OPERATOR_TOKEN: 'a token of the test',
      ...settings,
    },
    log,
  );
  const listening = await listen(app, { port: 0, host: '127.0.0.1', log, close, signals: false });
  open.push(async () => {
    for (const service of Object.values(services)) service.close();
    await listening.stop();
    if (settings.JOURNAL_DIR === undefined) rmSync(journal, { recursive: true });
  });
  return {
    ...services,
    text: async (path) => (await fetch(`http://127.0.0.1:${listening.port}${path}`)).text(),
    get: async (path, init) => {
      const answer = await fetch(`http://127.0.0.1:${listening.port}${path}`, init);
      return { status: answer.status, body: JSON.parse((await answer.text()) || '{}') as Body };
    },
  };
}
