import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchShop } from '../support/search-shop.ts';
import { engineShop } from './engine-shop.ts';
import { typed } from './typed.ts';

let shop: SearchShop;
beforeAll(async () => {
  shop = await engineShop();
});
afterAll(() => shop.close());

describe('what people type', () => {
  test.each(typed)('"$query" brings what was meant', async ({ query, first, correctedTo = null }) => {
    const { results } = await shop.findAt('high', { q: query });
    const shown = results.items.slice(0, 3).map(({ slug }) => slug);
    if ('all' in first) {
      expect(shown.length, `${shown}`).toBeGreaterThan(1);
      for (const slug of shown)
        expect(
          first.all.some((start) => slug.startsWith(start)),
          `${shown}`,
        ).toBe(true);
    } else expect(shown).toEqual(expect.arrayContaining([...first]));
    expect(results.correctedTo).toBe(correctedTo);
  });

  test('there are at least forty of them', () => {
    expect(typed.length).toBeGreaterThanOrEqual(40);
  });
});
