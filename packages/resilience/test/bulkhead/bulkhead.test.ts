import { expect, test } from 'vitest';
import { BulkheadFullError, bulkhead, pipeline, queuedBulkhead } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { given, hang, lever } from '../work.ts';

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

test('an abort frees the place in the queue at once', async () => {
  const rooms = queuedBulkhead({ limit: 1, queue: 1 });
  given(await rooms.enter());
  const leaving = new AbortController();
  const left = rooms.enter({ signal: leaving.signal });
  leaving.abort();
  expect(rooms.snapshot().queued).toBe(0);
  expect(await left).toMatchObject({ code: 'CANCELLED' });
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

test.each([
  ['limit', 0],
  ['queue', -1],
  ['maxWaitMs', 0],
])('%s = %s stops the construction with its name', (name, value) => {
  expect(() => queuedBulkhead({ [name]: value })).toThrow(RangeError);
  expect(() => queuedBulkhead({ [name]: value })).toThrow(name);
});
