import { expect, test } from 'vitest';
import { circuitBreaker, pipeline } from '../../src/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { admitted, boom, fail, pass } from '../work.ts';

const times = (count: number, result: 'success' | 'failure' | 'ignored') => Array(count).fill(result);

test('with a failure ratio it opens when so large a share of enough calls has failed', () => {
  const breaker = circuitBreaker({ failureRatio: 0.5, minimumCalls: 10, clock: new FakeClock() });
  pass(breaker, ...times(6, 'success'), ...times(5, 'failure'));
  expect(breaker.state).toBe('CLOSED');
  fail(breaker, 1);
  expect(breaker.snapshot()).toMatchObject({
    state: 'OPEN',
    cause: 'too large a share of failures within 10000 ms',
    successRate: 0.5,
  });
});

test('a failure ratio judges no fewer calls than the minimum, and twenty if nothing is said', () => {
  const breaker = circuitBreaker({ failureRatio: 0.1, clock: new FakeClock() });
  fail(breaker, 19);
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failuresInWindow: 19 });
  fail(breaker, 1);
  expect(breaker.state).toBe('OPEN');
});

test('a success that completes the minimum opens nothing: the next failure does', () => {
  const breaker = circuitBreaker({ failureRatio: 0.1, minimumCalls: 10, clock: new FakeClock() });
  pass(breaker, ...times(9, 'failure'), 'success');
  expect(breaker.state).toBe('CLOSED');
  fail(breaker, 1);
  expect(breaker.state).toBe('OPEN');
});

test('calls that say nothing about the dependency are not in the ratio', () => {
  const breaker = circuitBreaker({ failureRatio: 1, minimumCalls: 10, clock: new FakeClock() });
  pass(breaker, ...times(50, 'ignored'), ...times(9, 'failure'));
  expect(breaker.state).toBe('CLOSED');
  fail(breaker, 1);
  expect(breaker.state).toBe('OPEN');
});

test('calls of an earlier window are not in the ratio', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failureRatio: 0.5, minimumCalls: 10, clock });
  pass(breaker, ...times(100, 'success'));
  await clock.pass(10_000);
  fail(breaker, 10);
  expect(breaker.state).toBe('OPEN');
});

test('with a count and a ratio, whichever is reached first opens it', () => {
  const both = { failures: 3, failureRatio: 0.5, minimumCalls: 10 };
  const byCount = circuitBreaker({ ...both, clock: new FakeClock() });
  pass(byCount, ...times(20, 'success'), ...times(3, 'failure'));
  expect(byCount.snapshot().cause).toBe('3 failures within 10000 ms');
  const byRatio = circuitBreaker({ ...both, failures: 100, clock: new FakeClock() });
  fail(byRatio, 10);
  expect(byRatio.state).toBe('OPEN');
});

test('it opens when half of the calls were slow, though all have succeeded', () => {
  const breaker = circuitBreaker({ slowCallMs: 200, minimumCalls: 10, clock: new FakeClock() });
  for (let i = 0; i < 9; i++) breaker.exit(admitted(breaker), 'success', { latencyMs: i % 2 === 0 ? 200 : 199 });
  breaker.exit(admitted(breaker), 'success', { latencyMs: 1 });
  expect(breaker.state).toBe('CLOSED');
  breaker.exit(admitted(breaker), 'success', { latencyMs: 200 });
  expect(breaker.snapshot()).toMatchObject({
    state: 'OPEN',
    cause: 'too many calls of 200 ms and more within 10000 ms',
    failed: 0,
  });
});

test('slow calls leave the count of failures as it is', () => {
  const breaker = circuitBreaker({ slowCallMs: 200, slowRatio: 1, clock: new FakeClock() });
  for (let i = 0; i < 19; i++) breaker.exit(admitted(breaker), 'success', { latencyMs: 5_000 });
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failuresInWindow: 0 });
  fail(breaker, 5);
  expect(breaker.snapshot().cause).toBe('5 failures within 10000 ms');
});

