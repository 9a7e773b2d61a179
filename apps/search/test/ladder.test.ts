// High, medium, low, none: one step down for each thing that goes away, and up again as it comes back.

import type { TcpProxy } from '@evenkeel/service-kit/testing/tcp-proxy';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hostileTextHolds } from './support/hostile-text.ts';
import { type SearchShop, searchShop } from './support/search-shop.ts';

let shop: SearchShop;
beforeAll(async () => {
  shop = await searchShop();
});
afterAll(() => shop.close());

const failures: readonly [string, (part: TcpProxy) => Promise<void> | void][] = [
  ['killed', (part) => part.cut()],
  ['hung', (part) => part.hang()],
];

async function allWell() {
  await Promise.all([shop.engine, shop.primary, shop.replica, shop.redis].map((part) => part.heal()));
  await shop.reaches('high');
}

describe.each(failures)('with parts %s', (_, fail) => {
  afterEach(allWell);

  test('steps down to nothing and climbs back to the top, with HTTP 200 all the way', async () => {
    await fail(shop.engine);
    expect(await shop.reaches('medium')).toMatchObject({
      source: 'database',
      warning: 'Search may be slower than usual',
    });
    await Promise.all([fail(shop.primary), fail(shop.replica)]);
    const low = await shop.reaches('low');
    expect(low).toMatchObject({ source: 'cache', warning: 'Showing popular results only', facets: null });
    expect(low.results.items.length).toBeGreaterThan(0);
    await fail(shop.redis);
    const none = await shop.reaches('none');
    expect(none).toMatchObject({
      source: 'none',
      warning: 'Search is temporarily unavailable. Please try again later.',
      results: { total: 0, items: [] },
      facets: null,
    });
    expect(none.reasons).toHaveLength(3);

    await shop.redis.heal();
    await shop.reaches('low');
    await shop.primary.heal();
    await shop.reaches('medium');
    await shop.engine.heal();
    expect(await shop.reaches('high')).toMatchObject({ source: 'elasticsearch', warning: null, reasons: [] });
  });

  test('one of the two databases is enough for medium', async () => {
    await fail(shop.engine);
    for (const store of [shop.replica, shop.primary]) {
      await fail(store);
      await shop.reaches('medium');
      await store.heal();
    }
  });

  test('the databases and Redis may be gone as long as the engine answers', async () => {
    await Promise.all([shop.primary, shop.replica, shop.redis].map(fail));
    for (let request = 0; request < 8; request++)
      expect((await shop.find({ q: 'laptop', rating: 4 })).quality).toBe('high');
  });

  test('prices kept in Redis say how old they are', async () => {
    await Promise.all([shop.engine, shop.primary, shop.replica].map(fail));
    const { results } = await shop.reaches('low');
    expect(results.pricesAgeMs).toBeGreaterThan(0);
    expect(results.items[0]).toMatchObject({ slug: 'laptop', price: { cents: 99_900 } });
  });
});

describe('with popular results only', () => {
  beforeAll(async () => {
    await shop.find({ q: 'telescope' });
    await Promise.all([shop.engine, shop.primary, shop.replica].map((part) => part.cut()));
    await shop.reaches('low');
  });
  afterAll(allWell);

  test('a query that was asked for before shows what it showed then, as does one that shares a word with it', async () => {
    for (const q of ['telescope', 'TELESCOPE', 'telescope for children'])
      expect((await shop.find({ q })).results.items[0]?.slug, q).toBe('telescope-first-light');
  });

  hostileTextHolds('low', () => shop, false);
});

describe('with nothing at all', () => {
  beforeAll(async () => {
    await Promise.all([shop.engine, shop.primary, shop.replica, shop.redis].map((part) => part.cut()));
    await shop.reaches('none');
  });
  afterAll(allWell);

  hostileTextHolds('none', () => shop, false);
});
