// How a call ends when it is ended from outside: by its limits, by its caller, by whoever listens, and by two of them at once.
import { expect, test } from 'vitest';
import {
  type CallContext,
  circuitBreaker,
  deadline,
  EventStream,
  pipeline,
  queuedBulkhead,
  type ResilienceEvent,
  retry,
  TimeoutError,
  timeout,
} from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { fail, hang, lever } from '../work.ts';

const policy = { attempts: 2, delay: { kind: 'constant' as const, ms: 10 }, jitter: 'none' as const };
const busy = () => Promise.reject(Object.assign(new Error('busy'), { status: 503 }));
const everythingFails = () => ({ result: 'failure' as const, retry: true });

/** A queue whose only place is taken, until `free` is called. */
function takenPlace(clock: FakeClock) {
  const rooms = queuedBulkhead({ limit: 1, clock });
  const work = lever<void>();
  void pipeline({ name: 'other', bulkhead: rooms, clock }).outcome(() => work.promise);
  return { rooms, free: work.resolve };
}

test('who comes without time, by a deadline or by a signal, is told that nothing was begun', async () => {
  const review = pipeline({ name: 'review', clock: new FakeClock() });
  const late = { ok: false, error: { code: 'DEADLINE', begun: false } };
  expect(await review.outcome(hang, { deadlineMs: 0 })).toMatchObject(late);
  expect(await review.outcome(hang, { signal: AbortSignal.abort(new TimeoutError(5)) })).toMatchObject(late);
});

test('a caller whom a listener of the breaker sends away begins nothing', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 50, clock });
  const leaving = new AbortController();
  fail(breaker, 1);
  await clock.pass(50);
  breaker.onChange(({ to }) => to === 'HALF_OPEN' && leaving.abort());
  let begun = 0;
  const call = pipeline({ name: 'review', breaker, clock }).outcome(() => ++begun, { signal: leaving.signal });
  expect(await call).toMatchObject({ error: { code: 'CANCELLED' } });
  expect(begun).toBe(0);
  expect(await pipeline({ name: 'review', breaker, clock }).outcome(() => ++begun)).toMatchObject({ ok: true });
});

test('a caller who leaves on hearing of a retry does not wait for its pause', async () => {
  const clock = new FakeClock();
  const leaving = new AbortController();
  const review = pipeline({ name: 'review', retry: policy, onRetry: () => leaving.abort(), clock });
  expect(await review.outcome(busy, { signal: leaving.signal })).toMatchObject({ ok: false });
  expect(clock.liveTimers).toBe(0);
});

test('a deadline that passes while a second attempt waits in the queue is told as one, with the failure of the first', async () => {
  const clock = new FakeClock();
  const rooms = queuedBulkhead({ limit: 1, clock });
  const first = lever<never>();
  const call = pipeline({ name: 'review', layers: [deadline(50), retry(policy), rooms], clock }).outcome(
    () => first.promise,
  );
  void pipeline({ name: 'other', bulkhead: rooms, clock }).outcome(hang); // Takes the place during the pause.
  first.reject(Object.assign(new Error('busy'), { status: 503 }));
  await clock.pass(50);
  expect(await call).toMatchObject({ error: { code: 'DEADLINE', begun: false, cause: { status: 503 } } });
  expect(rooms.snapshot()).toMatchObject({ active: 1, queued: 0 });
});

test('work that did not begin says nothing of the dependency, whatever errors are said to mean', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, clock });
  const { rooms } = takenPlace(clock);
  const layers = [breaker, deadline(50), rooms];
  const waiting = pipeline({ name: 'review', layers, classify: everythingFails, clock }).outcome(hang);
  await clock.pass(50);
  expect(await waiting).toMatchObject({ error: { code: 'DEADLINE', begun: false } });
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failed: 0 });
});

test('work whose caller has left has no time left', async () => {
  const clock = new FakeClock();
  const leaving = new AbortController();
  const seen: CallContext[] = [];
  const work = (context: CallContext) => {
    seen.push(context);
    return hang();
  };
  const call = pipeline({ name: 'review', timeoutMs: 100, clock }).outcome(work, { signal: leaving.signal });
  expect(seen[0]?.remainingMs).toBe(100);
  leaving.abort();
  await call;
  expect(seen[0]?.remainingMs).toBe(0);
});

test('a call that is ended twice at once is told as ended once, by the first', async () => {
  for (const layers of [[timeout(50)], [timeout(50), 'a queue' as const]]) {
    const clock = new FakeClock();
    const { rooms } = takenPlace(clock);
    const events = new EventStream();
    const told: ResilienceEvent[] = [];
    const leaving = new AbortController();
    events.on((event) => told.push(event));
    events.on(({ type }) => type === 'timeout' && leaving.abort(new TimeoutError(1)));
    const list = layers.map((layer) => (typeof layer === 'string' ? rooms : layer));
    const call = pipeline({ name: 'review', layers: list, events, clock }).outcome(hang, { signal: leaving.signal });
    await clock.pass(50);
    expect(await call).toMatchObject({ error: { code: 'TIMEOUT' } });
    expect(told.map(({ type }) => type)).toEqual(['timeout', 'call']);
  }
});

test('who gets a place in the very moment in which its time is over begins nothing, and troubles no breaker', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  const { rooms, free } = takenPlace(clock);
  let begun = 0;
  const review = pipeline({ name: 'review', deadlineMs: 50, bulkhead: rooms, breaker, clock });
  const call = review.outcome(() => ++begun);
  clock.jump(50); // The event loop was busy: timers are late.
  free();
  await settled();
  expect(await call).toMatchObject({ error: { code: 'DEADLINE', begun: false } });
  expect([begun, breaker.snapshot().total, rooms.snapshot().active]).toEqual([0, 0, 0]);
});
