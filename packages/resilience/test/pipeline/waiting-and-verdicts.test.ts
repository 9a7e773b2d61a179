// What people reported about other libraries, and about an earlier version of this one: who waits behind an open breaker, what counts
// against whom, and when the place of a probe is free.
import { expect, test } from 'vitest';
import {
  bulkhead,
  circuitBreaker,
  FailedAnswerError,
  pipeline,
  queuedBulkhead,
  type Verdict,
} from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { boom, fail, hang, lever, pass } from '../work.ts';

const answered = (status: number) => () => Promise.reject(Object.assign(new Error(`answered ${status}`), { status }));
const reset = () => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
const codes = async (calls: readonly Promise<{ ok: boolean; error?: unknown }>[]) =>
  (await Promise.all(calls)).map(({ error }) => (error as { code?: string } | undefined)?.code ?? 'none');

test('whoever waits when the breaker opens is turned away at once: nobody more starts', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 4, clock });
  const rooms = queuedBulkhead({ limit: 4, queue: 100, clock });
  const review = pipeline({ name: 'review', bulkhead: rooms, breaker, timeoutMs: 100, clock });
  let started = 0;
  const calls = Array.from({ length: 40 }, () =>
    review.outcome(() => {
      started++;
      return hang();
    }),
  );
  await clock.pass(100);
  expect(await codes(calls)).toEqual([...Array(4).fill('TIMEOUT'), ...Array(36).fill('CIRCUIT_OPEN')]);
  expect(started).toBe(4);
  expect(rooms.snapshot()).toMatchObject({ active: 4, queued: 0 });
  const late = review.outcome(() => started++);
  expect(await codes([late])).toEqual(['CIRCUIT_OPEN']);
});

test('others who wait in the same queue for somebody else go on waiting', async () => {
  const clock = new FakeClock();
  const one = queuedBulkhead({ limit: 1, queue: 5, clock });
  const breaker = circuitBreaker({ clock });
  const review = pipeline({ name: 'review', bulkhead: one, breaker, clock });
  const other = pipeline({ name: 'other', bulkhead: one, clock });
  const work = lever<number>();
  const first = other.outcome(() => work.promise);
  const waiting = [review.outcome(() => 1), other.outcome(() => 2)] as const;
  breaker.isolate();
  expect(await waiting[0]).toMatchObject({ error: { code: 'CIRCUIT_OPEN', isolated: true } });
  work.resolve(0);
  expect([await first, await waiting[1]]).toEqual([
    { ok: true, value: 0 },
    { ok: true, value: 2 },
  ]);
});

test('work that did not begin says nothing about the dependency', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, clock });
  const search = pipeline({
    name: 'search',
    deadlineMs: 50,
    bulkhead: queuedBulkhead({ limit: 1, clock }),
    breaker,
    clock,
  });
  const work = lever<number>();
  const calls = [search.outcome(() => work.promise), ...Array.from({ length: 5 }, () => search.outcome(boom))];
  work.resolve(1);
  clock.jump(100); // The event loop was busy: timers are late.
  await settled();
  await clock.pass(1);
  await Promise.all(calls);
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failed: 0 });
});

test('a probe counts however long it takes within its own timeout', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 50, clock });
  const slow = pipeline({ name: 'slow', breaker, timeoutMs: 1_000, clock });
  await slow.outcome(boom);
  for (let probe = 0; probe < 2; probe++) {
    await clock.pass(50);
    const call = slow.outcome(() => new Promise<void>((resolve) => clock.setTimer(resolve, 80)));
    await clock.pass(80);
    expect(await call).toMatchObject({ ok: true });
  }
  expect(breaker.state).toBe('CLOSED');
});

test('a probe that runs out of its time opens the breaker again, for the whole open time', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 50, probes: 3, clock });
  for (const limits of [{ timeoutMs: 20 }, { deadlineMs: 20 }, { timeoutMs: 20, deadlineMs: 30 }]) {
    const hung = pipeline({ name: 'hung', breaker, ...limits, clock });
    breaker.reset();
    fail(breaker, 1);
    await clock.pass(50);
    const probes = [1, 2, 3].map(() => hung.outcome(hang));
    await clock.pass(20);
    await Promise.all(probes);
    expect(breaker.snapshot()).toMatchObject({ state: 'OPEN', cause: 'a probe failed', retryAfterMs: 50 });
  }
});

