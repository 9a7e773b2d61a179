// "Did you mean": what was searched for instead, and only when the words as typed find nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productOf, products } from '../support/by-hand.ts';
import type { SearchShop } from '../support/search-shop.ts';
import { engineShop } from './engine-shop.ts';

let shop: SearchShop;
beforeAll(async () => {
  shop = await engineShop();
});
afterAll(() => shop.close());

/** The third letter and the fourth change places. */
const mistyped = (word: string) => `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;

const nouns = [...new Set(products.map(({ noun }) => noun.toLowerCase()))].filter(
  (noun) => /^[a-z]{7,}$/.test(noun) && noun[2] !== noun[3],
);

test('there are words to mistype', () => expect(nouns.length).toBeGreaterThan(15));

test.each(nouns)('%s is found with two letters swapped, and told so', async (noun) => {
  const { results } = await shop.findAt('high', { q: mistyped(noun) });
  expect(results.correctedTo).toBe(noun);
  expect(productOf(results.items[0]?.slug ?? '').noun.toLowerCase()).toBe(noun);
});

test.each(['laptop', 'laptops', 'headphone', 'batteries', 'notebook', 'TV', 'usb-c', '512gb', ''])(
  '%j is right as it is',
  async (q) => {
    expect((await shop.findAt('high', { q })).results.correctedTo).toBeNull();
  },
);

test('facets and filters hold for what was meant', async () => {
  const [bent, right] = [
    await shop.findAt('high', { q: 'telescpoe', sort: 'price-asc', maxPrice: 400 }),
    await shop.findAt('high', { q: 'telescope', sort: 'price-asc', maxPrice: 400 }),
  ];
  expect(bent.facets).toEqual(right.facets);
  expect(bent.results.items).toEqual(right.results.items);
});
