// What the types promise. Vitest runs these lines, but it is the compiler that checks them: a promise that is broken fails
// `pnpm --filter @evenkeel/resilience typecheck` (and `npm test`, which runs it), and so does an error that is expected and not there.
import { describe, expectTypeOf, test } from 'vitest';
import {
  type AgedCopy,
  bulkhead,
  type CallContext,
  type CallOptions,
  type CircuitBreaker,
  CircuitOpenError,
  circuitBreaker,
  climbDown,
  type Delay,
  deadline,
  type EventStream,
  type LayerSource,
  lastGood,
  type Outcome,
  type PipelineOptions,
  pipeline,
  queuedBulkhead,
  type ResilienceEvent,
  resilienceEvents,
  retry,
  type SecondLevel,
  timeout,
  type Verdict,
} from '../src/index.ts';

interface Review {
  readonly stars: number;
}
const ask = async (): Promise<Review[]> => [{ stars: 5 }];
const service = pipeline({ name: 'review' });

/** For what would throw, or wait, if it ran. */
const compiled = (_: () => unknown): void => undefined;

describe('a pipeline', () => {
  test('answers with what the work answers with, awaited', () => {
    expectTypeOf(service.call(ask)).toEqualTypeOf<Promise<Review[]>>();
    expectTypeOf(service.call(() => 1 as number)).toEqualTypeOf<Promise<number>>();
    expectTypeOf(service.call(() => undefined)).toEqualTypeOf<Promise<undefined>>();
  });

  test('tells the work its signal, its attempt and its time, to be read only', () => {
    compiled(() =>
      service.call((context) => {
        expectTypeOf(context).toEqualTypeOf<CallContext>();
        expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>();
        // @ts-expect-error
        context.attempt = 2;
      }),
    );
  });

  test('answers with the one or the other where there is a fallback', () => {
    expectTypeOf(service.callWithFallback(ask, () => null)).toEqualTypeOf<Promise<Review[] | null>>();
    expectTypeOf(service.callWithFallback(ask, async () => 'none' as const)).toEqualTypeOf<
      Promise<Review[] | 'none'>
    >();
    expectTypeOf(service.callWithFallback(ask, () => [])).toEqualTypeOf<Promise<Review[] | never[]>>();
    compiled(() =>
      service.callWithFallback(ask, (error) => {
        expectTypeOf(error).toBeUnknown();
      }),
    );
  });

  test('tells how a call ended as a value or an error, never both', async () => {
    const outcome = await service.outcome(ask);
    expectTypeOf(outcome).toEqualTypeOf<Outcome<Review[]>>();
    if (outcome.ok) expectTypeOf(outcome.value).toEqualTypeOf<Review[]>();
    else expectTypeOf(outcome.error).toBeUnknown();
    // @ts-expect-error Whoever has not looked at `ok` has no value.
    void outcome.value;
    // @ts-expect-error … and no error.
    void outcome.error;
  });

  test('takes a signal, none, and the null of a Request without one', () => {
    expectTypeOf<CallOptions['signal']>().toEqualTypeOf<AbortSignal | null | undefined>();
    compiled(() => [
      service.call(ask, { signal: null }),
      service.call(ask, { signal: undefined, deadlineMs: undefined }),
      service.call(ask, { signal: AbortSignal.timeout(1) }),
      // @ts-expect-error The signal, not its controller.
      service.call(ask, { signal: new AbortController() }),
    ]);
  });

  test('may have a breaker, or none', () => {
    expectTypeOf(service.breaker).toEqualTypeOf<CircuitBreaker | undefined>();
    expectTypeOf(service.health().breaker).toBeNullable();
  });
});

describe('the list of layers', () => {
  const policy = { attempts: 2, delay: { kind: 'constant', ms: 1 }, jitter: 'full' } as const;

  test('takes everything that is a layer', () => {
    const layers = [deadline(9), retry(policy), bulkhead(), circuitBreaker(), timeout(1)];
    expectTypeOf(layers).toExtend<LayerSource[]>();
    expectTypeOf(pipeline({ name: 'ours', layers })).toEqualTypeOf(service);
    expectTypeOf(queuedBulkhead()).toExtend<LayerSource>();
  });

  test('takes nothing else', () => {
    compiled(() => [
      // @ts-expect-error A limit without its name is just a number.
      pipeline({ name: 'ours', layers: [300] }),
      // @ts-expect-error What makes a breaker is none.
      pipeline({ name: 'ours', layers: [circuitBreaker] }),
      // @ts-expect-error Nor is what only says that it is one.
      pipeline({ name: 'ours', layers: [{ kind: 'limit' }] }),
      // @ts-expect-error A policy is not yet a layer.
      pipeline({ name: 'ours', layers: [policy] }),
      // @ts-expect-error A pipeline does not stand inside of another.
      pipeline({ name: 'ours', layers: [service] }),
    ]);
  });
});