test.each([
  ['AbortSignal.timeout', () => new DOMException('late', 'TimeoutError'), 'OPEN'],
  ['a deadline of somebody else', () => Object.assign(new Error('late'), { code: 'DEADLINE' }), 'OPEN'],
  ['a caller who left', () => new DOMException('left', 'AbortError'), 'CLOSED'],
  ['nothing said', () => undefined, 'CLOSED'],
])('a signal that was aborted by %s: the breaker is %s after as many calls as it takes', async (_, reason, state) => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  const review = pipeline({ name: 'review', breaker, clock });
  for (let call = 0; call < 5; call++) {
    const caller = new AbortController();
    const hanging = review.outcome(hang, { signal: caller.signal });
    caller.abort(reason());
    await hanging;
  }
  expect(breaker.state).toBe(state);
});

test('an answer that blames the question is a success of the dependency, for the ratio and for a probe', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failureRatio: 0.5, minimumCalls: 10, openMs: 50, clock });
  const review = pipeline({ name: 'review', breaker, clock });
  for (let call = 0; call < 50; call++) await review.outcome(answered(call % 10 === 0 ? 503 : 404));
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', successRate: 0.9 });
  for (let call = 0; call < 60; call++) await review.outcome(answered(503));
  expect(breaker.state).toBe('OPEN');
  await clock.pass(50);
  for (let probe = 0; probe < 2; probe++) await review.outcome(answered(404));
  expect(breaker.state).toBe('CLOSED');
});

test('a failure that opens the breaker reaches its caller at once: no pause is begun for a second attempt', async () => {
  const clock = new FakeClock();
  const retry = { attempts: 3, delay: { kind: 'constant' as const, ms: 200 }, jitter: 'none' as const };
  const review = pipeline({ name: 'review', breaker: circuitBreaker({ failures: 1, clock }), retry, clock });
  expect(await review.outcome(reset)).toMatchObject({ error: { code: 'ECONNRESET' } });
  expect(clock.liveTimers).toBe(0);
});

test('a breaker that somebody else opens during the pause hides no failure, and a deadline then carries it as its cause', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  const retry = { attempts: 3, delay: { kind: 'constant' as const, ms: 200 }, jitter: 'none' as const };
  const opened = pipeline({ name: 'review', breaker, retry, clock }).outcome(reset);
  await clock.pass(100);
  fail(breaker, 4);
  await clock.pass(100);
  expect(await opened).toMatchObject({ error: { code: 'ECONNRESET' } });

  const late = pipeline({ name: 'review', deadlineMs: 300, retry, clock });
  const call = late.outcome(({ attempt }) => (attempt === 1 ? reset() : hang()));
  await clock.pass(300);
  expect(await call).toMatchObject({ error: { code: 'DEADLINE', begun: true, cause: { code: 'ECONNRESET' } } });
});

test('one probe at a time: the place is free when the work has really ended, not when its caller leaves', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 50, clock });
  const review = pipeline({ name: 'review', breaker, timeoutMs: 1_000, clock });
  await review.outcome(boom);
  await clock.pass(50);
  let running = 0;
  let most = 0;
  const works: (() => void)[] = [];
  for (let caller = 0; caller < 50; caller++) {
    const leaving = new AbortController();
    const call = review.outcome(
      () => {
        most = Math.max(most, ++running);
        return new Promise<void>((resolve) => works.push(resolve));
      },
      { signal: leaving.signal },
    );
    leaving.abort();
    await call;
  }
  expect(most).toBe(1);
  running--;
  works[0]?.();
  await settled();
  expect(await review.outcome(() => 'next')).toMatchObject({ ok: true });
});

test('the place of a probe whose caller has left is free when its time is up, though it hangs', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 50, successesToClose: 1, clock });
  const review = pipeline({ name: 'review', breaker, timeoutMs: 1_000, clock });
  await review.outcome(boom);
  await clock.pass(50);
  const leaving = new AbortController();
  const probe = review.outcome(hang, { signal: leaving.signal });
  leaving.abort();
  await probe;
  await clock.pass(999);
  expect(await review.outcome(() => 1)).toMatchObject({ error: { code: 'CIRCUIT_OPEN', retryAfterMs: 0 } });
  await clock.pass(1);
  expect(await review.outcome(() => 1)).toMatchObject({ ok: true });
});

