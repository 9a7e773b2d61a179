// Copies in Redis outlive the gateway, whatever Redis refuses.
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { fakeRedis } from '@evenkeel/service-kit/testing/fake-redis';
import { expect, test } from 'vitest';
import { type FakeShop, fakeShop } from './fake-shop.ts';

const stateOf = async (shop: FakeShop, section: string) =>
  (await shop.get(`/pages/product/laptop?section=${section}`)).body.section.state;

test('a Redis that has become a read-only replica serves its copies after a restart of the gateway', async () => {
  const redis = await fakeRedis();
  const copies = () => [...redis.kept.keys()].filter((key) => key.includes('copy:')).length;
  const earlier = await fakeShop({ REDIS_URL: redis.url });
  // A copy that was to be written before there was a connection is written with a later page.
  await eventually(async () => {
    await earlier.get('/pages/product/laptop');
    expect(copies()).toBeGreaterThanOrEqual(6);
  });

  redis.refuse = (command) => (command === 'SET' ? "READONLY You can't write against a read only replica." : undefined);
  const after = await fakeShop({ REDIS_URL: redis.url });
  after.review.behave = (_req, res) => res.writeHead(503).end();
  const refused = () => redis.asked.filter((command) => command === 'SET').length;
  const before = refused();
  await eventually(async () => {
    for (const page of ['home', 'category/computers', 'product/laptop?section=price', 'product/laptop?section=related'])
      await after.get(`/pages/${page}`);
    expect(refused() - before).toBeGreaterThanOrEqual(5);
  });
  // Copies that this gateway has not seen yet: out of Redis, not out of memory.
  expect(await stateOf(after, 'rating')).toBe('stale');
  expect(await stateOf(after, 'reviews')).toBe('stale');
  redis.close();
});
