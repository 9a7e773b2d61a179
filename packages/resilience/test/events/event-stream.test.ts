import { expect, test } from 'vitest';
import {
  bulkhead,
  type CallEvent,
  circuitBreaker,
  climbDown,
  EventStream,
  lastGood,
  type PipelineOptions,
  pipeline,
  queuedBulkhead,
  type ResilienceEvent,
  resilienceEvents,
} from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { boom, hang } from '../work.ts';

const constant = { kind: 'constant', ms: 50 } as const;

function heard() {
  const events = new EventStream();
  const told: ResilienceEvent[] = [];
  events.on((event) => told.push(event));
  const clock = new FakeClock();
  const review = (options: Partial<PipelineOptions> = {}) => pipeline({ name: 'review', clock, events, ...options });
  return { clock, events, told, types: () => told.map(({ type }) => type), review };
}

test('a call that succeeds is one event, with what it took', async () => {
  const { clock, told, review } = heard();
  const call = review().call(({ signal: _ }) => new Promise((resolve) => clock.setTimer(() => resolve('ok'), 40)));
  await clock.pass(40);
  await call;
  expect(told).toEqual([
    { type: 'call', name: 'review', outcome: 'success', error: undefined, attempts: 1, tookMs: 40, at: 1_040 },
  ]);
});

test('retry, opening, rejection: told in the order in which they happen, each with its cause', async () => {
  const { clock, told, types, review } = heard();
  const breaker = circuitBreaker({ failures: 2, openMs: 1_000, clock });
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const service = review({ breaker, retry: { attempts: 2, delay: constant, jitter: 'none' } });
  const first = service.outcome(() => Promise.reject(refused));
  await clock.pass(50);
  await first;
  await service.outcome(boom);
  expect(types()).toEqual(['retry', 'state', 'call', 'rejection', 'call']);
  expect(told).toMatchObject([
    { attempt: 1, delayMs: 50, error: refused, at: 1_000 },
    { name: 'review', from: 'CLOSED', to: 'OPEN', cause: '2 failures within 10000 ms', error: refused, at: 1_050 },
    { outcome: 'failure', error: refused, attempts: 2, tookMs: 50 },
    { reason: 'open', error: { code: 'CIRCUIT_OPEN', cause: refused } },
    { outcome: 'rejected', attempts: 0, tookMs: 0 },
  ]);
});

test('a second attempt that is turned away is a rejection, though its caller hears of the failure', async () => {
  const { clock, told, types, review } = heard();
  const breaker = circuitBreaker({ failures: 2, clock });
  const service = review({ breaker, retry: { attempts: 2, delay: constant, jitter: 'none' } });
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const call = service.outcome(() => Promise.reject(refused));
  await settled();
  breaker.isolate();
  await clock.pass(50);
  expect(await call).toEqual({ ok: false, error: refused });
  expect(types()).toEqual(['retry', 'state', 'rejection', 'call']);
  expect(told[2]).toMatchObject({ reason: 'isolated' });
  expect(told[3]).toMatchObject({ outcome: 'failure', attempts: 1 });
});

test('every limit that passes is told: one attempt, the whole call, the time of somebody who waits', async () => {
  const { clock, told, review } = heard();
  const outcomes = [
    review({ timeoutMs: 10 }).outcome(hang),
    review({ deadlineMs: 20 }).outcome(hang),
    review().outcome(hang, { deadlineMs: 30 }),
    review().outcome(hang, { deadlineMs: 0 }),
  ];
  const full = queuedBulkhead({ limit: 1, clock });
  full.enter();
  outcomes.push(review({ bulkhead: full, deadlineMs: 40 }).outcome(hang));
  await clock.pass(40);
  await Promise.all(outcomes);
  expect(told.filter(({ type }) => type === 'timeout')).toMatchObject([
    { limit: 'deadline', begun: false, at: 1_000 },
    { limit: 'timeout', begun: true, at: 1_010 },
    { limit: 'deadline', begun: true, at: 1_020 },
    { limit: 'deadline', begun: true, at: 1_030 },
    { limit: 'deadline', begun: false, at: 1_040 },
  ]);
  expect(told.flatMap((event) => (event.type === 'call' ? [event.outcome] : []))).toEqual(Array(5).fill('timeout'));
});

