// The breaker against a naive model that keeps every call and every probe in a list.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CallResult, CircuitOpenError, circuitBreaker, type Permit } from '../../src/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';

const rules = { windowMs: 100, openMs: 200, successesToClose: 2, probes: 2, probeTimeoutMs: 500 };

interface Trip {
  failures?: number;
  failureRatio?: number;
  slowCallMs?: number;
  slowRatio?: number;
  minimumCalls?: number;
}

const trips = fc.constantFrom<Trip[]>(
  { failures: 3 },
  { failureRatio: 0.5, minimumCalls: 4 },
  { failures: 3, slowCallMs: 80, slowRatio: 0.5, minimumCalls: 3 },
  { failures: 4, failureRatio: 0.75, slowCallMs: 80, slowRatio: 1, minimumCalls: 3 },
);

interface Given {
  permit: Permit;
  era: number;
  expiresAt: number;
  done: boolean;
}

interface Answered {
  at: number;
  failed: boolean;
  slow: boolean;
}

class Model {
  readonly trip: Trip;
  state: 'CLOSED' | 'OPEN' | 'HALF_OPEN' = 'CLOSED';
  isolated = false;
  era = 0;
  calls: Answered[] = [];
  openUntil = 0;
  probes: Given[] = [];
  probeSuccesses = 0;

  constructor(trip: Trip) {
    this.trip = trip;
  }

  become(state: Model['state'], now: number): void {
    this.state = state;
    this.newEra();
    this.calls = [];
    this.openUntil = now + rules.openMs;
  }

  newEra(): void {
    this.era++;
    this.probes = [];
    this.probeSuccesses = 0;
  }

  /** Open only until a probe may go. */
  shown(now: number): Model['state'] {
    if (this.isolated) return 'OPEN';
    return this.state === 'OPEN' && now >= this.openUntil ? 'HALF_OPEN' : this.state;
  }

  /** Whether a call may go now. */
  admits(now: number): boolean {
    if (this.isolated) return false;
    if (this.state === 'OPEN' && now >= this.openUntil) this.become('HALF_OPEN', now);
    this.probes = this.probes.filter((probe) => now < probe.expiresAt);
    return this.state === 'CLOSED' || (this.state === 'HALF_OPEN' && this.probes.length < rules.probes);
  }

  answer(given: Given, result: CallResult, latencyMs: number | undefined, now: number): void {
    if (given.done || given.era !== this.era) return;
    const failed = result === 'failure';
    const slow = (latencyMs ?? 0) >= (this.trip.slowCallMs ?? Number.POSITIVE_INFINITY);
    if (this.state === 'CLOSED' && result !== 'ignored') {
      this.calls.push({ at: now, failed, slow });
      if (this.trips(failed, slow, now)) this.become('OPEN', now);
    } else if (this.state === 'HALF_OPEN') {
      this.probes = this.probes.filter((probe) => probe !== given);
      if (now >= given.expiresAt || result === 'ignored') return;
      if (failed || slow) this.become('OPEN', now);
      else if (++this.probeSuccesses >= rules.successesToClose) this.become('CLOSED', now);
    }
  }

  /** Only a call that is bad itself opens it. */
  trips(failed: boolean, slow: boolean, now: number): boolean {
    const { failures, failureRatio, slowRatio, minimumCalls = 20 } = this.trip;
    const recent = this.inSlices(now);
    const reached = (ratio: number | undefined, bad: Answered[]): boolean =>
      ratio !== undefined && recent.length >= minimumCalls && bad.length / recent.length >= ratio;
    return (
      (failed && failures !== undefined && this.inWindow(now) >= failures) ||
      (failed &&
        reached(
          failureRatio,
          recent.filter((call) => call.failed),
        )) ||
      (slow &&
        reached(
          slowRatio,
          recent.filter((call) => call.slow),
        ))
    );
  }

  /** Failures whose age is below the length of the window: what a count means. */
  inWindow(now: number): number {
    return this.calls.filter(({ at, failed }) => failed && now - at < rules.windowMs).length;
  }

  /** Calls of this tenth of a window and the nine before it: what a ratio means. */
  inSlices(now: number): Answered[] {
    const slice = (time: number) => Math.floor((time * 10) / rules.windowMs);
    return this.calls.filter(({ at }) => slice(at) > slice(now) - 10);
  }

  failuresInWindow(now: number): number {
    if (this.trip.failureRatio === undefined) return this.inWindow(now);
    return this.inSlices(now).filter(({ failed }) => failed).length;
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'enter' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('exit' as const),
      /** Counted from the latest: mostly young calls, so that many sequences come through half open. */
      which: fc.oneof(fc.nat(2), fc.nat(20)),
      result: fc.constantFrom<CallResult[]>('success', 'failure', 'failure', 'ignored'),
      latencyMs: fc.constantFrom(undefined, 20, 79, 80, 500),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.constantFrom(-1_000, 1, 7, 60, 100, 200, 500) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('isolate' as const, 'release' as const, 'reset' as const) }),
  },
);

test('behaves as the naive model does, whatever happens in whatever order and however the clock jumps', () => {
  fc.assert(
    fc.property(trips, fc.array(step, { maxLength: 80, size: 'max' }), (trip, steps) => {
      const clock = new FakeClock();
      const breaker = circuitBreaker({ ...rules, ...trip, clock });
      breaker.onChange(() => {
        throw new Error('a listener that is broken must not matter');
      });
      const model = new Model(trip);
      const given: Given[] = [];
      let now = 0;
      let rejected = 0;
      for (const action of steps) {
        if (action.kind === 'time') {
          clock.jump(action.ms);
          now += Math.max(0, action.ms);
        } else if (action.kind === 'enter') {
          const permit = breaker.enter();
          expect(!(permit instanceof CircuitOpenError)).toBe(model.admits(now));
          if (permit instanceof CircuitOpenError) rejected++;
          else {
            const entry = { permit, era: model.era, expiresAt: now + rules.probeTimeoutMs, done: false };
            given.push(entry);
            if (model.state === 'HALF_OPEN') model.probes.push(entry);
          }
        } else if (action.kind === 'exit') {
          const entry = given.at(-1 - (action.which % Math.max(1, given.length)));
          if (entry === undefined) continue;
          breaker.exit(entry.permit, action.result, { latencyMs: action.latencyMs });
          model.answer(entry, action.result, action.latencyMs, now);
          entry.done = true;
        } else {
          breaker[action.kind]();
          if (action.kind === 'isolate' && !model.isolated) model.newEra();
          if (action.kind === 'release' && model.isolated) model.newEra();
          if (action.kind === 'reset') {
            model.become('CLOSED', now);
            rejected = 0;
          }
          model.isolated = action.kind === 'isolate';
        }
        const snapshot = breaker.snapshot();
        expect(snapshot.state).toBe(model.shown(now));
        expect(snapshot.failuresInWindow).toBe(model.failuresInWindow(now));
        expect(snapshot.rejected).toBe(rejected);
        expect(model.probes.length).toBeLessThanOrEqual(rules.probes);
      }
    }),
    { numRuns },
  );
});
