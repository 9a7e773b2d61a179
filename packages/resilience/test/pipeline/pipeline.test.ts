import { expect, test } from 'vitest';
import {
  bulkhead,
  CircuitOpenError,
  circuitBreaker,
  pipeline,
  queuedBulkhead,
  retryBudget,
  TimeoutError,
} from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { warningAbout } from '../warnings.ts';
import { boom, hang, lever } from '../work.ts';

const retry = { attempts: 3, delay: { kind: 'constant' as const, ms: 10 }, jitter: 'none' as const };
const answered = (status: number) => () => Promise.reject(Object.assign(new Error(`answered ${status}`), { status }));

test('with no layer at all it just makes the call', async () => {
  expect(await pipeline({ name: 'bare' }).call(async ({ attempt, remainingMs }) => [attempt, remainingMs])).toEqual([
    1,
    Number.POSITIVE_INFINITY,
  ]);
  await expect(pipeline({ name: 'bare' }).call(boom)).rejects.toThrow('boom');
});

test('the breaker counts every attempt, and when it opens the caller hears at once of the failure that opened it', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 2, clock });
  let asked = 0;
  const call = pipeline({ name: 'product', breaker, retry: { ...retry, attempts: 5 }, clock }).outcome(() => {
    asked++;
    return answered(503)();
  });
  await clock.pass(10); // One pause: none is begun once it is open.
  expect(await call).toMatchObject({ error: { message: 'answered 503' } });
  expect([asked, clock.liveTimers]).toEqual([2, 0]);
});

test('nobody holds a place of the bulkhead while pausing between two attempts', async () => {
  const clock = new FakeClock();
  const limited = pipeline({ name: 'product', bulkhead: bulkhead({ limit: 1 }), retry, clock });
  const pausing = limited.outcome(answered(503));
  await settled();
  expect(limited.health().bulkhead?.active).toBe(0);
  await clock.pass(20);
  await pausing;
});

test('a timeout counts against the dependency at once, while the work still hangs', async () => {
  const clock = new FakeClock();
  const hanging = pipeline({ name: 'review', timeoutMs: 50, breaker: circuitBreaker({ clock }), clock });
  const call = hanging.outcome(hang);
  await clock.pass(50);
  expect(await call).toMatchObject({ error: { code: 'TIMEOUT', dependency: 'review' } });
  expect(hanging.health().breaker).toMatchObject({ failed: 1, failuresInWindow: 1 });
});

test('a hung dependency opens the breaker even if the deadline is the only limit', async () => {
  const clock = new FakeClock();
  const hanging = pipeline({ name: 'review', deadlineMs: 50, breaker: circuitBreaker({ clock }), clock });
  for (let i = 0; i < 5; i++) {
    const call = hanging.outcome(hang);
    await clock.pass(50);
    expect(await call).toMatchObject({ error: { code: 'DEADLINE' } });
  }
  expect(hanging.health().breaker?.state).toBe('OPEN');
});

test('a hung dependency opens the breaker even if the limit is one of an outer pipeline', async () => {
  const clock = new FakeClock();
  const inner = pipeline({ name: 'review', breaker: circuitBreaker({ clock }), clock });
  const outer = pipeline({ name: 'page', timeoutMs: 50, clock });
  for (let i = 0; i < 5; i++) {
    const call = outer.outcome(({ signal }) => inner.call(hang, { signal }));
    await clock.pass(50);
    await call;
  }
  expect(inner.health().breaker?.state).toBe('OPEN');
});

test('a caller without time, or one who has left already, costs the dependency nothing', async () => {
  const breaker = circuitBreaker();
  const review = pipeline({ name: 'review', breaker });
  for (const deadlineMs of [0, -1, Number.NaN])
    expect(await review.outcome(boom, { deadlineMs })).toMatchObject({ error: { code: 'DEADLINE' } });
  expect(await review.outcome(boom, { signal: AbortSignal.abort() })).toMatchObject({ error: { code: 'CANCELLED' } });
  expect(breaker.snapshot().total).toBe(0);
});

test('a caller can only shorten the deadline', async () => {
  const clock = new FakeClock();
  const review = pipeline({ name: 'review', deadlineMs: 100, clock });
  expect(await review.call(({ remainingMs }) => remainingMs, { deadlineMs: 40 })).toBe(40);
  expect(await review.call(({ remainingMs }) => remainingMs, { deadlineMs: 400 })).toBe(100);
});

test('a caller without a deadline, or with an endless one, has no timer', async () => {
  const clock = new FakeClock();
  for (const deadlineMs of [undefined, Number.POSITIVE_INFINITY]) {
    void pipeline({ name: 'review', clock }).outcome(hang, { deadlineMs });
    expect(clock.liveTimers).toBe(0);
  }
});

