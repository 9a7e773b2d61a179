// The order of a pipeline is a list, and every layer may be left out.
import { expect, test } from 'vitest';
import {
  bulkhead,
  circuitBreaker,
  type Delay,
  deadline,
  type Jitter,
  type LayerSource,
  pipeline,
  queuedBulkhead,
  retry,
  timeout,
} from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { boom, hang } from '../work.ts';

const policy = { attempts: 3, delay: { kind: 'constant' as const, ms: 10 }, jitter: 'none' as const };
const unavailable = () => Promise.reject(Object.assign(new Error('busy'), { status: 503 }));

test('the classic order counts one failure for three attempts, and holds a place meanwhile; ours counts each, and holds none', async () => {
  for (const [order, failures, held] of [
    [(breaker: LayerSource, rooms: LayerSource) => [rooms, breaker, retry(policy), timeout(100)], 1, 1],
    [(breaker: LayerSource, rooms: LayerSource) => [retry(policy), rooms, breaker, timeout(100)], 3, 0],
  ] as const) {
    const clock = new FakeClock();
    const breaker = circuitBreaker({ clock });
    const rooms = bulkhead();
    const payment = pipeline({ name: 'payment', layers: order(breaker, rooms), clock });
    const call = payment.outcome(unavailable);
    await clock.pass(5);
    expect(rooms.snapshot().active).toBe(held);
    await clock.pass(100);
    expect(await call).toMatchObject({ error: { status: 503 } });
    expect(breaker.snapshot().failed).toBe(failures);
  }
});

test('a timeout outside of the retries is one for all of them', async () => {
  const clock = new FakeClock();
  const call = pipeline({ name: 'x', layers: [timeout(25), retry(policy)], clock }).outcome(({ attempt }) =>
    attempt < 3 ? unavailable() : hang(),
  );
  await clock.pass(25);
  expect(await call).toMatchObject({ error: { code: 'TIMEOUT', message: 'no answer within 25 ms' } });
});

test('of two limits the nearer one ends the call, and only a timeout inside of the retries is tried again', async () => {
  const clock = new FakeClock();
  const times: number[] = [];
  const layers = [deadline(100), retry({ ...policy, attempts: 9 }), timeout(60), timeout(30)];
  const call = pipeline({ name: 'x', layers, clock }).outcome(({ remainingMs }) => {
    times.push(remainingMs);
    return hang();
  });
  await clock.pass(100);
  expect(await call).toMatchObject({ error: { code: 'DEADLINE', cause: { code: 'TIMEOUT' } } });
  expect(times).toEqual([30, 30, 20]);
  expect(clock.liveTimers).toBe(0);
});

test('every layer stands alone', async () => {
  const clock = new FakeClock();
  const alone = (layer: LayerSource) => pipeline({ name: 'x', layers: [layer], clock });
  for (const layer of [
    deadline(10),
    timeout(10),
    retry(policy),
    bulkhead(),
    queuedBulkhead(),
    circuitBreaker({ clock }),
  ])
    expect(await alone(layer).call(() => 'answer')).toBe('answer');
  expect(await pipeline({ name: 'x', layers: [] }).call(() => 'answer')).toBe('answer');
  await expect(alone(bulkhead()).call(boom)).rejects.toThrow('boom');
});

test('what would do nothing, or twice, is refused with its name', () => {
  expect(() => pipeline({ name: 'x', layers: [], timeoutMs: 5 })).toThrow(
    'layers: what stands in the list cannot be given as an option, too',
  );
  for (const [kind, layers] of [
    ['breaker', [circuitBreaker(), circuitBreaker()]],
    ['bulkhead', [bulkhead(), bulkhead()]],
    ['bulkhead', [queuedBulkhead(), queuedBulkhead()]],
    ['retry', [retry(policy), retry(policy)]],
  ] as const)
    expect(() => pipeline({ name: 'x', layers })).toThrow(`layers: one ${kind} is enough`);
  expect(() => pipeline({ name: 'x', layers: [deadline(9), deadline(8), timeout(6), timeout(5)] })).not.toThrow();
  expect(() => timeout(0)).toThrow('timeoutMs');
  expect(() => deadline(Number.NaN)).toThrow('deadlineMs');
});

const pausing = (delay: Delay, jitter: Jitter = 'none') => retry({ attempts: 2, delay, jitter });
const waiting = queuedBulkhead({ maxWaitMs: 50 });

