import { expect, test } from 'vitest';
import { BulkheadFullError, bulkhead, circuitBreaker, pipeline, queuedBulkhead } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { fail, given, hang, lever } from '../work.ts';

test('ten calls run, the eleventh is turned away at once', () => {
  const rooms = bulkhead({ name: 'search' });
  for (let i = 0; i < 10; i++) given(rooms.enter());
  expect(rooms.enter()).toMatchObject({
    code: 'BULKHEAD_FULL',
    dependency: 'search',
    message: 'all 10 places are taken',
  });
  expect(rooms.snapshot()).toEqual({ limit: 10, active: 10, queueLimit: 0, queued: 0, rejected: 1 });
});

test('a place that is given back twice is free once', () => {
  const rooms = bulkhead({ limit: 1 });
  const place = given(rooms.enter());
  rooms.exit(place);
  rooms.exit(place);
  given(rooms.enter());
  expect(rooms.enter()).toBeInstanceOf(BulkheadFullError);
});

test('a place says whether it was handed back, also one that was waited for', async () => {
  const rooms = queuedBulkhead({ limit: 1 });
  const first = given(await rooms.enter());
  const waiting = rooms.enter();
  expect(first.left).toBe(false);
  rooms.exit(first);
  expect(first.left).toBe(true);
  expect(given(await waiting).left).toBe(false);
});

test('pool 10, queue 20: of 100 at once 30 are served, never more than 10 together, and 70 are rejected', async () => {
  const pool = pipeline({ name: 'pool', bulkhead: queuedBulkhead({ limit: 10, queue: 20 }) });
  let running = 0;
  let most = 0;
  const calls = Array.from({ length: 100 }, () =>
    pool.outcome(async () => {
      most = Math.max(most, ++running);
      await settled();
      running--;
    }),
  );
  const outcomes = await Promise.all(calls);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(30);
  expect(most).toBe(10);
});

test('semaphore of 20: 1,000 queries all run, never more than 20 at a time', async () => {
  const semaphore = pipeline({ name: 'database', bulkhead: queuedBulkhead({ limit: 20, queue: 1_000 }) });
  let running = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 1_000 }, () =>
      semaphore.call(async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
      }),
    ),
  );
  expect(most).toBe(20);
});

test('who waits is served in the order of arrival', async () => {
  const rooms = queuedBulkhead({ limit: 1, queue: 3 });
  const first = given(await rooms.enter());
  const served: string[] = [];
  const waiting = ['a', 'b', 'c'].map(async (name) => {
    const place = given(await rooms.enter());
    served.push(name);
    rooms.exit(place);
  });
  rooms.exit(first);
  await Promise.all(waiting);
  expect(served).toEqual(['a', 'b', 'c']);
});

test('serving one takes no more looks at who waits however many do, also when many have left early', async () => {
  for (const waiters of [100, 10_000]) {
    const rooms = queuedBulkhead({ limit: 1, queue: waiters });
    let place = given(await rooms.enter());
    const leaves = Array.from({ length: waiters }, () =>
      rooms.wait((admission) => {
        place = given(admission);
      }),
    );
    for (const [at, leave] of leaves.entries()) if (at % 2 === 0) leave();
    const looks = looksDuring(() => {
      while (rooms.snapshot().queued > 0) rooms.exit(place);
    });
    // Each number is looked for once. The first of a Set would be behind the gaps of all before it.
    expect(looks).toEqual({ byKey: waiters, fromTheFront: 0 });
  }
});

/** How often `work` asks a collection for an entry, and how often it walks over one from its front. */
function looksDuring(work: () => void) {
  const looks = { byKey: 0, fromTheFront: 0 };
  const patched = [
    [Map.prototype, 'get', 'byKey'],
    ...[Map.prototype, Set.prototype].flatMap((of) =>
      ([Symbol.iterator, 'keys', 'values', 'entries', 'forEach'] as const).map((name) => [of, name, 'fromTheFront']),
    ),
    [Array.prototype, 'shift', 'fromTheFront'],
    [Array.prototype, 'splice', 'fromTheFront'],
  ] as [Record<PropertyKey, (...args: unknown[]) => unknown>, PropertyKey, keyof typeof looks][];
  const originals = patched.map(([of, name, kind]) => {
    const original = of[name] as (...args: unknown[]) => unknown;
    of[name] = function (...args: unknown[]) {
      looks[kind]++;
      return original.apply(this, args);
    };
    return original;
  });
  try {
    work();
  } finally {
    for (const [at, [of, name]] of patched.entries()) Object.defineProperty(of, name, { value: originals[at] });
  }
  return looks;
}

test('an abort frees the place in the queue at once', async () => {
  const rooms = queuedBulkhead({ limit: 1, queue: 1 });
  given(await rooms.enter());
  const leaving = new AbortController();
  const left = rooms.enter({ signal: leaving.signal });
  leaving.abort();
  expect(rooms.snapshot().queued).toBe(0);
  expect(await left).toMatchObject({ code: 'CANCELLED' });
});

test('who leaves the queue leaves no timer either', async () => {
  const clock = new FakeClock();
  const rooms = queuedBulkhead({ limit: 1, maxWaitMs: 60, clock });
  given(await rooms.enter());
  const leaving = new AbortController();
  const left = rooms.enter({ signal: leaving.signal });
  expect(clock.liveTimers).toBe(1);
  leaving.abort();
  expect(await left).toMatchObject({ code: 'CANCELLED' });
  expect(clock.liveTimers).toBe(0);
});

