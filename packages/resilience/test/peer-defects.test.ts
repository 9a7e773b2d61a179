// Defects of cockatiel 4.0.0 and opossum 10.0.0 that were reproduced with a mocked clock, and have a counterpart here.
// Not here, because this package has no such thing: exported breaker state (C10, O3), health checks with an interval (O9).
import { expect, test } from 'vitest';
import { bulkhead, CircuitOpenError, circuitBreaker, lastGood, pipeline, queuedBulkhead } from '../src/index.ts';
import { FakeClock, settled } from './fake-clock.ts';
import { admitted, boom, fail, given, hang, lever, pass } from './work.ts';

/** A breaker that one failure opened a second ago, so that the next call is a probe. */
async function probing(options = {}) {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 1_000, successesToClose: 1, clock, ...options });
  const before = admitted(breaker);
  fail(breaker, 1);
  await clock.pass(1_000);
  return { clock, breaker, before };
}

test('C1 failures of an hour ago do not count', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  fail(breaker, 4);
  await clock.pass(3_600_000);
  pass(breaker, 'success', 'failure');
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failuresInWindow: 1 });
});

test('C2 a late failure from before the opening does not disturb the probe', async () => {
  const { breaker, before } = await probing();
  const probe = admitted(breaker);
  breaker.exit(before, 'failure');
  expect(breaker.state).toBe('HALF_OPEN');
  breaker.exit(probe, 'success');
  expect(breaker.state).toBe('CLOSED');
});

test('C3 a thousand callers beside a probe are answered at once, and none of them starts when it succeeds', async () => {
  const { clock, breaker } = await probing();
  const back = pipeline({ name: 'x', breaker, clock });
  const answer = lever<number>();
  const probe = back.call(() => answer.promise);
  let started = 0;
  const others = await Promise.all(Array.from({ length: 1_000 }, () => back.outcome(() => ++started)));
  expect(others.every(({ ok }) => !ok)).toBe(true);
  answer.resolve(1);
  await probe;
  expect(started).toBe(0);
});

test('C4 an abort during the pause ends a retry at once', async () => {
  const clock = new FakeClock();
  const leaving = new AbortController();
  const retry = { attempts: 3, delay: { kind: 'constant' as const, ms: 60_000 }, jitter: 'none' as const };
  let asked = 0;
  const call = pipeline({
    name: 'x',
    retry,
    classify: () => ({ result: 'failure' as const, retry: true }),
    clock,
  }).outcome(
    () => {
      asked++;
      return boom();
    },
    { signal: leaving.signal },
  );
  await settled();
  leaving.abort();
  expect(await call).toMatchObject({ error: { code: 'CANCELLED' } });
  await clock.pass(180_000);
  expect(asked).toBe(1);
});

test('C5 an aborted caller in the queue is answered, and its place is free', async () => {
  const one = queuedBulkhead({ limit: 1, queue: 1 });
  const first = given(await one.enter());
  const leaving = new AbortController();
  const left = one.enter({ signal: leaving.signal });
  leaving.abort();
  expect(await left).toMatchObject({ code: 'CANCELLED' });
  const next = one.enter();
  one.exit(first);
  given(await next);
});

test('C6 nobody takes the place away from the one who waits for it', async () => {
  const one = queuedBulkhead({ limit: 1, queue: 1 });
  const first = given(await one.enter());
  const waiting = one.enter();
  one.exit(first);
  expect(one.snapshot()).toMatchObject({ active: 1, queued: 0 });
  const thief = one.enter();
  given(await waiting);
  expect(one.snapshot()).toMatchObject({ active: 1, queued: 1 });
  expect(thief).toBeInstanceOf(Promise);
});

test('C7 a caller who leaves is not reported as a timeout', async () => {
  const leaving = new AbortController();
  const call = pipeline({ name: 'x', timeoutMs: 1_000, clock: new FakeClock() }).outcome(hang, {
    signal: leaving.signal,
  });
  leaving.abort(new Error('user left'));
  expect(await call).toMatchObject({ error: { code: 'CANCELLED', cause: { message: 'user left' } } });
});

test('C8 the caller gets the error of the work, not that of a listener', async () => {
  const breaker = circuitBreaker({ name: 'C8', failures: 1 });
  breaker.onChange(() => {
    throw new Error('listener bug');
  });
  breaker.onChange(async () => {
    throw new Error('async listener bug');
  });
  await expect(pipeline({ name: 'x', breaker }).call(boom)).rejects.toThrow('boom');
  expect(breaker.state).toBe('OPEN');
});

test('C9 isolated while open and released, it is still open for the rest of its time', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, clock });
  fail(breaker, 1);
  breaker.isolate();
  await clock.pass(20_000);
  breaker.release();
  expect(breaker.snapshot()).toMatchObject({ state: 'OPEN', retryAfterMs: 40_000 });
});

test('C11 a clock that steps back an hour does not keep it open', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 1_000, clock });
  fail(breaker, 1);
  clock.jump(-3_600_000);
  breaker.snapshot();
  await clock.pass(1_000);
  admitted(breaker);
});

