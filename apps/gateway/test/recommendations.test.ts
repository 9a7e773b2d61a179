import { expect, test } from 'vitest';
import { json } from './fake-service.ts';
import { type FakeShop, fakeShop } from './fake-shop.ts';

const ann = { headers: { 'x-visitor-id': '0193b3f2-6f3a-7000-8000-000000000001' } };
const bob = { headers: { 'x-visitor-id': '0193b3f2-6f3a-7000-8000-000000000002' } };

const picks = (basis: string, degraded = false) => json({ basis, degraded, category: null, slugs: ['mouse'] });

/** What a visitor is recommended once the recommendation service is dead. */
async function afterItsDeath(shop: FakeShop, visitor: RequestInit) {
  shop.recommendation.close();
  const look = async () => (await shop.get('/pages/product/laptop', visitor)).body.sections.recommendations?.state;
  await expect.poll(look, { timeout: 10_000 }).not.toBe('live');
  return look();
}

test('what was picked for one visitor is never shown to another', async () => {
  const shop = await fakeShop();
  shop.recommendation.behave = picks('personal');
  await shop.get('/pages/product/laptop', ann);
  expect(await afterItsDeath(shop, bob)).toBe('unavailable');
});

test('what was picked for a visitor is kept for that visitor', async () => {
  const shop = await fakeShop();
  shop.recommendation.behave = picks('personal');
  await shop.get('/pages/product/laptop', ann);
  expect(await afterItsDeath(shop, ann)).toBe('stale');
});

test('what is trending for one visitor serves everybody when the service is dead', async () => {
  const shop = await fakeShop();
  shop.recommendation.behave = picks('trending');
  await shop.get('/pages/product/laptop', ann);
  expect(await afterItsDeath(shop, bob)).toBe('stale');
});

test('a second-best answer is shown as such, and never becomes a copy', async () => {
  const shop = await fakeShop();
  shop.recommendation.behave = picks('trending', true);
  const { body } = await shop.get('/pages/product/laptop', ann);
  expect(body.sections.recommendations).toMatchObject({ state: 'fallback', source: 'trending' });
  expect(await afterItsDeath(shop, ann)).toBe('unavailable');
});
