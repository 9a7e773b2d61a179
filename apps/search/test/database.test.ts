// The second rung by itself: an engine that is gone, and everything that is promised all the same.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { categories, products } from './support/by-hand.ts';
import { hostileTextHolds } from './support/hostile-text.ts';
import { resultsHold } from './support/results-hold.ts';
import { type SearchShop, searchShop } from './support/search-shop.ts';

let shop: SearchShop;
beforeAll(async () => {
  shop = await searchShop();
  await shop.engine.cut();
  await shop.reaches('medium');
});
afterAll(() => shop.close());

resultsHold('medium', () => shop);
hostileTextHolds('medium', () => shop, true);

/** What stands between words is a space, in what is said and in what is asked. */
const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[-/(),.;:!?"'’&+\s]+/g, ' ');

/** Everything that is said about a product. */
const textOf = (product: (typeof products)[number]) => {
  const { name, noun, tagline, summary, description, specifications } = product;
  const category = categories.find(({ slug }) => slug === product.category)?.name;
  const specs = specifications.flatMap((one) => [one.name, one.value]);
  return plain(['', name, noun, category, tagline, summary, ...specs, description, ''].join('\n'));
};

test('a pattern means itself: whatever stands in a word, only products that have it are found', async () => {
  const letter = fc.constantFrom('%', '_', '\\', "'", '"', '-', 'e', 'l', 'c', 'p', 'n', 'u');
  const word = fc
    .string({ unit: letter, minLength: 1, maxLength: 4 })
    .map((inner) => `${inner.slice(0, 1)}e${inner.slice(1)}e`);
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 2 }), async (words) => {
      // What is no letter counts inside a word only, and a word as short as "me" must not be found in "camera".
      const wanted = words
        .map((one) => plain(one.replace(/^[^a-z]+/, '')))
        .map((part) => (part.length < 3 ? ` ${part}` : part));
      const expected = products.filter((product) => wanted.every((part) => textOf(product).includes(part)));
      const { results } = await shop.findAt('medium', { q: words.join(' ') });
      expect(results.total).toBe(expected.length);
    }),
    { numRuns: 150 },
  );
});

test('says what people should know, and no engine', async () => {
  const { source, quality, warning, results } = await shop.findAt('medium', { q: 'laptop' });
  expect({ source, quality, warning }).toEqual({
    source: 'database',
    quality: 'medium',
    warning: 'Search may be slower than usual',
  });
  expect(results).toMatchObject({ pricesAgeMs: 0, correctedTo: null, engine: null });
});

test('there are no suggestions, and that is no failure', async () => {
  expect(await shop.service.get('/suggest?q=lap')).toMatchObject({ status: 200, body: { items: [] } });
});
