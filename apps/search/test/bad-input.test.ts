// What no search can be made of is a 400 that says which parameter is meant; what can be read somehow is read.
import { mostTold, problem, searchLimits } from '@evenkeel/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SearchShop, searchShop } from './support/search-shop.ts';

let shop: SearchShop;
beforeAll(async () => {
  shop = await searchShop();
});
afterAll(() => shop.close());

test.each([
  ['page=-1', 'page'],
  ['page=0', 'page'],
  ['page=1.5', 'page'],
  ['page=1000000000', 'page'],
  ['page=two', 'page'],
  ['minPrice=cheap', 'minPrice'],
  ['minPrice=-1', 'minPrice'],
  ['maxPrice=1e99', 'maxPrice'],
  ['maxPrice=NaN', 'maxPrice'],
  ['minPrice=500&maxPrice=100', 'maxPrice'],
  ['rating=0', 'rating'],
  ['rating=6', 'rating'],
  ['rating=many', 'rating'],
  ['sort=cheapest', 'sort'],
  ['sort=__proto__', 'sort'],
  ['category=Computers', 'category'],
  ["category=computers'--", 'category'],
  ['category=..%2F..', 'category'],
  ['q=a&q=b', 'q'],
  ['page=1&page=2', 'page'],
  ['sort=rating&sort=newest', 'sort'],
  ['category=audio&category=gaming', 'category'],
  [`q=${'x'.repeat(searchLimits.queryLength + 1)}`, 'q'],
])('/search?%s is a bad request that names %s', async (query, name) => {
  const { status, body } = await shop.service.get(`/search?${query}`);
  expect(status).toBe(400);
  expect(JSON.stringify(problem.parse(body))).toContain(name);
});

test.each([
  '',
  'q=',
  'q=%20%20',
  'q=laptop&minPrice=&maxPrice=&rating=&category=&sort=&page=',
  'q=laptop&utm_source=mail&__proto__=1',
  'q[]=laptop&q[$ne]=laptop',
])('/search?%s is a search', async (query) => {
  expect((await shop.service.get(`/search?${query}`)).status).toBe(200);
});

test('a category that the shop does not have is empty, not an error', async () => {
  const { quality, results } = await shop.find({ category: 'bananas' });
  expect({ quality, total: results.total, items: results.items }).toEqual({ quality: 'high', total: 0, items: [] });
});

test.each(['q=a&q=b', `q=${'x'.repeat(searchLimits.queryLength + 1)}`])(
  '/suggest?%s is a bad request',
  async (query) => {
    expect((await shop.service.get(`/suggest?${query}`)).status).toBe(400);
  },
);

test.each([
  {},
  { slugs: ['Laptop!'] },
  { slugs: 'laptop' },
  { slugs: [] },
  { slugs: ['x'.repeat(81)] },
  { slugs: Array(mostTold + 1).fill('laptop') },
  'laptop',
  null,
])('a look at %j is a bad request', async (body) => {
  expect((await shop.service.post('/looks', body)).status).toBe(400);
});

test('a look is taken at once', async () => {
  expect((await shop.service.post('/looks', { slugs: ['laptop'] })).status).toBe(202);
});

test('nobody else than the sender is to blame', () => {
  expect(shop.service.log().filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
});
