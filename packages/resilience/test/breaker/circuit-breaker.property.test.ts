// The breaker, with any settings, against a naive model that keeps every call and every probe in a list.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BreakerState, type CallResult, CircuitOpenError, circuitBreaker } from '../../src/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';
import { BreakerModel, type Given, type Settings } from './breaker-model.ts';

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const ms = fc.integer({ min: 1, max: 300 });
/** Halves, thirds, sevenths, tenths: most of them are not exact in binary. */
const share = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.constantFrom(2, 3, 7, 10, 100))
  .map(([part, whole]) => Math.min(1, part / whole));

const settings = fc
  .record({
    /** Windows of a tenth that is no whole number, too. */
    windowMs: fc.oneof(fc.constantFrom(1, 7, 12.5, 33, 97, 100), ms),
    openMs: ms,
    probeTimeoutMs: some(fc.oneof(ms, fc.integer({ min: 300, max: 900 }))),
    successesToClose: fc.integer({ min: 1, max: 3 }),
    probes: fc.integer({ min: 1, max: 3 }),
    minimumCalls: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(20, 25)),
    failures: some(fc.integer({ min: 1, max: 5 })),
    failureRatio: some(share),
    slowCallMs: some(fc.constantFrom(0.5, 20, 80)),
    slowRatio: some(share),
  })
  // What would do nothing is refused.
  .map(({ minimumCalls, slowRatio, ...all }) => ({
    ...all,
    ...((all.failureRatio ?? all.slowCallMs) !== undefined && { minimumCalls }),
    ...(all.slowCallMs !== undefined && { slowRatio }),
  }))
  .map(
    (all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as never as Settings,
  );

const result = fc.constantFrom<CallResult[]>('success', 'failure', 'failure', 'ignored');
const latencyMs = fc.constantFrom(undefined, 0, 0.5, 20, 79, 80, 500);
/** Counted from the latest: mostly young calls, so that many sequences come through half open. */
const which = fc.oneof(fc.nat(2), fc.nat(20));
const inMs = fc.oneof(fc.nat(400), fc.constant(Number.POSITIVE_INFINITY));

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('enter' as const), limitMs: some(inMs) }) },
  /** Late, twice, or never, as it comes; and some leave a work that runs on. */
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('exit' as const), which, result, latencyMs, runsOnForMs: some(inMs) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ended' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('burst' as const), good: fc.nat(25), bad: fc.nat(10) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('time' as const),
      ms: fc.oneof(fc.nat(40), ms, fc.constantFrom(-1_000, -1, 900, 1_000_000)),
    }),
  },
  /** To the very end of something that began just now, or a moment before. */
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      of: fc.constantFrom('openMs' as const, 'probeTimeoutMs' as const, 'windowMs' as const),
      lessMs: fc.constantFrom(0, 0, 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('isolate' as const, 'release' as const, 'reset' as const) }),
  },
);

test('behaves as the naive model does, with any settings, whatever happens in whatever order and however the clock jumps', () => {
  fc.assert(
    fc.property(settings, fc.array(step, { maxLength: 80, size: 'max' }), (rules, steps) => {
      const clock = new FakeClock();
      const breaker = circuitBreaker({ ...rules, clock });
      const changes: [BreakerState, BreakerState][] = [];
      breaker.onChange(() => {
        throw new Error('a listener that is broken must not matter');
      });
      breaker.onChange(({ from, to }) => changes.push([from, to]));
      let now = clock.now();
      const model = new BreakerModel(rules, now);
      const given: Given[] = [];

      const enter = (limitMs: number | undefined): Given | undefined => {
        const limits = limitMs === undefined ? undefined : { runsUntil: now + limitMs };
        const permit = breaker.enter(limits);
        const expected = model.enter(now);
        expect(!(permit instanceof CircuitOpenError)).toBe(expected !== undefined);
        if (permit instanceof CircuitOpenError || expected === undefined) return undefined;
        const entry: Given = { ...expected, permit, limits, done: false };
        model.entered(entry);
        given.push(entry);
        return entry;
      };
      const exit = (entry: Given | undefined, what: CallResult, took: number | undefined, runsUntil?: number): void => {
        if (entry === undefined) return;
        breaker.exit(entry.permit, what, { latencyMs: took, runsUntil });
        model.exit(entry, what, took, runsUntil, now);
      };

      for (const action of steps) {
        const entry = 'which' in action ? given.at(-1 - (action.which % Math.max(1, given.length))) : undefined;
        if (action.kind === 'time') {
          clock.jump(action.ms);
          now += Math.max(0, action.ms);
        } else if (action.kind === 'end') {
          const passedMs = Math.max(0, (rules[action.of] ?? 0) - action.lessMs);
          clock.jump(passedMs);
          now += passedMs;
        } else if (action.kind === 'enter') enter(action.limitMs);
        else if (action.kind === 'exit') {
          const runsOnUntil = entry?.limits?.runsUntil ?? now + (action.runsOnForMs ?? 0);
          exit(entry, action.result, action.latencyMs, action.runsOnForMs === undefined ? undefined : runsOnUntil);
        } else if (action.kind === 'ended') {
          if (!entry?.done) continue;
          breaker.ended(entry.permit);
          model.ended(entry);
        } else if (action.kind === 'burst') {
          for (let i = 0; i < action.good; i++) exit(enter(undefined), 'success', 10);
          for (let i = 0; i < action.bad; i++) exit(enter(undefined), 'failure', 90);
        } else {
          breaker[action.kind]();
          model[action.kind](now);
        }
        expect(breaker.state).toBe(model.snapshot(now).state);
        expect(breaker.snapshot()).toMatchObject(model.snapshot(now));
        expect(changes).toEqual(model.changes);
        expect(model.probes.length).toBeLessThanOrEqual(rules.probes);
      }
    }),
    { numRuns },
  );
});
