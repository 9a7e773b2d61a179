// What is promised of results wherever they can be filtered, sorted and counted: with the engine and with LIKE alike.
import { type HitText, priceRanges, type SearchFacets, searchLimits } from '@evenkeel/contracts';
import { describe, expect, test } from 'vitest';
import { categories, type Limits, productOf, products, ratingOf, sortKeys, within } from './by-hand.ts';
import type { SearchShop, Wish } from './search-shop.ts';

const queries = ['', 'laptop', 'wireless', 'usb-c', 'camera', 'oled screen'];
const limits: readonly Limits[] = [
  {},
  { category: 'computers' },
  { minPrice: 50, maxPrice: 499 },
  { maxPrice: 49 },
  { minPrice: 1_000 },
  { rating: 4 },
  { category: 'audio', rating: 4, minPrice: 20, maxPrice: 999 },
  { category: 'gaming', minPrice: 900_000 },
];
const wishes = queries.flatMap((q) => limits.map((limit) => [JSON.stringify({ q, ...limit }), q, limit] as const));

export function resultsHold(quality: 'high' | 'medium', shop: () => SearchShop): void {
  const find = (wish: Wish) => shop().findAt(quality, wish);
  /** All that is found, page after page. */
  const everything = async (wish: Wish): Promise<string[]> => {
    const first = await find(wish);
    const slugs = first.results.items.map(({ slug }) => slug);
    for (let page = 2; page <= first.results.pages; page++) {
      const answer = await find({ ...wish, page });
      slugs.push(...answer.results.items.map(({ slug }) => slug));
    }
    expect(slugs).toHaveLength(first.results.total);
    return slugs;
  };

  describe(`results of quality ${quality}`, () => {
    test('an empty query finds everything, best sellers first', async () => {
      expect(await everything({})).toEqual(products.map(({ slug }) => slug));
    });

    test.each(wishes)('counts and filters of %s are those of a count by hand', async (_, q, limit) => {
      const found = (await everything({ q })).map(productOf);
      const { results, facets } = await find({ q, ...limit });
      expect(results.total).toBe(found.filter(within(limit)).length);
      expect(results.items.map(({ slug }) => productOf(slug)).filter(within(limit))).toHaveLength(results.items.length);
      expect(facets).toEqual(facetsByHand(found, limit));
    });

    test.each(Object.entries(sortKeys))('sorted by %s, ties in the order of sales', async (sort, key) => {
      for (const q of ['', 'camera']) {
        const sorted = (await everything({ q, sort })).map(productOf);
        expect(sorted.length).toBeGreaterThan(searchLimits.pageSize / 2);
        const expected = [...sorted].sort((a, b) => key(a) - key(b) || a.salesRank - b.salesRank);
        expect(sorted.map(({ slug }) => slug)).toEqual(expected.map(({ slug }) => slug));
      }
    });

    test.each(['relevance', ...Object.keys(sortKeys)])('no product is on two pages or on none, by %s', async (sort) => {
      const known = new Set(await everything({ q: 'wireless' }));
      const slugs = await everything({ q: 'wireless', sort });
      expect(new Set(slugs)).toEqual(known);
      expect(slugs).toHaveLength(known.size);
    });

    test('a page beyond the last one is empty, and says how many there are', async () => {
      const { results } = await find({ q: 'laptop', page: searchLimits.lastPage });
      expect(results.items).toEqual([]);
      expect(results.total).toBeGreaterThan(0);
      expect(results.pages).toBe(Math.ceil(results.total / searchLimits.pageSize));
    });

    test('a card says what the catalogue says', async () => {
      const { results } = await find({ q: 'laptop' });
      for (const item of results.items) {
        const product = productOf(item.slug);
        expect(item).toMatchObject({
          name: product.name,
          tagline: product.tagline,
          price: { cents: product.priceCents, currency: 'USD' },
          rating: ratingOf(product),
          category: { slug: product.category },
        });
      }
    });

    test('a hit says which parts of it matched, and its pieces are the text itself', async () => {
      for (const [q, name, quoted] of [
        ['laptops', 'Laptop', null],
        ['notebook oled', 'Laptop', 'OLED'],
        ['usb-c', null, 'USB'],
        ['dräw', null, null],
      ] as const) {
        const { results } = await find({ q });
        for (const { slug, matched, ...item } of results.items) {
          const product = productOf(slug);
          const textOf = (pieces: HitText) => pieces.map(({ text }) => text).join('');
          expect(textOf(matched?.name ?? [])).toBe(item.name);
          if (name && item.name.startsWith(name)) expect(hitsIn(matched?.name ?? [])).toContain(name);
          if (matched?.snippet) {
            const said = [
              product.summary,
              product.description,
              ...product.specifications.map((s) => `${s.name} ${s.value}`),
            ];
            expect(said.join('\n')).toContain(textOf(matched.snippet).replace(/(\.| …)$/, ''));
            expect(hitsIn(matched.snippet).length).toBeGreaterThan(0);
          }
        }
        const quotes = results.items.flatMap(({ matched }) => (matched?.snippet ? hitsIn(matched.snippet) : []));
        if (quoted) expect(quotes.join(' ')).toContain(quoted);
      }
    });

    test('where nothing is looked for nothing is marked', async () => {
      for (const { matched } of (await find({ category: 'audio' })).results.items) expect(matched).toBeUndefined();
    });

    test('all words must be found, in any field', async () => {
      const one = new Set(await everything({ q: 'laptop' }));
      const both = await everything({ q: 'laptop oled' });
      expect(both).toContain('laptop-sloop');
      expect(both.filter((slug) => !one.has(slug))).toEqual([]);
      expect(both.length).toBeLessThan(one.size);
    });

    test('capitals, spaces and the order of words do not matter', async () => {
      const found = new Set(await everything({ q: 'gaming keyboard' }));
      expect(new Set(await everything({ q: '  KEYBOARD   Gaming ' }))).toEqual(found);
    });
  });
}

const hitsIn = (pieces: HitText) => pieces.filter(({ hit }) => hit).map(({ text }) => text);

/** Each facet ignores its own filter and heeds the others; a choice without results is left out unless it was made. */
function facetsByHand(found: ReturnType<typeof productOf>[], limit: Limits): SearchFacets {
  const { category, minPrice, maxPrice, rating, ...none } = limit;
  const price = { ...(minPrice !== undefined && { minPrice }), ...(maxPrice !== undefined && { maxPrice }) };
  const inCategory = { ...none, ...(category !== undefined && { category }) };
  const rated = { ...none, ...(rating !== undefined && { rating }) };
  const count = (all: Limits) => found.filter(within(all)).length;
  return {
    categories: categories
      .map(({ slug, name }) => ({ slug, name, count: count({ ...price, ...rated, category: slug }) }))
      .filter((one) => one.count > 0 || one.slug === category)
      .sort((a, b) => b.count - a.count || (a.slug < b.slug ? -1 : 1)),
    prices: priceRanges
      .map(({ from, to }) => ({
        from,
        to,
        count: count({ ...inCategory, ...rated, minPrice: from, ...(to !== null && { maxPrice: to }) }),
      }))
      .filter((one) => one.count > 0 || (one.from === minPrice && one.to === (maxPrice ?? null))),
    ratings: [4, 3, 2, 1]
      .map((atLeast) => ({ atLeast, count: count({ ...inCategory, ...price, rating: atLeast }) }))
      .filter((one) => one.count > 0 || one.atLeast === rating),
  };
}
