// A shop without visitors.
import { expect, test } from 'vitest';
import { json } from './fake-service.ts';
import { fakeShop, review } from './fake-shop.ts';

test('a dependency that is back is found without a visitor, and health says so', { timeout: 30_000 }, async () => {
  const shop = await fakeShop({ BREAKER_OPEN_MS: 300 });
  const status = async () => (await shop.get('/health')).body.status;
  expect(await status()).toBe('up');
  shop.review.behave = json({}, 500);
  for (let page = 0; page < 6; page++) await shop.get('/pages/product/laptop?section=rating');
  expect(await status()).toBe('degraded');
  shop.review.behave = (req, res) => (req.url === '/health/ready' ? json({ ok: true, checks: {} }) : review)(req, res);
  const before = shop.review.asked.length;
  await expect.poll(status, { timeout: 20_000 }).toBe('up');
  expect(new Set(shop.review.asked.slice(before))).toEqual(new Set(['/health/ready']));
});
