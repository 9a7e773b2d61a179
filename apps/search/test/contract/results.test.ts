import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileTextHolds } from '../support/hostile-text.ts';
import { resultsHold } from '../support/results-hold.ts';
import type { SearchShop } from '../support/search-shop.ts';
import { engineShop } from './engine-shop.ts';

let shop: SearchShop;
beforeAll(async () => {
  shop = await engineShop();
});
afterAll(() => shop.close());

resultsHold('high', () => shop);
hostileTextHolds('high', () => shop, true);

test('the answer says which engine stands behind it, and whether that is a stand-in', async () => {
  const { source, warning, reasons, results } = await shop.findAt('high', { q: 'laptop' });
  expect({ source, warning, reasons }).toEqual({ source: 'elasticsearch', warning: null, reasons: [] });
  const isReal = Boolean(process.env.ELASTICSEARCH_URL);
  expect(results.engine).toEqual({
    name: expect.stringMatching(isReal ? /^Elasticsearch \d/ : /^stand-in/),
    standIn: !isReal,
  });
});

test('prices out of the index are as old as the index is, and that is seconds', async () => {
  const { results } = await shop.findAt('high', { q: 'laptop' });
  expect(results.pricesAgeMs).toBeLessThan(15_000);
});
