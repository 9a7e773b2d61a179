import { expect, test } from 'vitest';
import { openApi } from '../src/routes/openapi.ts';
import { fakeShop } from './fake-shop.ts';

test('the gateway describes itself, and every page it describes is there', async () => {
  const shop = await fakeShop();
  expect((await shop.get('/openapi.json')).status).toBe(200);
  const paths = Object.keys(openApi.paths);
  expect(paths).toHaveLength(7);
  const { post } = openApi.paths['/behaviour'];
  expect(post.requestBody.content).toHaveProperty(['application/json', 'schema']);
  for (const path of paths.filter((one) => one !== '/behaviour')) {
    const address = path.replace('category/{slug}', 'category/computers').replace('product/{slug}', 'product/laptop');
    expect((await shop.get(address)).status, path).toBe(200);
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
