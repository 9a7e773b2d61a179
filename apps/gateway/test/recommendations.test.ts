import { expect, test } from 'vitest';
import { hang, json } from './fake-service.ts';
import { card, type FakeShop, fakeShop, product } from './fake-shop.ts';

const ann = { headers: { 'x-visitor-id': '0193b3f2-6f3a-7000-8000-000000000001' } };
const bob = { headers: { 'x-visitor-id': '0193b3f2-6f3a-7000-8000-000000000002' } };

const picks = (basis: string, degraded = false) => json({ basis, degraded, category: null, slugs: ['mouse'] });

/** What a visitor is recommended once the recommendation service is dead. */
async function afterItsDeath(shop: FakeShop, visitor: RequestInit) {
  shop.recommendation.close();
  const look = async () => (await shop.get('/pages/product/laptop', visitor)).body.sections.recommendations;
  await expect.poll(async () => (await look())?.reason, { timeout: 10_000 }).not.toBeNull();
  return look();
}

test('what was picked for one visitor is never shown to another', async () => {
  const shop = await fakeShop();
  shop.recommendation.behave = picks('personal');
  await shop.get('/pages/product/laptop', ann);
  expect(await afterItsDeath(shop, bob)).toMatchObject({ state: 'fallback', source: 'bestsellers' });
});

test('what was picked for a visitor is kept for that visitor', async () => {
  const shop = await fakeShop();
  shop.recommendation.behave = picks('personal');
  await shop.get('/pages/product/laptop', ann);
  expect(await afterItsDeath(shop, ann)).toMatchObject({ state: 'stale' });
});

test('what is trending for one visitor serves everybody when the service is dead', async () => {
  const shop = await fakeShop();
  shop.recommendation.behave = picks('trending');
  await shop.get('/pages/product/laptop', ann);
  expect(await afterItsDeath(shop, bob)).toMatchObject({ state: 'stale' });
});

test('a second-best answer is shown as such, and never becomes a copy', async () => {
  const shop = await fakeShop();
  shop.recommendation.behave = picks('trending', true);
  const { body } = await shop.get('/pages/product/laptop', ann);
  expect(body.sections.recommendations).toMatchObject({ state: 'fallback', source: 'trending' });
  expect(await afterItsDeath(shop, ann)).toMatchObject({ state: 'fallback', source: 'bestsellers' });
});

test('without the service and without a copy everybody sees bestsellers, but not the product that they look at', async () => {
  const shop = await fakeShop();
  const cards = ['mouse', 'laptop', 'keyboard', 'monitor', 'printer', 'radio'].map((slug) => ({ ...card, slug }));
  shop.product.behave = (req, res) =>
    req.url?.startsWith('/bestsellers') ? json({ items: cards.slice(0, 5) })(req, res) : product(req, res);
  shop.recommendation.behave = hang;
  const { body } = await shop.get('/pages/product/laptop', ann);
  expect(body.tookMs).toBeLessThanOrEqual(1_000);
  expect(body.sections.recommendations).toMatchObject({
    state: 'fallback',
    source: 'bestsellers',
    data: { basis: 'bestsellers', items: ['mouse', 'keyboard', 'monitor', 'printer'].map((slug) => ({ slug })) },
  });
  expect(body.sections.recommendations?.reason).toContain('recommendation.pick');
});

test('with the product service gone, too, recommendations are unavailable', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/home');
  await shop.get('/pages/product/laptop', ann);
  shop.recommendation.behave = json({}, 500);
  shop.product.behave = json({}, 500);
  const { body } = await shop.get('/pages/home', bob);
  expect(body.sections.recommendations).toMatchObject({ state: 'stale' });
  await shop.get('/operator/forget', { method: 'POST', headers: { authorization: 'Bearer a token of the test' } });
  const { body: later } = await shop.get('/pages/home', bob);
  expect(later.sections.recommendations).toMatchObject({ state: 'unavailable', source: 'none', data: null });
});
