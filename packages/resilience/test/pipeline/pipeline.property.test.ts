// Any mixture of good, bad and strange work, through all layers, under any timing.
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { bulkhead, circuitBreaker, pipeline, queuedBulkhead, retryBudget } from '../../src/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';
import { boom } from '../work.ts';

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
process.on('unhandledRejection', note);
afterAll(() => process.off('unhandledRejection', note));

const work = fc.record({
  /** When it settles, in ms; it pays no heed to its signal unless it is obedient. */
  afterMs: fc.nat(120),
  how: fc.constantFrom('success', 'failure', '404', 'throw', 'plain value', 'obedient'),
  /** The pause before it starts, and when its caller leaves, if at all. */
  startsInMs: fc.nat(40),
  leavesAfterMs: fc.option(fc.nat(80), { nil: undefined }),
});

const layers = fc.record({
  deadlineMs: fc.integer({ min: 1, max: 150 }),
  timeoutMs: fc.integer({ min: 1, max: 80 }),
  attempts: fc.integer({ min: 1, max: 4 }),
  delayMs: fc.nat(30),
  limit: fc.integer({ min: 1, max: 3 }),
  queue: fc.option(fc.nat(3), { nil: undefined }),
  openMs: fc.integer({ min: 1, max: 100 }),
});

test('every call ends within its deadline and leaves nothing behind', async () => {
  await fc.assert(
    fc.asyncProperty(layers, fc.array(work, { maxLength: 20, size: 'max' }), async (rules, works) => {
      const clock = new FakeClock();
      const { limit, queue } = rules;
      const budget = retryBudget({ ratio: 0.5, floorPerSecond: 0, clock });
      const breaker = circuitBreaker({ failures: 3, openMs: rules.openMs, clock });
      const rooms = queue === undefined ? bulkhead({ limit }) : queuedBulkhead({ limit, queue, clock });
      const retry = {
        attempts: rules.attempts,
        delay: { kind: 'constant' as const, ms: rules.delayMs },
        jitter: 'full' as const,
        budget,
      };
      const { deadlineMs, timeoutMs } = rules;
      const all = pipeline({
        name: 'x',
        deadlineMs,
        timeoutMs,
        breaker,
        bulkhead: rooms,
        retry,
        clock,
        random: () => 0.5,
      });

      let running = 0;
      let attempts = 0;
      const ended: { tookMs: number; cancelled: boolean; ok: boolean }[] = [];
      for (const { afterMs, how, startsInMs, leavesAfterMs } of works) {
        await clock.pass(startsInMs);
        const leaving = new AbortController();
        const startedAt = clock.now();
        if (leavesAfterMs !== undefined) clock.setTimer(() => leaving.abort(), leavesAfterMs);
        const outcome = all.outcome(
          ({ signal }) => {
            attempts++;
            if (how === 'throw') boom();
            if (how === 'plain value') return 1;
            expect(++running).toBeLessThanOrEqual(limit);
            return new Promise<number>((resolve, reject) => {
              const end = () => {
                clock.clearTimer(timer);
                running--;
                if (how === 'success') resolve(1);
                else reject(Object.assign(new Error(how), { status: how === '404' ? 404 : 503 }));
              };
              const timer = clock.setTimer(end, afterMs);
              if (how === 'obedient') signal.addEventListener('abort', end);
            });
          },
          { signal: leaving.signal },
        );
        void outcome.then(({ ok }) =>
          ended.push({ tookMs: clock.now() - startedAt, cancelled: leaving.signal.aborted, ok }),
        );
      }
      await clock.pass(1_000);

      expect(ended).toHaveLength(works.length);
      for (const { tookMs } of ended) expect(tookMs).toBeLessThanOrEqual(deadlineMs);
      expect(attempts).toBeLessThanOrEqual(works.length * 1.5);
      expect(rooms.snapshot()).toMatchObject({ active: 0, queued: 0 });
      expect(running).toBe(0);
      expect(clock.liveTimers).toBe(0);
      const { total, successful, failed, rejected } = breaker.snapshot();
      expect(successful + failed + rejected).toBeLessThanOrEqual(total);
      expect(successful).toBeGreaterThanOrEqual(ended.filter(({ ok }) => ok).length);
    }),
    { numRuns },
  );
  expect(unhandled).toEqual([]);
});
