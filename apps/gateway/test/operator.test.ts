import { expect, test } from 'vitest';
import { fakeShop } from './fake-shop.ts';

test('only the operator may forget, and then the next failure meets a shop without a past', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  shop.product.close();
  await expect
    .poll(async () => (await shop.get('/pages/product/laptop')).body.sections.product?.state, { timeout: 10_000 })
    .toBe('stale');
  for (const authorization of ['', 'Bearer ', 'Bearer a wrong one of it', 'Bearer a token of the tesT']) {
    const refused = await shop.get('/operator/forget', { method: 'POST', headers: { authorization } });
    expect(refused.status).toBe(401);
  }
  expect((await shop.get('/pages/product/laptop')).status).toBe(200);

  const authorization = 'Bearer a token of the test';
  expect((await shop.get('/operator/forget', { method: 'POST', headers: { authorization } })).status).toBe(204);
  expect((await shop.get('/pages/product/laptop')).status).toBe(503);
});
