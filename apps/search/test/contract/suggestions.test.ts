import { searchLimits, suggestions } from '@evenkeel/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { products } from '../support/by-hand.ts';
import type { SearchShop } from '../support/search-shop.ts';
import { engineShop } from './engine-shop.ts';

let shop: SearchShop;
beforeAll(async () => {
  shop = await engineShop();
});
afterAll(() => shop.close());

async function suggestedFor(q: string): Promise<readonly string[]> {
  const { status, body } = await shop.service.get(`/suggest?${new URLSearchParams({ q })}`);
  expect(status, q).toBe(200);
  return suggestions.parse(body).items;
}

test.each(['l', 'lap', 'LAPTOP', 'laptop s', 'podc mic', 'tv', 'e-bi'])(
  'each word of a name begins as one of %j does',
  async (q) => {
    const items = await suggestedFor(q);
    expect(items.length).toBeGreaterThan(0);
    const beginnings = q.toLowerCase().split(/[^a-z0-9]+/);
    for (const name of items) {
      const words = name.toLowerCase().split(/[^a-z0-9]+/);
      for (const beginning of beginnings)
        expect(
          words.some((word) => word.startsWith(beginning)),
          name,
        ).toBe(true);
    }
  },
);

test('what sells best is offered first, and never more than a list can show', async () => {
  const items = await suggestedFor('laptop');
  expect(items[0]).toBe('Laptop');
  expect(items).toHaveLength(searchLimits.suggestions);
  expect(new Set(items).size).toBe(items.length);
});

test('a wrong letter is forgiven', async () => {
  expect(await suggestedFor('labtop')).toContain('Laptop');
});

test('every suggestion is the name of a product', async () => {
  const names = new Set(products.map(({ name }) => name));
  for (const letter of 'abcdefghijklmnopqrstuvwxyz')
    for (const name of await suggestedFor(letter)) expect(names).toContain(name);
});

test.each(['', ' ', '%', '_', '\\', '🎧', '"', '{"match_all":{}}zz', 'xyzzyplugh', 'שלום'])(
  '%j suggests nothing',
  async (q) => {
    expect(await suggestedFor(q)).toEqual([]);
  },
);
