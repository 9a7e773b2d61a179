// The breaker against a naive model that keeps every failure and every probe in a list.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CircuitOpenError, circuitBreaker, type Permit } from '../src/index.ts';
import { FakeClock } from './fake-clock.ts';
import { numRuns } from './property-runs.ts';

const rules = { failures: 3, windowMs: 100, openMs: 200, successesToClose: 2, probes: 2, probeTimeoutMs: 500 };

interface Given {
  permit: Permit;
  era: number;
  expiresAt: number;
  done: boolean;
}

class Model {
  state: 'CLOSED' | 'OPEN' | 'HALF_OPEN' = 'CLOSED';
  isolated = false;
  era = 0;
  failures: number[] = [];
  openUntil = 0;
  probes: Given[] = [];
  probeSuccesses = 0;

  become(state: Model['state'], now: number): void {
    this.state = state;
    this.newEra();
    this.failures = [];
    this.openUntil = now + rules.openMs;
  }

  newEra(): void {
    this.era++;
    this.probes = [];
    this.probeSuccesses = 0;
  }

  /** Whether a call may go now. */
  admits(now: number): boolean {
    if (this.isolated) return false;
    if (this.state === 'OPEN' && now >= this.openUntil) this.become('HALF_OPEN', now);
    this.probes = this.probes.filter((probe) => now < probe.expiresAt);
    return this.state === 'CLOSED' || (this.state === 'HALF_OPEN' && this.probes.length < rules.probes);
  }

  answer(given: Given, result: string, now: number): void {
    if (given.done || given.era !== this.era) return;
    if (this.state === 'CLOSED' && result === 'failure') {
      this.failures.push(now);
      if (this.recount(now) >= rules.failures) this.become('OPEN', now);
    } else if (this.state === 'HALF_OPEN') {
      this.probes = this.probes.filter((probe) => probe !== given);
      if (now >= given.expiresAt || result === 'ignored') return;
      if (result === 'failure') this.become('OPEN', now);
      else if (++this.probeSuccesses >= rules.successesToClose) this.become('CLOSED', now);
    }
  }

  recount(now: number): number {
    return this.failures.filter((time) => now - time < rules.windowMs).length;
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'enter' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('exit' as const),
      which: fc.nat(20),
      result: fc.constantFrom('success' as const, 'failure' as const, 'failure' as const, 'ignored' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.constantFrom(-1_000, 1, 60, 100, 200, 500) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('isolate' as const, 'release' as const, 'reset' as const) }),
  },
);

test('behaves as the naive model does, whatever happens in whatever order and however the clock jumps', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
      const clock = new FakeClock();
      const breaker = circuitBreaker({ ...rules, clock });
      breaker.onChange(() => {
        throw new Error('a listener that is broken must not matter');
      });
      const model = new Model();
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
          const entry = given[action.which % Math.max(1, given.length)];
          if (entry === undefined) continue;
          breaker.exit(entry.permit, action.result);
          model.answer(entry, action.result, now);
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
        expect(snapshot.state).toBe(model.isolated ? 'OPEN' : model.state);
        expect(snapshot.failuresInWindow).toBe(model.recount(now));
        expect(snapshot.rejected).toBe(rejected);
        expect(model.probes.length).toBeLessThanOrEqual(rules.probes);
      }
    }),
    { numRuns },
  );
});
