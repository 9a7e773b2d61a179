// What is handed in may be nothing, or wrong: it is refused by name when something is made of it, or changes no outcome.
import { expect, test } from 'vitest';
import {
  classify,
  climbDown,
  type LastGoodOptions,
  lastGood,
  type PipelineOptions,
  pipeline,
  queuedBulkhead,
  retryBudget,
  timeout,
} from '../src/index.ts';
import { RollingCount } from '../src/rolling-count.ts';
import { FakeClock, settled } from './fake-clock.ts';
import { JumpingClock } from './jumping-clock.ts';
import { warningAbout } from './warnings.ts';
import { given, hang } from './work.ts';

const reset = () => Object.assign(new Error('connection reset'), { code: 'ECONNRESET' });
const retrying = { attempts: 2, delay: { kind: 'constant', ms: 10 }, jitter: 'full' } as const;

test('a signal may be null, wherever one can be given', async () => {
  const queue = queuedBulkhead({ limit: 1, queue: 1 });
  const place = given(queue.tryEnter());
  if (place === undefined) throw new Error('there was a place');
  const waiting = queue.enter({ signal: null });
  queue.exit(place);
  const next = await waiting;
  expect(next).toMatchObject({ left: false });
  queue.exit(given(next));
  expect(queue.snapshot()).toMatchObject({ active: 0, queued: 0 });

  const rungs = [{ name: 'only', budgetMs: 50, take: async () => 1 }];
  expect(await climbDown(rungs, { deadlineMs: 100, signal: null })).toMatchObject({ value: 1 });
  const copies = lastGood<number>({ name: 'copies', maxEntries: 9, loadDeadlineMs: 100 });
  expect(await copies.load('a', async () => 1, { signal: null })).toBe(1);
  expect(await copies.copy('a', { signal: null })).toMatchObject({ value: 1 });
  expect(await pipeline({ name: 'shop' }).call(async () => 1, { signal: null })).toBe(1);
});

test.each<[string, Partial<PipelineOptions>]>([
  [
    'throws',
    {
      random: () => {
        throw new Error('no luck');
      },
    },
  ],
  ['is no number', { random: () => Number.NaN }],
  ['is no share', { random: () => 17 }],
])('a chance that %s changes no outcome', async (what, options) => {
  const clock = new FakeClock();
  const shop = pipeline({ name: `a chance that ${what}`, retry: retrying, clock, ...options });
  let asked = 0;
  const call = shop.outcome(async () => {
    if (++asked === 1) throw reset();
    return 'well';
  });
  await clock.pass(10); // The longest pause of that jitter.
  expect(await call).toEqual({ ok: true, value: 'well' });
});

test.each([0, 1])('a chance of %d is one', async (random) => {
  const clock = new FakeClock();
  const shop = pipeline({ name: 'shop', retry: retrying, clock, random: () => random });
  let asked = 0;
  const call = shop.outcome(() => (++asked === 1 ? Promise.reject(reset()) : Promise.resolve('well')));
  await clock.pass(10 * random);
  expect(asked).toBe(2);
  await call;
});

test('a hook for retries does nothing without a retry', () => {
  expect(() => pipeline({ name: 'shop', onRetry: () => undefined })).toThrow('onRetry does nothing without a retry');
});

test('a mistake in a verdict is shown as one', async () => {
  const warned = warningAbout('a verdict of nothing');
  await pipeline({ name: 'a verdict of nothing', classify: () => undefined as never }).outcome(() =>
    Promise.reject(reset()),
  );
  expect(await warned).toBe('classify of a verdict of nothing failed: it must answer a verdict, not undefined');
});

test('a fallback answers a caller whose signal is null', async () => {
  const shop = pipeline({ name: 'shop' });
  expect(
    await shop.callWithFallback(
      () => Promise.reject(reset()),
      () => 'fallback',
      { signal: null },
    ),
  ).toBe('fallback');
});

test('a pause that is async is none, and its rejection is nobody’s', async () => {
  const delay = (() => Promise.reject(new Error('too late'))) as never;
  const failure = reset();
  const shop = pipeline({ name: 'an async pause', retry: { ...retrying, delay } });
  expect(await shop.outcome(() => Promise.reject(failure))).toEqual({ ok: false, error: failure });
  await settled(); // An unhandled rejection would fail the run.
});

