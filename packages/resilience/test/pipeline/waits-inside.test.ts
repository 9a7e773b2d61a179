// Orders in which something waits inside of the breaker, or asleep between two attempts while it opens: a probe keeps its place for as long
// as it may take, and nobody waits for nothing.
import { expect, test } from 'vitest';
import {
  bulkhead,
  CircuitOpenError,
  circuitBreaker,
  deadline,
  EventStream,
  pipeline,
  queuedBulkhead,
  type RetryPolicy,
  retry,
  retryBudget,
  timeout,
} from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';

const reset = () => Object.assign(new Error('connection reset'), { code: 'ECONNRESET' });
const pausing = (ms: number, more: Partial<RetryPolicy> = {}): RetryPolicy => ({
  attempts: 2,
  delay: { kind: 'constant', ms },
  jitter: 'none',
  ...more,
});
const events = new EventStream();

test('a probe that waits in a queue inside of the breaker keeps its place, within the deadline around it', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 40, successesToClose: 1, clock });
  const queue = queuedBulkhead({ limit: 1, clock });
  const layers = [deadline(3_000), breaker, queue, timeout(1_000)];
  const { outcome } = bound(pipeline({ name: 'shop', layers, clock, events }));
  await outcome(() => Promise.reject(reset()));
  const holder = queue.tryEnter();
  let begun = 0;
  const probes = [];
  for (let count = 0; count < 10; count++) {
    await clock.pass(45);
    probes.push(outcome(async () => ++begun));
  }
  expect(queue.snapshot().queued).toBe(1);
  if (holder && 'left' in holder) queue.exit(holder);
  await Promise.all(probes);
  expect([begun, breaker.state]).toEqual([1, 'CLOSED']);
});

test('so does one without a deadline, for as long as it may wait', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 40, clock });
  const queue = queuedBulkhead({ limit: 1, maxWaitMs: 500, clock });
  const { outcome } = bound(pipeline({ name: 'shop', layers: [breaker, queue, timeout(1_000)], clock, events }));
  await outcome(() => Promise.reject(reset()));
  queue.tryEnter();
  await clock.pass(45);
  void outcome(async () => 1);
  await clock.pass(100);
  void outcome(async () => 2);
  await settled();
  expect(queue.snapshot().queued).toBe(1);
  await clock.pass(400);
  void outcome(async () => 3);
  await settled();
  expect(queue.snapshot().queued).toBe(1); // The first has left.
});

test('a probe that sleeps between two attempts inside of the breaker keeps its place', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 50, successesToClose: 1, clock });
  const layers = [bulkhead(), breaker, retry(pausing(120)), timeout(1_000)];
  const { outcome } = bound(pipeline({ name: 'shop', layers, clock, events }));
  await outcome(() => Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTHING' })));
  await clock.pass(50);
  let asked = 0;
  const probe = outcome(async () => {
    if (++asked === 1) throw reset();
    return 'well';
  });
  await clock.pass(60); // Longer than the breaker is open.
  expect(await outcome(async () => 'another')).toMatchObject({ error: expect.any(CircuitOpenError) });
  await clock.pass(60);
  expect(await probe).toEqual({ ok: true, value: 'well' });
  expect(breaker.state).toBe('CLOSED');
});

test('whoever sleeps between two attempts when the breaker opens hears of the failure at once', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 2, openMs: 60_000, clock });
  const told: string[] = [];
  const stream = new EventStream();
  stream.on(({ type }) => told.push(type));
  const policy = pausing(200);
  const { outcome } = bound(pipeline({ name: 'shop', breaker, retry: policy, clock, events: stream }));
  const failure = reset();
  const sleeper = outcome(() => Promise.reject(failure));
  await clock.pass(20);
  const other = await outcome(() => Promise.reject(reset()));
  expect(other.ok).toBe(false);
  expect(await sleeper).toEqual({ ok: false, error: failure }); // No time has passed.
  expect(told.filter((type) => type === 'rejection')).toHaveLength(1);
  expect(clock.liveTimers).toBe(0);
});

test('whoever would be awake when a probe may go sleeps on', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 2, openMs: 50, clock });
  const { outcome } = bound(pipeline({ name: 'shop', breaker, retry: pausing(200), clock, events }));
  let asked = 0;
  const sleeper = outcome(async () => {
    if (++asked === 1) throw reset();
    return 'well';
  });
  await clock.pass(20);
  void outcome(() => Promise.reject(reset()));
  await clock.pass(200);
  expect(await sleeper).toEqual({ ok: true, value: 'well' });
});

