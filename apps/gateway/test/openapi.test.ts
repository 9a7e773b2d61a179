import { expect, test } from 'vitest';
import { openApi } from '../src/routes/openapi.ts';
import { fakeShop } from './fake-shop.ts';

test('the gateway describes itself, and every page it describes is there', async () => {
  const shop = await fakeShop();
  expect((await shop.get('/openapi.json')).status).toBe(200);
  const paths = Object.keys(openApi.paths);
  expect(paths).toHaveLength(12);
  const { post } = openApi.paths['/behaviour'];
  expect(post.requestBody.content).toHaveProperty(['application/json', 'schema']);
  for (const path of paths.filter((one) => !/behaviour|checkout|orders|mailbox/.test(one))) {
    const address = path.replace('category/{slug}', 'category/computers').replace('product/{slug}', 'product/laptop');
    expect((await shop.get(address)).status, path).toBe(200);
  }
});

test('what it describes for those who buy is there, and asks who they are', async () => {
  const shop = await fakeShop();
  for (const [path, methods] of Object.entries(openApi.paths).filter(([one]) => /checkout|orders|mailbox/.test(one)))
    for (const method of Object.keys(methods)) {
      const { status, body } = await shop.get(path, { method: method.toUpperCase() });
      expect([status, JSON.stringify(body)], path).toEqual([400, expect.stringContaining('x-visitor-id')]);
    }
});

test('the schemas are those of the contracts: a product page has its seven sections', () => {
  expect(openApi.components.schemas.ProductPage).toMatchObject({
    properties: {
      sections: {
        required: ['product', 'price', 'stock', 'rating', 'related', 'reviews', 'recommendations'],
      },
    },
  });
});
