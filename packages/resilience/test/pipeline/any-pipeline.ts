// Pipelines of any layers in any order, and callers of any kind, as fast-check makes them.
import * as fc from 'fast-check';
import {
  bulkhead,
  circuitBreaker,
  type Delay,
  deadline,
  type EventStream,
  type LayerSource,
  type PipelineOptions,
  pipeline,
  queuedBulkhead,
  retry,
  retryBudget,
  timeout,
} from '../../src/index.ts';
import type { JumpingClock } from '../jumping-clock.ts';

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const upTo = (max: number) => fc.integer({ min: 1, max });
const share = fc.constantFrom(0.1, 1 / 3, 0.5, 0.7, 1);

const anyRules = fc.record({
  layers: fc.shuffledSubarray(['deadline', 'retry', 'bulkhead', 'breaker', 'timeout', 'outer'] as const),
  deadlineMs: upTo(150),
  outerMs: upTo(300),
  timeoutMs: upTo(80),
  attempts: upTo(4),
  delay: fc.oneof<fc.Arbitrary<Delay>[]>(
    fc.record({ kind: fc.constant('constant' as const), ms: fc.nat(200) }),
    fc
      .record({ kind: fc.constant('exponential' as const), baseMs: upTo(20), more: upTo(80) })
      .map(({ more, ...delay }) => ({ ...delay, capMs: delay.baseMs + more })),
  ),
  jitter: fc.constantFrom('none' as const, 'quarter' as const, 'full' as const),
  budget: some(fc.record({ ratio: share, floorPerSecond: fc.nat(2) })),
  limit: upTo(3),
  queue: some(fc.nat(3)),
  maxWaitMs: some(upTo(100)),
  breaker: fc.record({
    failures: upTo(4),
    windowMs: upTo(500),
    openMs: upTo(100),
    successesToClose: upTo(2),
    probes: upTo(2),
    minimumCalls: upTo(5),
  }),
  failureRatio: some(share),
  probeTimeoutMs: some(upTo(200)),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  releases: fc.boolean(),
});
export type Rules = typeof anyRules extends fc.Arbitrary<infer T> ? T : never;

/** Pauses that reach beyond deadlines, limits in any order, probes with less and with more time than a breaker is open. */
export const rules = anyRules.map((rule) => ({ ...rule, layers: withoutIdle(rule) }));

/** What stands inside of a limit that is over before it does anything is refused. */
function withoutIdle(rule: Rules): Rules['layers'] {
  const limits: Partial<Record<string, number>> = {
    deadline: rule.deadlineMs,
    outer: rule.outerMs,
    timeout: rule.timeoutMs,
  };
  const pause = rule.delay as Exclude<Delay, (...args: never) => unknown>;
  const needs: Partial<Record<string, number>> = {
    ...limits,
    retry: (pause.kind === 'constant' ? pause.ms : pause.baseMs) * { none: 1, quarter: 0.75, full: 0 }[rule.jitter],
    bulkhead: rule.queue ? rule.maxWaitMs : undefined,
  };
  const kept: Rules['layers'] = [];
  for (const name of rule.layers)
    if (kept.every((outer) => !((needs[name] ?? 0) >= (limits[outer] ?? Number.POSITIVE_INFINITY)))) kept.push(name);
  return kept;
}

export const how = fc.constantFrom(
  'plain value',
  'success',
  '503',
  '503',
  '404',
  'defect',
  'throw',
  'thenable',
  'thenable that throws',
  'thenable that does both',
  'obedient',
  'hang',
  'late success',
  'late failure',
  'its caller leaves',
);
export type How = typeof how extends fc.Arbitrary<infer T> ? T : never;

export const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('call' as const),
      /** What each attempt does, in turn, and after so many ms. */
      works: fc.array(fc.record({ how, afterMs: fc.oneof(fc.constant(0), fc.nat(120)) }), {
        minLength: 1,
        maxLength: 3,
      }),
      signal: fc.constantFrom('none', 'null', 'own', 'shared', 'shared', 'aborted'),
      leavesAfterMs: some(fc.nat(80)),
      deadlineMs: fc.constantFrom(undefined, undefined, 0, 1, 40, 200, Number.POSITIVE_INFINITY, Number.NaN),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -300, max: 300 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('all leave' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('isolate' as const, 'release' as const, 'reset' as const) }),
  },
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export function make(rule: Rules, clock: JumpingClock, events: EventStream, handedIn: Partial<PipelineOptions> = {}) {
  const { limit, queue, maxWaitMs, attempts, delay, jitter, failureRatio, probeTimeoutMs } = rule;
  const { minimumCalls, ...counted } = rule.breaker;
  const breaker = circuitBreaker({
    ...counted,
    ...(failureRatio !== undefined && { failureRatio, minimumCalls }),
    ...(probeTimeoutMs !== undefined && { probeTimeoutMs }),
    clock,
  });
  const wait = maxWaitMs === undefined || queue === 0 ? {} : { maxWaitMs };
  const rooms = queue === undefined ? bulkhead({ limit }) : queuedBulkhead({ limit, queue, ...wait, clock });
  const budget = rule.budget && { budget: retryBudget({ ...rule.budget, clock }) };
  const sources: Record<Rules['layers'][number], LayerSource> = {
    deadline: deadline(rule.deadlineMs),
    outer: deadline(rule.outerMs),
    timeout: timeout(rule.timeoutMs),
    retry: retry({ attempts, delay, jitter, ...budget }),
    bulkhead: rooms,
    breaker,
  };
  const layers = rule.layers.map((name) => sources[name]);
  const { onRetry, ...others } = handedIn;
  const hook = onRetry !== undefined && rule.layers.includes('retry') && { onRetry };
  const calls = pipeline({ name: 'any', layers, clock, events, random: () => rule.random, ...others, ...hook });
  return { calls, breaker, rooms };
}
