import { expect, test } from 'vitest';
import { asSaved } from '../src/gateway/saved-section.ts';
import { searchPageFixture } from './fixture-pages.ts';

const minutes = (count: number) => count * 60_000;

/** What is left of the results of a search whose prices were `pricedMs` old when they were kept. */
function pricesAfter(pricedMs: number, elapsedMs: number) {
  const { results } = searchPageFixture('high').sections;
  const kept = { ...results, data: results.data && { ...results.data, pricesAgeMs: pricedMs } };
  const { data } = asSaved('results', kept, elapsedMs, 'gateway: gone') as typeof results;
  return { pricesAgeMs: data?.pricesAgeMs, shown: data?.items.every(({ price }) => price !== null) };
}

test('prices of saved results are as old as they were when they were kept, and the time since', () => {
  expect(pricesAfter(minutes(4), minutes(10))).toEqual({ pricesAgeMs: minutes(14), shown: true });
  expect(pricesAfter(minutes(14), minutes(14))).toEqual({ pricesAgeMs: minutes(28), shown: false });
});