describe('options', () => {
  test('that are missing, misspelt or of the wrong kind are compile errors', () => {
    compiled(() => [
      // @ts-expect-error Without a name nobody could tell whose errors they are.
      pipeline({}),
      // @ts-expect-error
      pipeline({ name: 'review', deadlineMs: '300' }),
      // @ts-expect-error
      pipeline({ name: 'review', timeout: 300 }),
      // @ts-expect-error
      pipeline({ name: 'review', retry: { attempts: 2 } }),
      // @ts-expect-error
      pipeline({ name: 'review', breaker: bulkhead() }),
      // @ts-expect-error
      circuitBreaker({ threshold: 5 }),
      // @ts-expect-error
      lastGood<Review>({ name: 'reviews', maxEntries: 1 }),
      // @ts-expect-error
      climbDown([{ name: 'live', budgetMs: 1, take: () => 1 }], {}),
    ]);
  });

  test('have delays of two kinds, each with its own numbers', () => {
    expectTypeOf<{ kind: 'constant'; ms: number }>().toExtend<Delay>();
    expectTypeOf<{ kind: 'exponential'; baseMs: number; capMs: number }>().toExtend<Delay>();
    expectTypeOf<{ kind: 'exponential'; ms: number }>().not.toExtend<Delay>();
  });

  test('of a judge have to give a verdict', () => {
    expectTypeOf<ReturnType<NonNullable<PipelineOptions['judge']>>>().toEqualTypeOf<Verdict>();
    // @ts-expect-error
    compiled(() => pipeline({ name: 'review', classify: () => 'failure' }));
  });
});

describe('events', () => {
  test('are told apart by their type', () => {
    compiled(() =>
      resilienceEvents.on((event) => {
        expectTypeOf(event).toEqualTypeOf<ResilienceEvent>();
        if (event.type === 'state') expectTypeOf(event.to).toEqualTypeOf<'CLOSED' | 'OPEN' | 'HALF_OPEN'>();
        if (event.type === 'retry') expectTypeOf(event.delayMs).toBeNumber();
        if (event.type === 'rejection') expectTypeOf(event.reason).toEqualTypeOf<'open' | 'isolated' | 'full'>();
        if (event.type === 'timeout') expectTypeOf(event.limit).toEqualTypeOf<'timeout' | 'deadline'>();
        if (event.type === 'copy') expectTypeOf(event.tier).toEqualTypeOf<'fresh' | 'degraded' | 'emergency'>();
        // @ts-expect-error Only calls have attempts.
        void event.attempts;
        // @ts-expect-error There is no such event.
        void (event.type === 'opened');
      }),
    );
  });

  test('all have a name and a time', () => {
    expectTypeOf<ResilienceEvent['name']>().toBeString();
    expectTypeOf<ResilienceEvent['at']>().toBeNumber();
    expectTypeOf<EventStream['on']>().returns.toEqualTypeOf<() => void>();
  });
});

describe('last good copies', () => {
  const copies = lastGood<Review>({ name: 'reviews', maxEntries: 1, loadDeadlineMs: 1 });

  test('are of the type that the store is of', () => {
    compiled(() => {
      expectTypeOf(copies.load('laptop', async () => ({ stars: 5 }))).toEqualTypeOf<Promise<Review>>();
      expectTypeOf(copies.copy('laptop')).toEqualTypeOf<Promise<AgedCopy<Review> | undefined>>();
      // @ts-expect-error
      copies.load('laptop', async () => 'five stars');
      // @ts-expect-error
      copies.keep('laptop', { stars: 'five' });
      // @ts-expect-error There may be none.
      void copies.copy('laptop').then((copy) => copy.value);
    });
  });

  test('are encoded, decoded and chosen as that type', () => {
    const store = new Map<string, string>();
    const secondLevel: SecondLevel = {
      get: async (key) => store.get(key),
      set: async (key, value) => void store.set(key, value),
    };
    const options = { name: 'reviews', maxEntries: 1, loadDeadlineMs: 1, secondLevel };
    lastGood<Review>({ ...options, keep: ({ stars }) => stars > 3, encode: ({ stars }) => `${stars}` });
    // @ts-expect-error A text is no review yet.
    lastGood<Review>({ ...options, decode: (text) => text });
  });
});

test('a ladder has the type of its rungs, or nothing', async () => {
  const rungs = [{ name: 'live', budgetMs: 1, take: ask }];
  const { value, rung } = await climbDown(rungs, { deadlineMs: 1 });
  expectTypeOf(value).toEqualTypeOf<Review[] | undefined>();
  expectTypeOf(rung).toEqualTypeOf<string | undefined>();
});

test('a guard answers with a permit or an error, and one has to look', () => {
  const entered = circuitBreaker().enter();
  // @ts-expect-error It may have been turned away.
  void entered.generation;
  if (entered instanceof CircuitOpenError) expectTypeOf(entered.retryAfterMs).toBeNumber();
  else expectTypeOf(entered.generation).toBeNumber();
});