test('what is shown of an open breaker is HALF_OPEN once a probe may go, though nobody has called', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  fail(breaker, 5);
  await clock.pass(59_999);
  expect(breaker.snapshot()).toMatchObject({ state: 'OPEN', retryAfterMs: 1 });
  await clock.pass(1);
  expect(breaker.snapshot()).toMatchObject({ state: 'HALF_OPEN', retryAfterMs: null });
  expect(breaker.state).toBe('HALF_OPEN');
});

test('a fallback does not hide an answer that is no failure', async () => {
  const review = pipeline({ name: 'review', breaker: circuitBreaker({ failures: 1 }) });
  await expect(review.callWithFallback(answered(404), () => 'something else')).rejects.toMatchObject({ status: 404 });
  expect(await review.callWithFallback(answered(503), () => 'something else')).toBe('something else');
  expect(
    await review.callWithFallback(
      () => 1,
      () => 'open',
    ),
  ).toBe('open');
});

test('a breaker that opens, and whoever it turns away, tell what happened', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 2, clock });
  const review = pipeline({ name: 'review', breaker, clock });
  const heard: unknown[] = [];
  breaker.onChange(({ to, error }) => heard.push([to, (error as Error).message]));
  await review.outcome(answered(500));
  await review.outcome(answered(503));
  expect(heard).toEqual([['OPEN', 'answered 503']]);
  expect(await review.outcome(() => 1)).toMatchObject({
    error: { code: 'CIRCUIT_OPEN', cause: { message: 'answered 503' } },
  });
});

test('an open time without an end is no isolation, and no option makes memory without a bound', () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ openMs: Number.POSITIVE_INFINITY, clock });
  fail(breaker, 5);
  expect(breaker.enter()).toMatchObject({ isolated: false, retryAfterMs: Number.POSITIVE_INFINITY });
  expect(() => circuitBreaker({ failures: 2 ** 40 })).toThrow(/^failures must be from 1 to 100000/);
});

test('an answer can be a failure: it is counted and tried again, and the last one is handed over', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  const judge = (answer: unknown): Verdict =>
    (answer as { status: number }).status >= 500
      ? { result: 'failure', retry: true }
      : { result: 'success', retry: false };
  const retry = { attempts: 2, delay: { kind: 'constant' as const, ms: 10 }, jitter: 'none' as const };
  const told: unknown[] = [];
  const fetching = pipeline({ name: 'x', breaker, retry, judge, onRetry: (event) => told.push(event), clock });
  const call = fetching.call(async ({ attempt }) => ({ status: attempt === 1 ? 503 : 502 }));
  await clock.pass(10);
  expect(await call).toEqual({ status: 502 });
  expect(breaker.snapshot()).toMatchObject({ failed: 2, successful: 0 });
  expect(told).toEqual([{ name: 'x', attempt: 1, delayMs: 10, error: expect.any(FailedAnswerError), at: 1_000 }]);
});

test('an answer that is a failure has the fallback instead, and is the cause of what opens', async () => {
  const judge = (): Verdict => ({ result: 'failure', retry: false });
  const breaker = circuitBreaker({ failures: 1 });
  const fetching = pipeline({ name: 'x', breaker, judge });
  const answer = { status: 503 };
  expect(
    await fetching.callWithFallback(
      () => answer,
      (error) => error,
    ),
  ).toMatchObject({ code: 'FAILED_ANSWER', answer });
  expect(await fetching.outcome(() => answer)).toMatchObject({ error: { code: 'CIRCUIT_OPEN', cause: { answer } } });
});

test('a bulkhead that is full says so before a probe is spent on a call that cannot begin', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 50, clock });
  const review = pipeline({ name: 'review', bulkhead: bulkhead({ limit: 1 }), breaker, clock });
  void review.outcome(hang);
  fail(breaker, 1);
  await clock.pass(50);
  expect(await review.outcome(() => 1)).toMatchObject({ error: { code: 'BULKHEAD_FULL' } });
  pass(breaker, 'success', 'success');
  expect(breaker.state).toBe('CLOSED');
});