test('for who has left already there is no place in the queue', async () => {
  const rooms = queuedBulkhead({ name: 'search', limit: 1 });
  given(await rooms.enter());
  const left = rooms.enter({ signal: AbortSignal.abort() });
  expect(rooms.snapshot().queued).toBe(0);
  expect(await left).toMatchObject({ code: 'CANCELLED', dependency: 'search' });
});

test('whose time is over before a place is free had not begun: that says nothing of the dependency', async () => {
  const rooms = queuedBulkhead({ limit: 1 });
  given(await rooms.enter());
  const late = new DOMException('late', 'TimeoutError');
  const waiting = new AbortController();
  const outcomes = [rooms.enter({ signal: AbortSignal.abort(late) }), rooms.enter({ signal: waiting.signal })];
  waiting.abort(late);
  for (const outcome of outcomes) expect(await outcome).toMatchObject({ code: 'DEADLINE', begun: false });
});

test('a longest wait without a queue would do nothing, and is refused', () => {
  expect(() => queuedBulkhead({ queue: 0, maxWaitMs: 10 })).toThrow('maxWaitMs does nothing without a queue');
});

test('without a longest wait there is no timer for it', async () => {
  const clock = new FakeClock();
  const rooms = queuedBulkhead({ limit: 1, clock });
  given(await rooms.enter());
  void rooms.enter();
  expect(rooms.snapshot().queued).toBe(1);
  expect(clock.liveTimers).toBe(0);
});

test('who is turned away from a queue hears why: it is full, or the wait was too long', async () => {
  const clock = new FakeClock();
  const rooms = queuedBulkhead({ limit: 1, queue: 1, maxWaitMs: 60, clock });
  given(await rooms.enter());
  const waited = rooms.enter();
  expect(await rooms.enter()).toMatchObject({ message: 'all 1 places and the queue of 1 are taken' });
  await clock.pass(60);
  expect(await waited).toMatchObject({ message: 'no place within 60 ms' });
  expect(rooms.snapshot().rejected).toBe(2);
});

test('nobody waits longer than the longest wait, and no timer is left', async () => {
  const clock = new FakeClock();
  const rooms = queuedBulkhead({ limit: 1, queue: 2, maxWaitMs: 60, clock });
  const place = given(await rooms.enter());
  const served = rooms.enter();
  const late = rooms.enter();
  await clock.pass(59);
  rooms.exit(place);
  given(await served);
  expect(clock.liveTimers).toBe(1);
  await clock.pass(1);
  expect(await late).toMatchObject({ code: 'BULKHEAD_FULL' });
  expect(clock.liveTimers).toBe(0);
  expect(rooms.snapshot()).toMatchObject({ active: 1, queued: 0 });
});

test('50 hung payments do not take the places of 50 calls for users', async () => {
  const payment = pipeline({ name: 'payment', bulkhead: bulkhead({ limit: 30 }) });
  const user = pipeline({ name: 'user', bulkhead: bulkhead({ limit: 30 }) });
  for (let i = 0; i < 50; i++) void payment.outcome(hang);
  for (let i = 0; i < 50; i++) expect(await user.call(() => 'hello')).toBe('hello');
  expect(payment.health().bulkhead).toMatchObject({ active: 30, rejected: 20 });
});

test('a place is held until the work has really settled, also after a timeout', async () => {
  const clock = new FakeClock();
  const work = lever<void>();
  const limited = pipeline({ name: 'slow', timeoutMs: 100, bulkhead: bulkhead({ limit: 1 }), clock });
  const call = limited.outcome(() => work.promise);
  await clock.pass(100);
  expect(await call).toMatchObject({ error: { code: 'TIMEOUT' } });
  expect(await limited.outcome(() => 1)).toMatchObject({ error: { code: 'BULKHEAD_FULL', dependency: 'slow' } });
  work.reject(new Error('late'));
  await settled();
  expect(await limited.call(() => 1)).toBe(1);
});

test('a breaker that is closed again as soon as it opens sends nobody out of the queue, and lets nobody past it', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  breaker.onChange(({ to }) => to === 'OPEN' && breaker.reset());
  const rooms = queuedBulkhead({ limit: 1, clock });
  const review = pipeline({ name: 'review', bulkhead: rooms, breaker, clock });
  const work = lever<number>();
  const first = review.outcome(() => work.promise);
  const second = review.outcome(() => 2);
  breaker.isolate();
  await settled();
  expect(rooms.snapshot()).toMatchObject({ active: 1, queued: 1 });
  work.resolve(1);
  expect(await Promise.all([first, second])).toEqual([
    { ok: true, value: 1 },
    { ok: true, value: 2 },
  ]);
});

test('a breaker that opens ends no pause of who once waited in the queue: the next attempt may find it half open', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ openMs: 50, clock });
  const retry = { attempts: 2, delay: { kind: 'constant' as const, ms: 100 }, jitter: 'none' as const };
  const review = pipeline({ name: 'review', retry, bulkhead: queuedBulkhead({ limit: 1, clock }), breaker, clock });
  const work = lever<number>();
  void review.outcome(() => work.promise);
  const waited = review.outcome(({ attempt }) =>
    attempt === 1 ? Promise.reject(Object.assign(new Error('busy'), { status: 503 })) : 'second',
  );
  work.resolve(1);
  await settled();
  fail(breaker, 4);
  expect(breaker.state).toBe('OPEN');
  await clock.pass(100);
  expect(await waited).toEqual({ ok: true, value: 'second' });
});

test.each([
  ['limit', 0],
  ['queue', -1],
  ['maxWaitMs', 0],
])('%s = %s stops the construction with its name', (name, value) => {
  expect(() => queuedBulkhead({ [name]: value })).toThrow(RangeError);
  expect(() => queuedBulkhead({ [name]: value })).toThrow(name);
});