test('peace of so many ms that are no number is not kept', async () => {
  const clock = new FakeClock();
  const judged = { result: 'failure', retry: true, retryAfterMs: Number.NaN } as const;
  const shop = pipeline({ name: 'shop', clock, classify: () => judged, retry: { ...retrying, jitter: 'none' } });
  let asked = 0;
  const call = shop.outcome(() => (++asked === 1 ? Promise.reject(reset()) : Promise.resolve('well')));
  await clock.pass(9);
  expect(asked).toBe(1);
  await clock.pass(1);
  expect(await call).toEqual({ ok: true, value: 'well' });
});

test.each([undefined, null, true, 'failure', {}, { result: 'bad' }])(
  '%j is no verdict: a failure is one, an answer is none',
  async (verdict) => {
    const options = { classify: () => verdict as never, judge: () => verdict as never };
    const shop = pipeline({ name: `no verdict ${JSON.stringify(verdict)}`, ...options });
    expect(await shop.outcome(async () => 1)).toEqual({ ok: true, value: 1 });
    expect(await shop.outcome(() => Promise.reject(reset()))).toMatchObject({ ok: false });
  },
);

test.each<[string, Partial<Record<keyof PipelineOptions, unknown>>]>([
  ['classify', { classify: 'no' }],
  ['judge', { judge: {} }],
  ['onCall', { onCall: 1 }],
  ['random', { random: 0.5 }],
  ['events.emit', { events: {} }],
  ['onRetry', { onRetry: {}, retry: retrying }],
  ['clock.now', { clock: {} }],
  ['clock.setTimer', { clock: { now: () => 0 } }],
  ['clock.clearTimer', { clock: { now: () => 0, setTimer: () => 0 } }],
  ['layers', { layers: 5 }],
  ['layers', { layers: 'retry' }],
])('%s that is none is refused by name', (name, options) => {
  expect(() => pipeline({ name: 'shop', ...options } as PipelineOptions)).toThrow(TypeError);
  expect(() => pipeline({ name: 'shop', ...options } as PipelineOptions)).toThrow(new RegExp(`^${name}`));
});

test.each<[string, Partial<LastGoodOptions<number>>]>([
  ['shareMs', { shareMs: Number.POSITIVE_INFINITY }],
  ['loadDeadlineMs', { loadDeadlineMs: Number.POSITIVE_INFINITY }],
  [
    'secondLevelBudgetMs',
    {
      secondLevelBudgetMs: Number.POSITIVE_INFINITY,
      secondLevel: { get: async () => undefined, set: async () => undefined },
    },
  ],
])('%s that never ends is refused by name', (name, options) => {
  expect(() => lastGood<number>({ name: 'copies', maxEntries: 9, loadDeadlineMs: 100, ...options })).toThrow(
    new RegExp(`^${name} must be less than for ever`),
  );
});

test('a wait of no number of ms is none', async () => {
  const clock = new FakeClock();
  const queue = queuedBulkhead({ limit: 1, queue: 1, clock });
  queue.tryEnter();
  const waiting = queue.enter({ waitMs: Number.NaN });
  await clock.pass(0);
  expect(await waiting).toMatchObject({ code: 'BULKHEAD_FULL' });
});

test.each([false, true])(
  'a clock that is set back gives nobody more time (timers that can be let go: %s)',
  async (releases) => {
    const clock = new JumpingClock(releases);
    const shop = pipeline({ name: 'shop', layers: [timeout(100)], clock });
    let ended = false;
    const call = shop.outcome(hang).then((outcome) => {
      ended = true;
      return outcome;
    });
    for (let passed = 0; passed < 100; passed += 30) {
      await clock.real.pass(Math.min(30, 100 - passed));
      clock.jump(-1_000);
    }
    expect(ended).toBe(true);
    expect(await call).toMatchObject({ error: { code: 'TIMEOUT' } });
  },
);

test.each([1e-13, 1e-300, 0.001, 10_000])('a window of %d ms ends whatever its clock shows', (windowMs) => {
  const count = new RollingCount(windowMs);
  for (const now of [0, 1e12, 1e20, Number.MAX_VALUE, Number.POSITIVE_INFINITY, 5, -1e20, 7]) {
    count.add(now);
    expect(count.total(now)).toBeGreaterThanOrEqual(0);
  }
  const budget = retryBudget({
    windowMs,
    clock: { ...new FakeClock(), now: () => 1e20, setTimer: () => 0, clearTimer: () => undefined },
  });
  budget.request();
  expect(budget.snapshot().spent).toBe(0);
});

test('what the defaults say of errors is still what they say', () => {
  expect(classify(reset())).toEqual({ result: 'failure', retry: true });
});