test('a caller who leaves is neither a timeout nor a failure', async () => {
  const { told, review } = heard();
  const leaving = new AbortController();
  const call = review().outcome(hang, { signal: leaving.signal });
  leaving.abort();
  await call;
  await review().outcome(hang, { signal: leaving.signal });
  expect(told).toMatchObject([
    { type: 'call', outcome: 'cancelled', attempts: 1 },
    { type: 'call', outcome: 'cancelled', attempts: 0 },
  ]);
});

test('a full bulkhead, at once and after a wait, says so', async () => {
  const { clock, told, review } = heard();
  const places = bulkhead({ limit: 1 });
  places.enter();
  await review({ bulkhead: places }).outcome(hang);
  const queue = queuedBulkhead({ limit: 1, queue: 1, maxWaitMs: 25, clock });
  queue.enter();
  const waits = review({ bulkhead: queue }).outcome(hang);
  await clock.pass(25);
  await waits;
  const full = { type: 'rejection', reason: 'full' };
  const rejected = { type: 'call', outcome: 'rejected', attempts: 0 };
  expect(told).toMatchObject([full, rejected, full, { ...rejected, tookMs: 25 }]);
});

test('an answer that is an error, and an error that says nothing, keep their verdict', async () => {
  const { told, review } = heard();
  await review().outcome(() => Promise.reject(Object.assign(new Error('gone'), { status: 404 })));
  await review().outcome(() => Promise.reject(Object.assign(new Error('left'), { name: 'AbortError' })));
  expect(told).toMatchObject([{ outcome: 'success' }, { outcome: 'ignored' }]);
});

test('what stands in is told: the fallback of a call, a lower rung, a copy with its tier', async () => {
  const { clock, events, told, review } = heard();
  await review().callWithFallback(boom, () => 'instead');
  await review()
    .callWithFallback(boom, boom)
    .catch(() => undefined);
  const copies = lastGood<string>({
    name: 'reviews',
    maxEntries: 9,
    loadDeadlineMs: 10,
    clock,
    events,
    wallClock: () => 0,
  });
  copies.keep('a', 'good');
  const rungs = [
    { name: 'live', budgetMs: 10, take: boom },
    { name: 'copy', budgetMs: 10, take: async () => (await copies.copy('a'))?.value },
  ];
  await climbDown(rungs, { deadlineMs: 20, name: 'section', clock, events });
  expect(told.filter(({ type }) => type !== 'call')).toMatchObject([
    { type: 'fallback', name: 'review', rung: 'fallback', error: { message: 'boom' } },
    { type: 'copy', name: 'reviews', tier: 'fresh', ageMs: 0 },
    { type: 'fallback', name: 'section', rung: 'copy', error: { message: 'boom' } },
  ]);
});

test('what a listener causes is told to everybody after what has caused it', () => {
  const { clock, events, types, told } = heard();
  const breaker = circuitBreaker({ name: 'review', failures: 1, clock });
  const order: string[] = [];
  events.on((event) => event.type === 'state' && event.to === 'OPEN' && breaker.reset());
  events.on((event) => event.type === 'state' && order.push(event.to));
  pipeline({ name: 'review', breaker, events });
  breaker.isolate();
  expect(order).toEqual(['OPEN', 'CLOSED']);
  expect(types()).toEqual(['state', 'state']);
  expect(told).toMatchObject([{ to: 'OPEN' }, { to: 'CLOSED' }]);
});

test('a listener that answers each event with another is stopped, and the next event is told again', () => {
  const events = new EventStream();
  const copy = { type: 'copy', name: 'x', tier: 'fresh', ageMs: 0, at: 0 } as const;
  let told = 0;
  const off = events.on(() => {
    told++;
    events.emit(copy);
  });
  events.emit(copy);
  expect(told).toBe(9);
  off();
  events.on(() => told++);
  events.emit(copy);
  expect(told).toBe(10);
});

test('however many calls end in one moment, each is told', async () => {
  const { events, told, review } = heard();
  const leaving = new AbortController();
  const breaker = circuitBreaker();
  const service = review({ breaker });
  events.on(({ type }) => {
    if (type === 'state') leaving.abort();
  });
  const calls = Array.from({ length: 5_000 }, () => service.outcome(hang, { signal: leaving.signal }));
  breaker.isolate();
  await Promise.all(calls);
  expect(told.filter(({ type }) => type === 'call')).toHaveLength(5_000);
});

