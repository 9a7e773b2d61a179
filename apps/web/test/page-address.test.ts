import { expect, test } from 'vitest';
import { gatewayPath, locate as locateAt, shopPath } from '../src/gateway/page-address.ts';

const locate = (path: string, query = '') => locateAt(path, new URLSearchParams(query));

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

test('a search is named by what it means', () => {
  expect(locate('/search', 'page=1&sort=relevance&q=red%20%20mouse')).toEqual({ name: 'search', key: 'q=red+mouse' });
  expect(shopPath({ name: 'search', key: 'q=red+mouse' })).toBe('/search?q=red+mouse');
  expect(shopPath({ name: 'search', key: '' })).toBe('/search');
});

test('an address has a path here and a path there', () => {
  expect(shopPath({ name: 'product', key: 'laptop' })).toBe('/products/laptop');
  expect(gatewayPath({ name: 'product', key: 'laptop' })).toBe('/pages/product/laptop');
  expect(gatewayPath({ name: 'cart', key: 'laptop:1,mouse:2' })).toBe('/pages/cart?items=laptop:1,mouse:2');
});
