import { getEventListeners } from 'node:events';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bulkhead,
  circuitBreaker,
  classify,
  pipeline,
  type RetryPolicy,
  retry,
  retryBudget,
  timeout,
  type Work,
} from '../../src/index.ts';
import { retryDelay } from '../../src/retry/retry.ts';
import { parseRetryAfter } from '../../src/retry-after.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';
import { boom, fail, hang, lever } from '../work.ts';

const fixed: RetryPolicy = { attempts: 3, delay: { kind: 'constant', ms: 1_000 }, jitter: 'none' };
const backoff: RetryPolicy = {
  attempts: 5,
  delay: { kind: 'exponential', baseMs: 1_000, capMs: 60_000 },
  jitter: 'none',
};
const refused = () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));

test('three attempts, one second apart', async () => {
  const clock = new FakeClock();
  const times: number[] = [];
  const call = pipeline({ name: 'product', retry: fixed, clock }).outcome(() => {
    times.push(clock.now());
    return refused();
  });
  await clock.pass(10_000);
  expect(times).toEqual([1_000, 2_000, 3_000]);
  expect(await call).toMatchObject({ error: { message: 'refused' } });
  expect(clock.liveTimers).toBe(0);
});

test('the first success ends it, and the work knows which attempt it is', async () => {
  const clock = new FakeClock();
  const call = pipeline({ name: 'product', retry: fixed, clock }).call(({ attempt }) =>
    attempt < 3 ? refused() : `attempt ${attempt}`,
  );
  await clock.pass(2_000);
  expect(await call).toBe('attempt 3');
});

test('of several failures the caller hears of the last', async () => {
  const clock = new FakeClock();
  const call = pipeline({ name: 'product', retry: fixed, clock }).outcome(({ attempt }) =>
    Promise.reject(Object.assign(new Error(`failure ${attempt}`), { status: 503 })),
  );
  await clock.pass(2_000);
  expect(await call).toMatchObject({ error: { message: 'failure 3' } });
});

const pauseOf = (policy: RetryPolicy, attempt: number, random: number, retryAfterMs?: number) =>
  retryDelay(policy, { attempt, random, retryAfterMs, error: undefined });

test('exponential delays double from one second up to the cap of sixty', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => pauseOf(backoff, attempt, 0));
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});

test('quarter jitter stays within 25 %, full jitter between nothing and all of it, both below the cap', () => {
  const below = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), below, (attempt, random) => {
      const plain = Math.min(1_000 * 2 ** (attempt - 1), 60_000);
      const quarter = pauseOf({ ...backoff, jitter: 'quarter' }, attempt, random) ?? Number.NaN;
      const full = pauseOf({ ...backoff, jitter: 'full' }, attempt, random) ?? Number.NaN;
      expect(quarter).toBeGreaterThanOrEqual(plain * 0.75);
      expect(quarter).toBeLessThanOrEqual(Math.min(plain * 1.25, 60_000));
      expect(full).toBeGreaterThanOrEqual(0);
      expect(full).toBeLessThanOrEqual(plain);
    }),
    { numRuns },
  );
});

test('quarter jitter is as often longer as it is shorter', () => {
  const delays = [0, 0.5, 0.75].map((random) => pauseOf({ ...fixed, jitter: 'quarter' }, 1, random));
  expect(delays).toEqual([750, 1_000, 1_125]);
});

test('Retry-After is the shortest pause, and jitter takes nothing off it', () => {
  expect(pauseOf({ ...fixed, jitter: 'full' }, 1, 0.1, 5_000)).toBe(5_000);
  expect(pauseOf(fixed, 1, 0, 200)).toBe(1_000);
});

test('a dependency that asks for more than a minute of peace is not asked again', () => {
  expect(pauseOf(fixed, 1, 0, 60_001)).toBeUndefined();
  expect(pauseOf(fixed, 1, 0, 60_000)).toBe(60_000);
});

test('a retry that is not made takes nothing out of the budget, and one that is made is no request', async () => {
  const clock = new FakeClock();
  const budget = retryBudget({ ratio: 1, floorPerSecond: 0, clock });
  const policy = { ...fixed, attempts: 2, budget };
  const askedForPeace = Object.assign(new Error('busy'), { status: 503, retryAfterMs: 60_001 });
  await pipeline({ name: 'review', retry: policy, clock }).outcome(() => Promise.reject(askedForPeace));
  expect(budget.snapshot()).toEqual({ allowed: 1, spent: 0 });
  const call = pipeline({ name: 'review', retry: policy, clock }).outcome(refused);
  await clock.pass(1_000);
  await call;
  expect(budget.snapshot()).toEqual({ allowed: 2, spent: 1 });
});

test('an open breaker that is half open by the end of the pause keeps no retry away', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 1_000, clock });
  const call = pipeline({ name: 'product', retry: fixed, breaker, clock }).outcome(({ attempt }) =>
    attempt === 1 ? refused() : 'back',
  );
  await clock.pass(1_000);
  expect(await call).toEqual({ ok: true, value: 'back' });
});

test.each([
  ['the first attempt', [true, false, false]],
  ['the second', [false, true, false]],
  ['both', [true, true, false]],
  ['all of them', [true, true, true]],
])('a place outside of the retries is held while work of %s goes on', async (_, hangs) => {
  const clock = new FakeClock();
  const rooms = bulkhead({ limit: 1 });
  const levers: (() => void)[] = [];
  const work: Work<string> = ({ attempt }) => {
    const answer = lever<string>();
    if (!hangs[attempt - 1]) return attempt === 1 ? refused() : 'done';
    levers.push(() => answer.resolve('late'));
    return answer.promise;
  };
  const call = pipeline({ name: 'product', layers: [rooms, retry(fixed), timeout(100)], clock }).outcome(work);
  await clock.pass(3_000);
  await call;
  for (const settle of levers) {
    expect(rooms.snapshot().active).toBe(1);
    settle();
    await settled();
  }
  expect(rooms.snapshot().active).toBe(0);
});

