import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summarise } from '../src/reviews.ts';

test('without reviews there is no average', () => {
  expect(summarise([])).toEqual({ average: null, count: 0 });
});

test('the average lies between the fewest and the most stars, and has one decimal', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(amounts, (all) => {
      const rows = all.map((amount, index) => ({ stars: index + 1, amount }));
      const { average, count } = summarise(rows);
      expect(count).toBe(all.reduce((sum, amount) => sum + amount, 0));
      expect(average).toBeGreaterThanOrEqual(1);
      expect(average).toBeLessThanOrEqual(all.length);
      expect(String(average)).toMatch(/^\d(\.\d)?$/);
    }),
  );
});