test('what a listener of the breaker causes is told after the change that has caused it', async () => {
  const { types, review } = heard();
  const breaker = circuitBreaker({ failures: 1 });
  const service = review({ breaker });
  breaker.onChange(() => void service.outcome(hang));
  await service.outcome(boom);
  expect(types()).toEqual(['state', 'rejection', 'call', 'call']);
});

test.each([
  ['an object without a text', Object.create(null)],
  ['a symbol', Symbol('x')],
  ['nothing', undefined],
  [
    'an error whose message throws',
    Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw new Error('no message');
      },
    }),
  ],
])(
  'a listener, a hook and a judgement that throw %s change no outcome, and everybody goes on hearing',
  async (_, thrown) => {
    const { events, told, review } = heard();
    const broken = () => {
      throw thrown;
    };
    events.on(broken);
    for (const options of [{}, { onCall: broken }, { classify: broken }, { judge: broken }])
      expect(await review(options).outcome(() => 1)).toEqual({ ok: true, value: 1 });
    expect(await review({ classify: broken }).outcome(boom)).toMatchObject({ ok: false });
    expect(told).toHaveLength(5);
  },
);

test('somebody’s hand is not the dependency’s failure, and a closed breaker has forgotten it', async () => {
  const { told, review, clock } = heard();
  const breaker = circuitBreaker({ failures: 1, openMs: 10, successesToClose: 1, clock });
  const service = review({ breaker });
  await service.outcome(boom);
  await clock.pass(10);
  await service.outcome(() => 1);
  breaker.isolate();
  expect(await service.outcome(() => 1)).not.toHaveProperty('error.cause');
  const errors = told.flatMap((event) => (event.type === 'state' ? [[event.to, (event.error as Error)?.message]] : []));
  expect(errors).toEqual([
    ['OPEN', 'boom'],
    ['HALF_OPEN', 'boom'],
    ['CLOSED', undefined],
    ['OPEN', undefined],
  ]);
});

test('a call whose work was turned away by somebody else was not turned away itself', async () => {
  const { told, review } = heard();
  const closed = circuitBreaker();
  closed.isolate();
  const other = pipeline({ name: 'other', breaker: closed, events: new EventStream() });
  await review().outcome(() => other.call(hang));
  expect(told).toMatchObject([{ type: 'call', outcome: 'ignored', attempts: 1 }]);
});

test('a listener or a hook that throws changes no outcome', async () => {
  const { events, review } = heard();
  events.on(boom);
  const calls: CallEvent[] = [];
  const onCall = (event: CallEvent) => {
    calls.push(event);
    boom();
  };
  expect(await review({ onCall }).call(() => 42)).toBe(42);
  expect(calls).toMatchObject([{ name: 'review', outcome: 'success' }]);
});

test('a breaker that guards two pipelines tells of each change once', () => {
  const { told, review } = heard();
  const breaker = circuitBreaker();
  review({ breaker });
  review({ breaker });
  breaker.isolate();
  expect(told).toMatchObject([{ type: 'state', name: 'review', to: 'OPEN', cause: 'isolated by hand' }]);
});

test('without a stream of its own a pipeline tells that of the process', async () => {
  const told: ResilienceEvent[] = [];
  const off = resilienceEvents.on((event) => told.push(event));
  await pipeline({ name: 'anything' }).call(() => 1);
  off();
  await pipeline({ name: 'anything' }).call(() => 1);
  expect(told).toMatchObject([{ type: 'call', name: 'anything' }]);
});

test('health tells the window’s rates and the budget', async () => {
  const { clock, review } = heard();
  const breaker = circuitBreaker({ failureRatio: 0.9, slowCallMs: 100, minimumCalls: 10, clock });
  const service = review({ breaker });
  expect(service.health().breaker).toMatchObject({ callsInWindow: 0, failureRatio: null, slowRatio: null });
  for (const work of [() => 1, () => 1, boom, () => 1]) await service.outcome(work);
  expect(service.health().breaker).toMatchObject({ callsInWindow: 4, failureRatio: 0.25, slowRatio: 0 });
  expect(review({ breaker: circuitBreaker() }).health().breaker).toMatchObject({
    callsInWindow: null,
    slowRatio: null,
  });
});