test('a probe that was tried twice keeps its place until the time of its last attempt is up', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 50, clock });
  const product = pipeline({ name: 'product', layers: [breaker, retry(fixed), timeout(100)], clock });
  fail(breaker, 1);
  await clock.pass(50);
  const leaving = new AbortController();
  const probe = product.outcome(hang, { signal: leaving.signal });
  await clock.pass(1_150);
  leaving.abort();
  expect(await probe).toMatchObject({ error: { code: 'CANCELLED' } });
  expect(await product.outcome(() => 1)).toMatchObject({ error: { code: 'CIRCUIT_OPEN' } });
  await clock.pass(50);
  expect(await product.outcome(() => 1)).toMatchObject({ ok: true });
});

test('a raw Retry-After header on the error is honoured', async () => {
  const clock = new FakeClock();
  const times: number[] = [];
  const busy = Object.assign(new Error('busy'), { status: 503, retryAfter: '7' });
  const call = pipeline({ name: 'review', retry: { ...fixed, attempts: 2 }, clock }).outcome(() => {
    times.push(clock.now());
    throw busy;
  });
  await clock.pass(7_000);
  await call;
  expect(times).toEqual([1_000, 8_000]);
});

test.each([
  ['120', 120_000],
  ['0', 0],
  ['Wed, 21 Oct 2015 07:28:30 GMT', 30_000],
  ['Wed, 21 Oct 2015 07:00:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['9'.repeat(400), undefined],
])('Retry-After %s means %s ms', (header, ms) => {
  expect(parseRetryAfter(header, Date.UTC(2015, 9, 21, 7, 28, 0))).toBe(ms);
});

test('pauses leave no listener on the signal of their caller', async () => {
  const clock = new FakeClock();
  const { signal } = new AbortController();
  const call = pipeline({ name: 'product', retry: fixed, clock }).outcome(refused, { signal });
  await clock.pass(10_000);
  await call;
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a pause that would pass the deadline is not begun: the caller hears of the failure at once', async () => {
  const clock = new FakeClock();
  const call = pipeline({ name: 'product', deadlineMs: 2_500, retry: backoff, clock }).outcome(refused);
  await clock.pass(1_000); // The second pause would be one of 2,000.
  expect(await call).toMatchObject({ error: { code: 'ECONNREFUSED' } });
  expect(clock.liveTimers).toBe(0);
});

test.each([
  ['retry.attempts', { ...fixed, attempts: 0 }],
  ['retry.delay.ms', { ...fixed, delay: { kind: 'constant' as const, ms: -1 } }],
  ['retry.delay.baseMs', { ...fixed, delay: { kind: 'exponential' as const, baseMs: 0, capMs: 1 } }],
  ['retry.delay.capMs', { ...fixed, delay: { kind: 'exponential' as const, baseMs: 1, capMs: Number.NaN } }],
  ['retry.delay.capMs', { ...fixed, delay: { kind: 'exponential' as const, baseMs: 10, capMs: 9 } }],
  ['retry.delay.ms', { ...fixed, delay: { kind: 'constant' as const, ms: Number.POSITIVE_INFINITY } }],
  ['retry.delay', { attempts: 2, jitter: 'none' } as never],
  ['retry.delay', { ...fixed, delay: { kind: 'linear' } } as never],
  ['retry.jitter', { ...fixed, jitter: 'half' } as never],
  ['retry.jitter', { attempts: 2, delay: fixed.delay } as never],
])('a wrong %s stops the construction with its name', (name, retry) => {
  expect(() => pipeline({ name: 'product', retry })).toThrow(name);
});

test('a pause can be a function of the attempt and its failure; Retry-After and jitter hold for it, too', async () => {
  const clock = new FakeClock();
  const seen: unknown[] = [];
  const delay = (attempt: number, error: unknown) => {
    seen.push([attempt, (error as Error).message]);
    return attempt * 100;
  };
  const review = pipeline({ name: 'review', retry: { attempts: 3, delay, jitter: 'none' }, clock });
  const call = review.outcome(({ attempt }) =>
    Promise.reject(Object.assign(new Error(`no ${attempt}`), { status: 503 })),
  );
  await clock.pass(300);
  expect(await call).toMatchObject({ error: { message: 'no 3' } });
  expect(seen).toEqual([
    [1, 'no 1'],
    [2, 'no 2'],
  ]);
  expect(pauseOf({ attempts: 2, delay: () => 100, jitter: 'full' }, 1, 0.5, 80)).toBe(80);
});

test.each([
  ['throws', () => boom()],
  ['answers no number', () => Number.NaN],
  ['answers a time before', () => -1],
])('a pause whose function %s is no pause: there is no retry', async (_, delay) => {
  const review = pipeline({ name: 'review', retry: { attempts: 3, delay, jitter: 'none' } });
  let tried = 0;
  const outcome = await review.outcome(() => {
    tried++;
    throw Object.assign(new Error('down'), { status: 503 });
  });
  expect([tried, outcome.ok]).toEqual([1, false]);
});

test('a Retry-After that is no number is none', () => {
  expect(classify({ status: 503, retryAfterMs: Number.NaN })).toEqual({ result: 'failure', retry: true });
});
