// What is kept of searches for the hour when nothing can be searched: bounded, of the last day, and of this query if possible.
import { type SearchWish, searchWish } from '@evenkeel/contracts';
import { type RedisStore, redisStore } from '@evenkeel/service-kit/redis/store';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { keeping } from '../src/popular/kept.ts';
import { keys } from '../src/popular/keys.ts';
import { popularSearch } from '../src/popular/rung.ts';
import { products } from './support/by-hand.ts';
import { ownRedis } from './support/search-shop.ts';

let redis: RedisStore;
beforeAll(async () => {
  redis = redisStore({ name: 'redis', url: await ownRedis(), log: createLog('test', 'silent'), timeoutMs: 1_000 });
});
beforeEach(async () => {
  await eventually(() => redis.run((client) => client.flushdb())); // It connects when it is first asked.
});
afterAll(() => redis.close());

const { signal } = new AbortController();
const wish = (q: string): SearchWish => searchWish.parse({ q });
const [first] = products;
const item = {
  slug: first?.slug ?? '',
  name: first?.name ?? '',
  tagline: 'quiet',
  picture: 'picture',
  tile: 0,
  category: { slug: 'audio', name: 'Audio' },
  price: { cents: 100, currency: 'USD' as const },
  rating: 4,
};
const found = { total: 1, items: [item], facets: null };
const day = 24 * 60 * 60_000;

test('there is no end of queries, but of what is kept of them', async () => {
  const kept = keeping(redis);
  await kept.results(wish('asked for twice'), found);
  await kept.results(wish('asked for twice'), found);
  for (let query = 0; query < 700; query++) await kept.results(wish(`query ${query}`), found);
  const [queries, results] = await redis.run(async (client) => [
    await client.zcard(keys.queries),
    (await client.keys(keys.results('*'))).length,
  ]);
  expect([queries, results]).toEqual([500, 500]);
  expect((await popularSearch(redis).find(wish('asked for twice'), signal))?.unrelated).toBe(false);
});

test('results of more than a day ago are none, however long Redis keeps them', async () => {
  await keeping(redis).results(wish('lamp'), { ...found, pricesAgeMs: day + 1_000 });
  expect(await popularSearch(redis).find(wish('lamp'), signal)).toBeUndefined();
});

test('a query whose results are gone does not hide the next that fits', async () => {
  await keeping(redis).results(wish('telescope'), found);
  await redis.run((client) => client.zadd(keys.queries, 1_000, 'stand telescope'));
  const answer = await popularSearch(redis).find(wish('telescope stand for children'), signal);
  expect(answer).toMatchObject({ items: [{ slug: item.slug }], unrelated: false });
});

test('what is popular in the shop is not called the result of a query', async () => {
  await redis.run((client) => client.set(keys.cards, JSON.stringify({ at: Date.now(), total: 1, items: [item] })));
  for (const q of ['lamp', '%', '']) {
    expect(await popularSearch(redis).find(wish(q), signal), q).toMatchObject({ total: 1, unrelated: true });
  }
});