test('a caller whose time is over in a second attempt hears what the first has failed with', async () => {
  const clock = new FakeClock();
  const caller = new AbortController();
  const call = pipeline({ name: 'review', retry, clock }).outcome(
    ({ attempt }) => (attempt === 1 ? answered(503)() : hang()),
    { signal: caller.signal },
  );
  await clock.pass(10);
  caller.abort(new TimeoutError(20));
  expect(await call).toMatchObject({ error: { code: 'DEADLINE', begun: true, cause: { status: 503 } } });
});

test('an attempt sees what is nearer, its timeout or the deadline', async () => {
  const clock = new FakeClock();
  const review = pipeline({ name: 'review', deadlineMs: 100, timeoutMs: 60, retry, clock });
  const seen: number[] = [];
  const call = review.outcome(({ remainingMs }) => {
    seen.push(remainingMs);
    return hang();
  });
  await clock.pass(100);
  expect(await call).toMatchObject({ error: { code: 'DEADLINE' } });
  expect(seen).toEqual([60, 30]);
});

test('cancelled calls and a full bulkhead say nothing of the dependency, and a 404 is an answer of it', async () => {
  const breaker = circuitBreaker({ failures: 1 });
  const review = pipeline({ name: 'review', breaker, bulkhead: bulkhead({ limit: 1 }), retry });
  await review.outcome(answered(404));
  const leaving = new AbortController();
  const cancelled = review.outcome(hang, { signal: leaving.signal });
  expect(await review.outcome(() => 1)).toMatchObject({ error: { code: 'BULKHEAD_FULL' } });
  leaving.abort();
  expect(await cancelled).toMatchObject({ error: { code: 'CANCELLED' } });
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failed: 0, successful: 1 });
});

test('an abort ends a pause between two attempts at once', async () => {
  const clock = new FakeClock();
  const leaving = new AbortController();
  let asked = 0;
  const call = pipeline({ name: 'review', retry, clock }).outcome(
    () => {
      asked++;
      return answered(503)();
    },
    { signal: leaving.signal },
  );
  await settled();
  leaving.abort();
  expect(await call).toMatchObject({ error: { code: 'CANCELLED' } });
  expect([asked, clock.liveTimers]).toEqual([1, 0]);
});

test('a caller who leaves just before a pause does not wait for it', async () => {
  const clock = new FakeClock();
  const leaving = new AbortController();
  const classify = () => {
    leaving.abort();
    return { result: 'failure' as const, retry: true };
  };
  const call = pipeline({ name: 'review', retry, classify, clock }).outcome(boom, { signal: leaving.signal });
  expect(await call).toMatchObject({ error: { message: 'boom' } });
  expect(clock.liveTimers).toBe(0);
});

test('whoever waits in the queue longer than the deadline is turned away in time', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, clock });
  const one = queuedBulkhead({ limit: 1, queue: 5, clock });
  const search = pipeline({ name: 'search', deadlineMs: 100, bulkhead: one, breaker, clock });
  void pipeline({ name: 'other', bulkhead: one, clock }).outcome(hang);
  const call = search.outcome(() => 1);
  await clock.pass(100);
  expect(await call).toMatchObject({ error: { code: 'DEADLINE', begun: false, dependency: 'search' } });
  expect(one.snapshot().queued).toBe(0);
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failed: 0 });
});

test('a call ended by the caller leaves no listener on a signal that lives long', async () => {
  const signal = new AbortController().signal;
  let listening = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listening++;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listening--;
    remove(...args);
  };
  const review = pipeline({ name: 'review', timeoutMs: 1_000, retry: { ...retry, attempts: 2 } });
  for (let i = 0; i < 3; i++) await review.outcome(i === 1 ? answered(503) : () => 1, { signal });
  expect(listening).toBe(0);
});

