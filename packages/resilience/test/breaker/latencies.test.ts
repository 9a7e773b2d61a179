import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Latencies } from '../../src/breaker/latencies.ts';
import { numRuns } from '../property-runs.ts';

test('before the first answer there is no percentile, instead of a zero that looks fast', () => {
  expect(new Latencies().snapshot()).toEqual({ latencies: [], percentiles: null });
});

test('of latencies from 1 to 100 ms the percentiles are 50, 95 and 99', () => {
  const all = new Latencies();
  for (let ms = 100; ms >= 1; ms--) all.add(ms);
  expect(all.snapshot().percentiles).toEqual({ p50: 50, p95: 95, p99: 99 });
});

test('one answer is every percentile', () => {
  const all = new Latencies();
  all.add(7);
  expect(all.snapshot()).toEqual({ latencies: [7], percentiles: { p50: 7, p95: 7, p99: 7 } });
});

test('what is no length of time is left out', () => {
  const all = new Latencies();
  for (const ms of [Number.NaN, -1, 0]) all.add(ms);
  expect(all.snapshot().latencies).toEqual([0]);
});

test('keeps the last hundred in the order in which they came, and so many per cent of them are within each percentile', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000), { minLength: 1, maxLength: 350, size: 'max' }), (times) => {
      const all = new Latencies();
      for (const ms of times) all.add(ms);
      const { latencies, percentiles } = all.snapshot();
      expect(latencies).toEqual(times.slice(-100));
      for (const [name, share] of [
        ['p50', 50],
        ['p95', 95],
        ['p99', 99],
      ] as const) {
        const value = percentiles?.[name] ?? Number.NaN;
        expect(latencies).toContain(value);
        expect(latencies.filter((ms) => ms <= value).length * 100).toBeGreaterThanOrEqual(share * latencies.length);
        expect(latencies.filter((ms) => ms < value).length * 100).toBeLessThan(share * latencies.length);
      }
      all.clear();
      expect(all.snapshot().latencies).toEqual([]);
    }),
    { numRuns },
  );
});