test.each<[string, string, LayerSource[]]>([
  ['timeoutMs', 'deadlineMs', [deadline(50), timeout(50)]],
  ['timeoutMs', 'timeoutMs', [timeout(50), retry(policy), timeout(51)]],
  ['deadlineMs', 'timeoutMs', [timeout(50), deadline(60)]],
  ['timeoutMs', 'deadlineMs', [deadline(50), deadline(40), timeout(45)]],
  ['maxWaitMs', 'deadlineMs', [deadline(50), waiting]],
  ['maxWaitMs', 'timeoutMs', [deadline(100), timeout(40), waiting]],
  ['retry.delay', 'deadlineMs', [deadline(50), pausing({ kind: 'constant', ms: 50 })]],
  ['retry.delay', 'deadlineMs', [deadline(75), pausing({ kind: 'constant', ms: 100 }, 'quarter')]],
  ['retry.delay', 'deadlineMs', [deadline(50), pausing({ kind: 'exponential', baseMs: 50, capMs: 90 })]],
  ['retry.delay', 'timeoutMs', [timeout(50), pausing({ kind: 'constant', ms: 60 }), timeout(5)]],
])('%s does nothing where %s, further out, is over before, and is refused', (idle, limit, layers) => {
  const made = () => pipeline({ name: 'x', layers });
  expect(made).toThrow(RangeError);
  expect(made).toThrow(`${idle} does nothing: ${limit} is over before`);
});

test.each<[string, LayerSource[]]>([
  ['a wait, a pause or a timeout that is shorter', [deadline(51), pausing({ kind: 'constant', ms: 50 }), waiting]],
  ['a pause that chance may shorten', [deadline(76), pausing({ kind: 'constant', ms: 100 }, 'quarter')]],
  ['a pause that chance may shorten to nothing', [deadline(5), pausing({ kind: 'constant', ms: 100 }, 'full')]],
  ['a pause whose first is short enough', [deadline(50), pausing({ kind: 'exponential', baseMs: 49, capMs: 900 })]],
  ['a pause that only a function knows', [deadline(5), pausing(() => 1_000)]],
  ['what stands further out than the limit', [waiting, pausing({ kind: 'constant', ms: 90 }), timeout(5)]],
  ['a wait without an end', [deadline(50), queuedBulkhead()]],
  ['limits without an end', [deadline(Number.POSITIVE_INFINITY), waiting, timeout(Number.POSITIVE_INFINITY)]],
])('%s is no contradiction', (_, layers) => {
  expect(() => pipeline({ name: 'x', layers })).not.toThrow();
});

test('options are compared as the list is that they make', () => {
  const delay = { kind: 'constant', ms: 60 } as const;
  const options = { name: 'x', deadlineMs: 60 };
  expect(() => pipeline({ ...options, bulkhead: queuedBulkhead({ maxWaitMs: 60 }) })).toThrow('maxWaitMs does nothing');
  expect(() => pipeline({ ...options, retry: { ...policy, delay } })).toThrow('retry.delay does nothing');
  expect(() => pipeline({ ...options, timeoutMs: 60 })).toThrow('timeoutMs does nothing');
  expect(() => pipeline({ name: 'x', timeoutMs: 60, bulkhead: waiting, retry: { ...policy, delay } })).not.toThrow();
});

test('calls that share a signal share one listener, all end when it is aborted, and nothing is left on it', async () => {
  const caller = new AbortController();
  let listening = 0;
  const { signal } = caller;
  const add = signal.addEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listening++;
    add(...args);
  };
  const clock = new FakeClock();
  const review = pipeline({ name: 'x', layers: [deadline(100), retry(policy), bulkhead({ limit: 3 })], clock });
  const calls = [hang, hang, hang, hang, unavailable].map((work) => review.outcome(work, { signal }));
  expect(listening).toBe(1);
  caller.abort();
  const ends = (await Promise.all(calls)).map((outcome) =>
    outcome.ok ? 'ok' : (outcome.error as { code: string }).code,
  );
  expect(ends).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED', 'BULKHEAD_FULL', 'BULKHEAD_FULL']);
  expect(clock.liveTimers).toBe(0);
});

test('a signal that is null is none', async () => {
  expect(await pipeline({ name: 'x' }).call(() => 1, { signal: null })).toBe(1);
});

test('what the work does with its own caller is heard, whenever it does it', async () => {
  const clock = new FakeClock();
  const caller = new AbortController();
  const rooms = queuedBulkhead({ limit: 1, clock });
  const review = pipeline({ name: 'x', layers: [rooms, circuitBreaker({ clock })], clock });
  const call = review.outcome(
    () => {
      caller.abort();
      return 1;
    },
    { signal: caller.signal },
  );
  expect(await call).toMatchObject({ error: { code: 'CANCELLED' } });
  await settled();
  expect(rooms.snapshot()).toMatchObject({ active: 0, queued: 0 });
});