test('O1 a late success from before the opening does not close it', async () => {
  const { breaker, before } = await probing();
  admitted(breaker);
  breaker.exit(before, 'success');
  expect(breaker.state).toBe('HALF_OPEN');
});

test('O2 a hung probe without a timeout does not keep it half open for ever', async () => {
  const { clock, breaker } = await probing();
  const back = pipeline({ name: 'x', breaker, clock });
  void back.outcome(hang);
  await clock.pass(1_000);
  expect(await back.call(() => 'back')).toBe('back');
  expect(breaker.state).toBe('CLOSED');
});

test('O4 what is made from the same options object shares nothing', () => {
  const options = { failures: 1, limit: 1 };
  fail(circuitBreaker(options), 1);
  given(bulkhead(options).enter());
  expect(circuitBreaker(options).state).toBe('CLOSED');
  given(bulkhead(options).enter());
});

test('O5 a full bulkhead before a healthy dependency opens nothing', async () => {
  const breaker = circuitBreaker({ failures: 1 });
  const narrow = pipeline({ name: 'x', breaker, bulkhead: bulkhead({ limit: 1 }) });
  const answer = lever<number>();
  const first = narrow.call(() => answer.promise);
  for (let i = 0; i < 5; i++) await narrow.outcome(() => 1);
  expect(breaker.state).toBe('CLOSED');
  answer.resolve(1);
  await first;
});

test('O6 a hung dependency never has more than its limit of calls, however many time out', async () => {
  const clock = new FakeClock();
  const two = pipeline({ name: 'x', timeoutMs: 100, bulkhead: bulkhead({ limit: 2 }), clock });
  let running = 0;
  for (let i = 0; i < 10; i++) {
    const call = two.outcome(() => {
      running++;
      return hang();
    });
    await clock.pass(101);
    await call;
  }
  expect(running).toBe(2);
});

test('O7 a call that times out aborts nobody else', async () => {
  const clock = new FakeClock();
  const calls = pipeline({ name: 'x', timeoutMs: 100, clock });
  const slow = calls.outcome(({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', reject)));
  await clock.pass(90);
  const answer = lever<string>();
  let aborted = false;
  const sibling = calls.call(({ signal }) => {
    signal.addEventListener('abort', () => {
      aborted = true;
    });
    return answer.promise;
  });
  await clock.pass(10);
  expect(await slow).toMatchObject({ error: { code: 'TIMEOUT' } });
  answer.resolve('ok');
  expect([await sibling, aborted]).toEqual(['ok', false]);
});

test('O8 work that returns undefined synchronously has succeeded', async () => {
  expect(await pipeline({ name: 'x', breaker: circuitBreaker() }).outcome(() => undefined)).toEqual({
    ok: true,
    value: undefined,
  });
});

test('O10 it opens when the failures reach the threshold, not only beyond it', () => {
  const breaker = circuitBreaker({ failures: 100 });
  fail(breaker, 99);
  expect(breaker.state).toBe('CLOSED');
  fail(breaker, 1);
  expect(breaker.state).toBe('OPEN');
});

test('O11 shared answers and copies are no calls: they dilute no failures', async () => {
  const breaker = circuitBreaker();
  const source = pipeline({ name: 'x', breaker });
  const copies = lastGood<number>({ name: 'x', maxEntries: 10, loadDeadlineMs: 100 });
  for (let i = 0; i < 200; i++) await copies.load('same', () => source.call(() => 1));
  for (let i = 0; i < 5; i++) await copies.load(`${i}`, () => source.call(boom)).catch(() => copies.copy('same'));
  expect(breaker.snapshot()).toMatchObject({ state: 'OPEN', successful: 1, failed: 5 });
});

test('O12 a throwing listener does not turn a success into a failure', async () => {
  const { clock, breaker } = await probing({ name: 'O12' });
  breaker.onChange(boom);
  expect(await pipeline({ name: 'x', breaker, clock }).call(() => 'ok')).toBe('ok');
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failed: 1 });
});

test('O13 no failure anywhere gives a place back twice', async () => {
  const two = bulkhead({ limit: 2 });
  const breaker = circuitBreaker({ name: 'O13', failures: 1_000 });
  breaker.onChange(boom);
  const odd = pipeline({ name: 'O13', bulkhead: two, breaker, classify: boom });
  for (let i = 0; i < 10; i++) await odd.outcome(i % 2 ? boom : async () => boom());
  given(two.enter());
  given(two.enter());
  expect(two.enter()).toMatchObject({ code: 'BULKHEAD_FULL' });
});

test('O14 an error that says nothing of the dependency does not close a half-open breaker', async () => {
  const { clock, breaker } = await probing();
  const nothing = () => ({ result: 'ignored' as const, retry: false });
  await pipeline({ name: 'x', breaker, clock, classify: nothing }).outcome(boom);
  expect(breaker.state).toBe('HALF_OPEN');
  expect(breaker.enter()).not.toBeInstanceOf(CircuitOpenError);
});
