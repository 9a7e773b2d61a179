import { expect, test } from 'vitest';
import { gatewayPath, locate, shopPath } from '../src/gateway/page-address.ts';

test.each([
  ['/', { name: 'home', key: '' }],
  ['/cart', { name: 'cart', key: '' }],
  ['/products/laptop', { name: 'product', key: 'laptop' }],
  ['/categories/smart-home', { name: 'category', key: 'smart-home' }],
])('%s is a page of the gateway', (path, address) => {
  expect(locate(path)).toEqual(address);
});

test.each([
  '/products/%00',
  '/products/__proto__',
  '/products/%E0%A4%A',
  '/products/',
  '/categories/A',
  '/products/a--b',
])('%s can be no product and no category, so nobody is asked', (path) => {
  expect(locate(path)).toBe('unknown-slug');
});

test.each(['/status', '/products', '/products/laptop/more', '/toString', '/constructor/laptop'])(
  '%s is no page of the gateway',
  (path) => {
    expect(locate(path)).toBeUndefined();
  },
);

test('an address has a path here and a path there', () => {
  expect(shopPath({ name: 'product', key: 'laptop' })).toBe('/products/laptop');
  expect(gatewayPath({ name: 'product', key: 'laptop' })).toBe('/pages/product/laptop');
  expect(gatewayPath({ name: 'cart', key: 'laptop:1,mouse:2' })).toBe('/pages/cart?items=laptop:1,mouse:2');
});
