// Any layers in any order, any mixture of good, bad and strange work, under any timing.
import { getEventListeners } from 'node:events';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { classify, type ResilienceEvent } from '../../src/index.ts';
import { settled } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';
import { rules, step } from './any-pipeline.ts';
import { run } from './any-run.ts';

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
process.on('unhandledRejection', note);
afterAll(() => process.off('unhandledRejection', note));

const steps = fc.array(step, { maxLength: 25, size: 'max' });
const leaving = fc.constantFrom(
  undefined,
  'timeout' as const,
  'retry' as const,
  'state' as const,
  'rejection' as const,
);
type Kind<T extends ResilienceEvent['type']> = Extract<ResilienceEvent, { type: T }>;
const only = <T extends ResilienceEvent['type']>(told: readonly ResilienceEvent[], type: T) =>
  told.filter((event): event is Kind<T> => event.type === type);

test('every caller hears once and in time, limits hold, and nothing is left behind: no place, no timer, no listener', async () => {
  await fc.assert(
    fc.asyncProperty(rules, steps, leaving, async (rule, all, leaveOn) => {
      const { clock, rooms, works, made, signals } = await run(rule, all, undefined, { leaveOn });
      for (const { outcomes, tookMs, limitMs } of made) {
        expect(outcomes).toHaveLength(1);
        // A timer that is early by the clock is set anew, for 1 ms at least.
        if (!Number.isNaN(limitMs)) expect(tookMs).toBeLessThanOrEqual(limitMs + 1);
      }
      const [retryAt, roomsAt] = [rule.layers.indexOf('retry'), rule.layers.indexOf('bulkhead')];
      // Inside of a place that holds all its attempts, one that was given up may run on beside the next.
      const each = retryAt > roomsAt ? rule.attempts : 1;
      if (roomsAt >= 0) expect(works.mostRunning).toBeLessThanOrEqual(rule.limit * each);
      if (roomsAt >= 0) expect(rooms.snapshot().active).toBeLessThanOrEqual(rule.limit);
      expect(works.running).toBe(0);
      expect(rooms.snapshot()).toMatchObject({ active: 0, queued: 0 });
      expect(clock.liveTimers).toBe(0);
      for (const signal of signals) expect(getEventListeners(signal, 'abort')).toHaveLength(0);
      await settled();
      expect(unhandled.splice(0)).toEqual([]);
    }),
    { numRuns },
  );
});

test('what is told is what happened, in its order; and the counts of the breaker are those of a naive recount', async () => {
  await fc.assert(
    fc.asyncProperty(rules, steps, async (rule, all) => {
      const { told, breaker, heard } = await run(rule, all);
      const ends = only(told, 'call');
      expect(ends.map(({ error }) => error)).toEqual(
        heard.map(({ outcomes: [first] }) => (first?.ok === false ? first.error : undefined)),
      );
      expect(ends.map(({ attempts }) => attempts)).toEqual(heard.map(({ begun }) => begun));
      const times = told.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));

      const endOf = (error: unknown) => told.findIndex((event) => event.type === 'call' && event.error === error);
      for (const [index, event] of told.entries()) {
        if (event.type !== 'retry' && !(event.type === 'state' && event.to === 'OPEN')) continue;
        // The failure that caused it, which is one object in all that is told of it.
        const byHand = event.type === 'state' && event.cause.includes('by hand');
        const end = event.error instanceof Error && !byHand ? endOf(event.error) : -1;
        if (end >= 0) expect(index).toBeLessThan(end);
      }

      const isReset = all.some(({ kind }) => kind === 'reset');
      if (isReset || !rule.layers.includes('breaker') || rule.layers.includes('retry')) return;
      const results = ends
        .filter(({ attempts }) => attempts > 0)
        .map(({ error }) => (error === undefined ? 'success' : classify(error).result));
      const { successful, failed, rejected, total } = breaker.snapshot();
      expect(successful).toBe(results.filter((result) => result === 'success').length);
      expect(failed).toBe(results.filter((result) => result === 'failure').length);
      const turnedAway = only(told, 'rejection').filter(({ reason }) => reason !== 'full').length;
      if (rule.queue === undefined) expect(rejected).toBe(turnedAway);
      else expect(rejected).toBeLessThanOrEqual(turnedAway);
      expect(total).toBeLessThanOrEqual(ends.length);
    }),
    { numRuns },
  );
});

test('listeners, hooks and judges that throw change no outcome', async () => {
  const broken = () => {
    throw new Error('broken');
  };
  const hooks = { onCall: broken, onRetry: async () => broken() };
  /** What a judgement that is none comes to: a success, and a failure that no other attempt will mend. */
  const judges = fc.constantFrom(
    { broken: { ...hooks, judge: broken }, whole: {} },
    {
      broken: { ...hooks, classify: broken },
      whole: { classify: () => ({ result: 'failure', retry: false }) as const },
    },
  );
  await fc.assert(
    fc.asyncProperty(rules, steps, judges, async (rule, all, handedIn) => {
      const told = ({ heard }: Awaited<ReturnType<typeof run>>) =>
        heard.map(({ outcomes: [end], begun, tookMs }) => [end?.ok, end?.ok ? 1 : String(end?.error), begun, tookMs]);
      expect(told(await run(rule, all, handedIn.broken, { hostile: true }))).toEqual(
        told(await run(rule, all, handedIn.whole)),
      );
      await settled();
      expect(unhandled.splice(0)).toEqual([]);
    }),
    { numRuns },
  );
});
