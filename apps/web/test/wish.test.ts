// Whatever stands in the address of a search, it is read as a search that can be asked for.
import { searchWish } from '@evenkeel/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paramsOf, readWish } from '../src/search/wish.ts';

const read = (query: string) => readWish(new URLSearchParams(query)).wish;

test.each([
  ['', { q: '', sort: 'relevance', page: 1 }],
  ['q=red%0Amouse%00', { q: 'red mouse', sort: 'relevance', page: 1 }],
  ['minPrice=$50.99&maxPrice=100', { q: '', minPrice: 50, maxPrice: 100, sort: 'relevance', page: 1 }],
  [
    'minPrice=%241%2C049.50&maxPrice=12345678901',
    { q: '', minPrice: 1049, maxPrice: 1_000_000, sort: 'relevance', page: 1 },
  ],
  ['minPrice=900&maxPrice=100', { q: '', minPrice: 100, maxPrice: 900, sort: 'relevance', page: 1 }],
  ['page=-1&rating=9&sort=cheapest&category=A%20B', { q: '', sort: 'relevance', page: 1 }],
  ['q=first&q=second', { q: 'first', sort: 'relevance', page: 1 }],
  ['category=audio&rating=4&sort=newest&page=3', { q: '', category: 'audio', rating: 4, sort: 'newest', page: 3 }],
])('"%s" is read as a person would', (query, wish) => {
  expect(read(query)).toEqual(wish);
});

test('a query that is too long is cut, between characters', () => {
  const { wish, cut } = readWish(new URLSearchParams({ q: '💻'.repeat(150) }));
  expect([wish.q.length, cut, wish.q.isWellFormed()]).toEqual([200, true, true]);
  const odd = readWish(new URLSearchParams({ q: `x${'💻'.repeat(150)}` }));
  expect([odd.wish.q.isWellFormed(), odd.wish.q.length]).toEqual([true, 199]);
});

test('whatever is typed, the gateway understands it', () => {
  const names = fc.constantFrom('q', 'category', 'minPrice', 'maxPrice', 'rating', 'sort', 'page', 'x');
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer().map(String),
    fc.constantFrom('', '-0', '1e9', 'NaN'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(names, values)), (pairs) => {
      const wish = read(new URLSearchParams(pairs).toString());
      expect(searchWish.parse(wish)).toEqual(wish);
    }),
  );
});

test('what Next hands over is read like the address itself', () => {
  expect(paramsOf({ q: ['a', 'b'], page: '2', sort: undefined }).toString()).toBe('q=a&page=2');
});