test('what a second attempt fails with is told, also when it says nothing of the dependency', async () => {
  const clock = new FakeClock();
  const { outcome } = bound(pipeline({ name: 'shop', retry: pausing(10), clock, events }));
  const mistake = Object.assign(new TypeError('a line break in a header'), { code: 'ERR_INVALID_CHAR' });
  let asked = 0;
  const call = outcome(() => Promise.reject(++asked === 1 ? reset() : mistake));
  await clock.pass(10);
  expect(await call).toEqual({ ok: false, error: mistake });
});

test('a timeout around all attempts tells what they had failed with', async () => {
  const clock = new FakeClock();
  const layers = [timeout(60), retry(pausing(10))];
  const { outcome } = bound(pipeline({ name: 'shop', layers, clock, events }));
  const failure = reset();
  let asked = 0;
  const call = outcome(() => (++asked === 1 ? Promise.reject(failure) : new Promise(() => undefined)));
  await clock.pass(10);
  await clock.pass(50);
  expect(await call).toMatchObject({ error: { code: 'TIMEOUT', cause: failure } });
});

test('in the order in which the breaker is further out, a call is as slow as all its attempts and pauses', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ slowCallMs: 100, minimumCalls: 1, clock });
  const layers = [breaker, retry(pausing(150)), timeout(1_000)];
  const { outcome } = bound(pipeline({ name: 'shop', layers, clock, events }));
  let asked = 0;
  const call = outcome(async () => {
    if (++asked === 1) throw reset();
    return 'well';
  });
  await clock.pass(150);
  await call;
  expect(breaker.snapshot()).toMatchObject({ latencies: [150], state: 'OPEN' });
});

test('calls that were turned away earn nobody a retry', async () => {
  const clock = new FakeClock();
  const budget = retryBudget({ ratio: 0.2, floorPerSecond: 0, clock });
  const breaker = circuitBreaker({ failures: 1, clock });
  const { outcome } = bound(pipeline({ name: 'shop', breaker, retry: pausing(10, { budget }), clock, events }));
  await outcome(() => Promise.reject(reset()));
  for (let count = 0; count < 100; count++) await outcome(async () => 1);
  expect(budget.snapshot().allowed).toBe(0.2);
});

test('a breaker without a name tells each of its dependencies of itself', async () => {
  const breaker = circuitBreaker({ failures: 1 });
  const of = (name: string) => bound(pipeline({ name, breaker, events })).outcome;
  const [first, second] = [of('product'), of('review')];
  await first(() => Promise.reject(reset()));
  for (const [outcome, dependency] of [
    [first, 'product'],
    [second, 'review'],
    [first, 'product'],
  ] as const)
    expect(await outcome(async () => 1)).toMatchObject({
      error: { code: 'CIRCUIT_OPEN', dependency, cause: { code: 'ECONNRESET' }, retryAfterMs: expect.any(Number) },
    });
});

test('one error serves all who are turned away in one state, also of a breaker without a name', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 20, clock });
  const { outcome } = bound(pipeline({ name: 'shop', breaker, clock, events }));
  await outcome(() => Promise.reject(reset()));
  const turnedAway = async () => {
    const { error } = (await outcome(async () => 1)) as { error: CircuitOpenError };
    return error;
  };
  const first = await turnedAway();
  expect(await turnedAway()).toBe(first);
  await clock.pass(20);
  const again = new Error('still down');
  await outcome(() => Promise.reject(again));
  expect(await turnedAway()).not.toBe(first);
  expect(await turnedAway()).toMatchObject({ cause: again, dependency: 'shop' });
});

test('an operator’s hand makes no more probes than there may be', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 20, clock });
  const { outcome } = bound(pipeline({ name: 'shop', breaker, timeoutMs: 5_000, clock, events }));
  await outcome(() => Promise.reject(reset()));
  await clock.pass(20);
  let running = 0;
  const finish: (() => void)[] = [];
  for (let count = 0; count < 10; count++) {
    void outcome(() => {
      running++;
      return new Promise<void>((done) => finish.push(done));
    });
    breaker.isolate();
    breaker.release();
  }
  expect(running).toBe(1);
  for (const done of finish) done();
  await settled();
  // Its place is free, and it says nothing: it is from before the hand.
  expect(breaker.state).toBe('HALF_OPEN');
  void outcome(async () => running++);
  expect(running).toBe(2);
});

function bound(shop: ReturnType<typeof pipeline>) {
  return { outcome: shop.outcome.bind(shop) as typeof shop.outcome };
}