test('a fallback answers for a failure, and knows it; a caller who has left gets none', async () => {
  const review = pipeline({ name: 'review' });
  expect(await review.callWithFallback(boom, (error) => (error as Error).message)).toBe('boom');
  expect(await review.callWithFallback(() => 1, boom)).toBe(1);
  const left = review.callWithFallback(hang, () => 'nobody reads this', { signal: AbortSignal.abort() });
  await expect(left).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('a classification that throws counts as a failure and is shown as a warning', async () => {
  const warned = warningAbout('classified');
  const breaker = circuitBreaker({ failures: 1 });
  expect(await pipeline({ name: 'classified', breaker, classify: boom }).outcome(answered(404))).toMatchObject({
    error: { status: 404 },
  });
  expect(breaker.state).toBe('OPEN');
  expect(await warned).toBe('classify of classified failed: boom');
});

test('a judge that throws leaves the answer a success and is shown as a warning', async () => {
  const warned = warningAbout('judged');
  const breaker = circuitBreaker({ failures: 1 });
  expect(await pipeline({ name: 'judged', breaker, judge: boom }).call(() => 'answer')).toBe('answer');
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', successful: 1 });
  expect(await warned).toBe('judge of judged failed: boom');
});

test('the classic order can be composed: the breaker counts one failure for three attempts', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  const inner = pipeline({ name: 'payment', retry, timeoutMs: 5_000, clock });
  const outer = pipeline({ name: 'payment', bulkhead: bulkhead({ limit: 30 }), breaker, clock });
  let asked = 0;
  const call = outer.outcome(({ signal }) =>
    inner.call(
      () => {
        asked++;
        return answered(503)();
      },
      { signal },
    ),
  );
  await clock.pass(1_000);
  await call;
  expect([asked, breaker.snapshot().failed]).toEqual([3, 1]);
});

test('health shows breaker, bulkhead and budget, and null for what is not there', () => {
  expect(pipeline({ name: 'review' }).health()).toEqual({
    name: 'review',
    breaker: null,
    bulkhead: null,
    retryBudget: null,
  });
  const [breaker, rooms, budget] = [
    circuitBreaker(),
    queuedBulkhead({ limit: 3, queue: 7 }),
    retryBudget({ ratio: 0 }),
  ];
  const whole = pipeline({ name: 'review', breaker, bulkhead: rooms, retry: { ...retry, budget } });
  expect(whole.health()).toMatchObject({
    name: 'review',
    breaker: { state: 'CLOSED' },
    bulkhead: { limit: 3, queueLimit: 7 },
    retryBudget: { allowed: 10, spent: 0 },
  });
  expect(whole.breaker).toBe(breaker);
  const bare = pipeline({ name: 'review', bulkhead: bulkhead({ limit: 4 }), retry });
  expect(bare.health()).toMatchObject({ breaker: null, bulkhead: { limit: 4, queueLimit: 0 }, retryBudget: null });
  expect(bare.breaker).toBeUndefined();
});

test('its errors carry no stack, so that turning away is cheap under fire', () => {
  for (const error of [new TimeoutError(5), new CircuitOpenError()])
    expect(error.stack).toBe(`${error.name}: ${error.message}`);
});

test('a work that is released late gives its place back once', async () => {
  const clock = new FakeClock();
  const work = lever<void>();
  const one = pipeline({ name: 'one', timeoutMs: 10, bulkhead: bulkhead({ limit: 2 }), clock });
  const call = one.outcome(() => work.promise);
  await clock.pass(10);
  await call;
  work.resolve();
  await settled();
  expect(one.health().bulkhead?.active).toBe(0);
});

test.each([
  ['deadlineMs', -1],
  ['timeoutMs', Number.NaN],
])('%s = %s stops the construction with its name', (name, value) => {
  expect(() => pipeline({ name: 'review', [name]: value })).toThrow(name);
});

test('what the work is told can be taken apart; a spread copy has its number and nothing else', async () => {
  const seen = await pipeline({ name: 'review', timeoutMs: 1_000 }).call((context) => {
    const { signal, remainingMs, attempt } = context;
    return { signal, remainingMs, attempt, copy: { ...context } };
  });
  expect(seen).toMatchObject({ attempt: 1, copy: { attempt: 1 } });
  expect(seen.signal).toBeInstanceOf(AbortSignal);
  expect(seen.remainingMs).toBeGreaterThan(0);
  expect(Object.keys(seen.copy)).toEqual(['attempt']);
});

test('a hook for retries without a retry would do nothing, and is refused', () => {
  expect(() => pipeline({ name: 'review', onRetry: () => 1 })).toThrow('onRetry does nothing without a retry');
});

test.each([
  [{ timeoutMs: 300, deadlineMs: 300 }, 'timeoutMs does nothing'],
  [{ breaker: { failures: 5 } as never }, 'no layer'],
  [{ layers: [undefined as never] }, 'no layer'],
  [{ name: undefined as never }, 'name'],
])('%o is refused with words', (options, message) => {
  expect(() => pipeline({ name: 'review', ...options })).toThrow(message);
});

test('work that is none is a mistake of the caller, and the dependency hears nothing of it', async () => {
  const breaker = circuitBreaker({ failures: 1 });
  await expect(pipeline({ name: 'review', breaker }).call(undefined as never)).rejects.toThrow('must be a function');
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', total: 0 });
});

test('a budget over a window without end would be none, and is refused', () => {
  expect(() => retryBudget({ windowMs: Number.POSITIVE_INFINITY })).toThrow('windowMs');
});

test('a promise whose own `then` throws is a promise like any other, and its place comes back', async () => {
  const one = pipeline({ name: 'one', bulkhead: bulkhead({ limit: 1 }) });
  const throwing = Object.fromEntries([['then', boom]]);
  for (let call = 0; call < 2; call++)
    expect(await one.call(() => Object.assign(Promise.resolve(call), throwing))).toBe(call);
  expect(await one.outcome(() => throwing)).toMatchObject({ ok: false, error: { message: 'boom' } });
  expect(one.health().bulkhead?.active).toBe(0);
});
