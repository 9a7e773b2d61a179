import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pipeline, retryBudget } from '../../src/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';
import { boom } from '../work.ts';

test('a dependency that is down gets at most a fifth more calls', async () => {
  const budget = retryBudget({ floorPerSecond: 0, clock: new FakeClock() });
  const retry = { attempts: 3, delay: { kind: 'constant' as const, ms: 0 }, jitter: 'none' as const, budget };
  const product = pipeline({ name: 'product', retry, classify: () => ({ result: 'failure' as const, retry: true }) });
  let asked = 0;
  for (let i = 0; i < 100; i++)
    await product.outcome(() => {
      asked++;
      boom();
    });
  expect(asked).toBe(120);
});

test('a quiet service may retry out of the floor', () => {
  const budget = retryBudget({ floorPerSecond: 0.2, windowMs: 10_000, clock: new FakeClock() });
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
});

test('in every window the retries stay within ratio times requests plus the floor', () => {
  const step = fc.oneof(
    fc.constant('request' as const),
    fc.constant('spend' as const),
    fc.integer({ min: -2_000, max: 2_000 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const clock = new FakeClock();
      const budget = retryBudget({ ratio: 0.5, floorPerSecond: 1, windowMs: 1_000, clock });
      let now = clock.now();
      const requests: number[] = [];
      const retries: number[] = [];
      // Every jump is seen at once, so that this recount and the budget agree on what time it is.
      const slice = (time: number) => Math.floor(time / 100);
      const recent = (times: number[]) => times.filter((time) => slice(time) > slice(now) - 10);
      for (const action of steps) {
        if (typeof action === 'number') {
          clock.jump(action);
          now += Math.max(0, action);
          budget.request();
          requests.push(now);
        } else if (action === 'request') {
          budget.request();
          requests.push(now);
        } else {
          const allowed = recent(retries).length + 1 <= 1 + 0.5 * recent(requests).length;
          expect(budget.spend()).toBe(allowed);
          if (allowed) retries.push(now);
        }
      }
    }),
    { numRuns },
  );
});

test.each([
  ['ratio', 1.5],
  ['floorPerSecond', -1],
  ['windowMs', 0],
])('%s = %s stops the construction with its name', (name, value) => {
  expect(() => retryBudget({ [name]: value })).toThrow(name);
});
