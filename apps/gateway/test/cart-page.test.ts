import { priceLimitMs } from '@evenkeel/contracts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fakeShop } from './fake-shop.ts';

test('a cart shows today’s price of each of its lines', async () => {
  const shop = await fakeShop();
  const { body } = await shop.get('/pages/cart?items=mouse:2');
  expect(body.sections.items).toMatchObject({
    state: 'live',
    data: { items: [{ quantity: 2, card: { slug: 'mouse', price: { cents: 2_900 } } }] },
  });
});

test('a cart has no line for what the catalogue does not know, and is live all the same', async () => {
  const shop = await fakeShop();
  const { body } = await shop.get('/pages/cart?items=withdrawn:1,mouse:2');
  expect(body.sections.items).toMatchObject({ state: 'live', data: { items: [{ card: { slug: 'mouse' } }] } });
  expect(JSON.stringify(body.sections.items)).not.toContain('withdrawn');
});

test('with product dead a cart that nobody has looked at has the prices that product pages were shown with', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  shop.product.close();
  const { body } = await shop.get('/pages/cart?items=laptop:3');
  expect(body.sections.items).toMatchObject({
    state: 'stale',
    source: 'cache',
    data: { items: [{ quantity: 3, card: { slug: 'laptop', name: 'Laptop', price: { cents: 99_900 }, rating: 4.8 } }] },
  });
});

test('one line that nobody knows, and nothing is told of the cart', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  shop.product.close();
  expect((await shop.get('/pages/cart?items=laptop:1,mouse:1')).body.sections.items).toMatchObject({
    state: 'unavailable',
    data: null,
  });
});

test('a price that is too old is none: nothing is told of the cart', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  shop.product.close();
  vi.setSystemTime(Date.now() + priceLimitMs + 60_000);
  expect((await shop.get('/pages/cart?items=laptop:1')).body.sections.items?.state).toBe('unavailable');
});

test('an empty cart asks nobody', async () => {
  const shop = await fakeShop();
  expect((await shop.get('/pages/cart?items=')).body.sections.items?.state).toBe('live');
  expect(shop.product.asked).toEqual([]);
});

test.each([
  'mouse:-1',
  'mouse:0',
  'mouse:100',
  'mouse:1e3',
  'mouse',
  'Mouse:1',
  ','.repeat(30),
  'a:1,'.repeat(30),
  'x'.repeat(5_000),
])('items=%s is a clear 400', async (items) => {
  const shop = await fakeShop();
  expect((await shop.get(`/pages/cart?items=${items}`)).status).toBe(400);
  expect(shop.product.asked).toEqual([]);
});
