import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { climbDown, type Rung, TimeoutError } from '../src/index.ts';
import { FakeClock } from './fake-clock.ts';
import { numRuns } from './property-runs.ts';
import { boom, hang } from './work.ts';

const rung = <T>(name: string, take: Rung<T>['take'], budgetMs = 100): Rung<T> => ({ name, budgetMs, take });

test('the first rung that holds ends the climb, and the rungs below are not taken', async () => {
  let asked = false;
  const below = rung('trending', () => {
    asked = true;
    return 'trending';
  });
  const found = await climbDown([rung('live', () => 'live'), below], { deadlineMs: 400 });
  expect(found).toMatchObject({ value: 'live', rung: 'live', index: 0, failures: [] });
  expect(asked).toBe(false);
});

test('a rung that fails is noted with its reason; one that has nothing is passed without a word', async () => {
  const rungs = [
    rung<string>('live', boom),
    rung<string>('last good', () => undefined),
    rung('bestsellers', () => 'x'),
  ];
  const found = await climbDown(rungs, { deadlineMs: 400 });
  expect(found).toMatchObject({ value: 'x', rung: 'bestsellers', index: 2 });
  expect(found.failures).toMatchObject([{ rung: 'live', error: { message: 'boom' } }]);
});

test('null, zero and the empty text are data', async () => {
  for (const value of [null, 0, ''])
    expect(await climbDown([rung('live', () => value)], { deadlineMs: 400 })).toMatchObject({ value, index: 0 });
});

test('a rung that ignores its signal is left behind when its time is over', async () => {
  const clock = new FakeClock();
  const climbing = climbDown([rung('live', hang, 250), rung('last good', () => 'copy')], { deadlineMs: 400, clock });
  await clock.pass(250);
  const found = await climbing;
  expect(found).toMatchObject({ value: 'copy', tookMs: 250 });
  expect(found.failures[0]?.error).toBeInstanceOf(TimeoutError);
});

test('a rung is told its budget, cut to what is left until the deadline', async () => {
  const clock = new FakeClock();
  const told: number[] = [];
  const slow = ({ remainingMs }: { remainingMs: number }) => {
    told.push(remainingMs);
    return hang();
  };
  const climbing = climbDown([rung('live', slow, 250), rung('database', slow, 250), rung('static', () => 1)], {
    deadlineMs: 400,
    clock,
  });
  await clock.pass(400);
  const found = await climbing;
  expect(told).toEqual([250, 150]);
  expect(found).toMatchObject({ value: undefined, rung: undefined, index: -1, tookMs: 400 });
  expect(found.failures.map(({ error }) => (error as TimeoutError).code)).toEqual(['TIMEOUT', 'DEADLINE', 'DEADLINE']);
});

test('a caller who leaves ends the climb at once', async () => {
  const leaving = new AbortController();
  const climbing = climbDown([rung('live', hang), rung('static', () => 1)], {
    deadlineMs: 400,
    signal: leaving.signal,
  });
  leaving.abort();
  const found = await climbing;
  expect(found.index).toBe(-1);
  expect(found.failures).toMatchObject([{ error: { code: 'CANCELLED' } }, { error: { code: 'CANCELLED' } }]);
});

test('a deadline that is no number is a mistake of whoever asks, and not an empty page', async () => {
  for (const deadlineMs of [Number.NaN, undefined as never, '5' as never])
    await expect(climbDown([rung('live', () => 1)], { deadlineMs })).rejects.toThrow('deadlineMs');
});

test('whatever the rungs do, the climb ends within its deadline and leaves no timer', async () => {
  const behaviour = fc.record({ afterMs: fc.nat(200), budgetMs: fc.integer({ min: 1, max: 150 }), how: fc.nat(3) });
  await fc.assert(
    fc.asyncProperty(fc.array(behaviour, { maxLength: 6, size: 'max' }), fc.nat(300), async (plan, deadlineMs) => {
      const clock = new FakeClock();
      const rungs = plan.map(({ afterMs, budgetMs, how }, index) => ({
        name: `${index}`,
        budgetMs,
        take: ({ signal }: { signal: AbortSignal }) => {
          if (how === 0) return boom();
          return new Promise<number | undefined>((resolve) => {
            const timer = clock.setTimer(() => resolve(how === 1 ? undefined : index), afterMs);
            signal.addEventListener('abort', () => clock.clearTimer(timer));
          });
        },
      }));
      const climbing = climbDown(rungs, { deadlineMs, clock });
      await clock.pass(2_000);
      const found = await climbing;
      expect(found.tookMs).toBeLessThanOrEqual(deadlineMs);
      expect(found.value).toBe(found.index === -1 ? undefined : found.index);
      expect(clock.liveTimers).toBe(0);
    }),
    { numRuns },
  );
});