test('a probe that succeeds too slowly opens it again', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ slowCallMs: 200, clock });
  fail(breaker, 5);
  await clock.pass(60_000);
  breaker.exit(admitted(breaker), 'success', { latencyMs: 200 });
  expect(breaker.snapshot()).toMatchObject({ state: 'OPEN', cause: 'a probe was too slow' });
  await clock.pass(60_000);
  for (let i = 0; i < 2; i++) breaker.exit(admitted(breaker), 'success', { latencyMs: 199 });
  expect(breaker.state).toBe('CLOSED');
});

test('after it has closed, the calls from before the opening are in no ratio', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failureRatio: 0.5, slowCallMs: 200, minimumCalls: 4, openMs: 1, clock });
  for (let i = 0; i < 4; i++) breaker.exit(admitted(breaker), 'failure', { latencyMs: 500 });
  await clock.pass(1);
  pass(breaker, 'success', 'success');
  for (let i = 0; i < 3; i++) breaker.exit(admitted(breaker), 'failure', { latencyMs: 500 });
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failuresInWindow: 3 });
});

test('the snapshot has the latencies of what was answered, and the share that succeeded', async () => {
  const breaker = circuitBreaker({ clock: new FakeClock() });
  expect(breaker.snapshot()).toMatchObject({ successRate: null, latencies: [], percentiles: null });
  breaker.exit(admitted(breaker), 'success', { latencyMs: 10 });
  breaker.exit(admitted(breaker), 'failure', { latencyMs: 30 });
  breaker.exit(admitted(breaker), 'success', { latencyMs: 20 });
  breaker.exit(admitted(breaker), 'ignored', { latencyMs: 999 });
  breaker.exit(admitted(breaker), 'success');
  expect(breaker.snapshot()).toMatchObject({ successRate: 0.75, latencies: [10, 30, 20], percentiles: { p50: 20 } });
  breaker.reset();
  expect(breaker.snapshot()).toMatchObject({ successRate: null, latencies: [] });
});

test('a pipeline tells its breaker how long each attempt took, without the wait before it', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  const retry = { attempts: 2, delay: { kind: 'constant' as const, ms: 400 }, jitter: 'none' as const };
  const patient = pipeline({
    name: 'x',
    breaker,
    retry,
    clock,
    classify: () => ({ result: 'failure' as const, retry: true }),
  });
  const call = patient.call(async ({ attempt }) => {
    await new Promise<void>((resolve) => clock.setTimer(resolve, attempt * 30));
    return attempt === 1 ? boom() : 'second';
  });
  await clock.pass(1_000);
  expect(await call).toBe('second');
  expect(breaker.snapshot().latencies).toEqual([30, 60]);
});

test.each([
  ['failureRatio', 0],
  ['failureRatio', 1.01],
  ['failureRatio', Number.NaN],
  ['slowRatio', -0.5],
  ['slowRatio', 2],
  ['slowCallMs', 0],
  ['slowCallMs', Number.NaN],
  ['minimumCalls', 0],
  ['minimumCalls', 1.5],
])('%s = %s stops the construction with its name', (name, value) => {
  expect(() => circuitBreaker({ slowCallMs: 100, [name]: value })).toThrow(RangeError);
  expect(() => circuitBreaker({ slowCallMs: 100, [name]: value })).toThrow(name);
  expect(() => circuitBreaker({ slowCallMs: 100, [name]: '1' })).toThrow(TypeError);
});

test.each([
  [{ minimumCalls: 10 }, 'minimumCalls does nothing without failureRatio or slowCallMs'],
  [{ slowRatio: 0.5 }, 'slowRatio does nothing without slowCallMs'],
  [{ slowRatio: 0.5, failureRatio: 0.5 }, 'slowRatio does nothing without slowCallMs'],
  [{ slowCallMs: Number.POSITIVE_INFINITY }, 'slowCallMs must be less than for ever, not Infinity'],
])('%j would do nothing, and is refused', (options, message) => {
  expect(() => circuitBreaker(options)).toThrow(message);
});
