import { getEventListeners } from 'node:events';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Place, queuedBulkhead, ResilienceError } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('enter' as const), waitMs: fc.nat(60) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('exit' as const, 'abort' as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.nat(80) }) },
);

const settings = fc.record({
  limit: fc.integer({ min: 1, max: 4 }),
  queue: fc.nat(5),
  maxWaitMs: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 1, max: 100 })),
});

test('limits hold at every moment, everybody is answered in the order of arrival, and every place comes back', async () => {
  await fc.assert(
    fc.asyncProperty(settings, fc.array(step, { maxLength: 60, size: 'max' }), async (rules, steps) => {
      const clock = new FakeClock();
      const { limit, queue, maxWaitMs } = rules;
      const rooms = queuedBulkhead({ limit, queue, ...(queue > 0 && { maxWaitMs }), clock });
      const places: Place[] = [];
      const leaving: AbortController[] = [];
      const servedInOrder: number[] = [];
      let unanswered = 0;
      const enter = async (number: number, waitMs?: number): Promise<void> => {
        const controller = new AbortController();
        leaving.push(controller);
        unanswered++;
        const admission = await rooms.enter({ signal: controller.signal, ...(waitMs && { waitMs }) });
        unanswered--;
        if (admission instanceof ResilienceError) return;
        places.push(admission);
        servedInOrder.push(number);
      };
      for (const [number, action] of steps.entries()) {
        if (action.kind === 'enter') void enter(number, action.waitMs);
        else if (action.kind === 'time') await clock.pass(action.ms);
        else if (action.kind === 'abort') leaving[action.which % leaving.length]?.abort();
        else {
          const place = places[action.which % places.length];
          if (place !== undefined) rooms.exit(place);
        }
        const { active, queued } = rooms.snapshot();
        expect(active).toBeLessThanOrEqual(limit);
        expect(queued).toBeLessThanOrEqual(queue);
        expect(queued === 0 || active === limit).toBe(true);
        await settled();
        expect(rooms.snapshot().active).toBe(places.filter(({ left }) => !left).length);
      }
      await clock.pass(100);
      // Twice is once.
      for (let handedBack = 0; handedBack < places.length; ) {
        const all = places.slice(handedBack);
        handedBack = places.length;
        for (const place of [...all, ...all]) rooms.exit(place);
        await settled();
      }
      for (const { signal } of leaving) expect(getEventListeners(signal, 'abort')).toHaveLength(0);
      expect(unanswered).toBe(0);
      expect(servedInOrder).toEqual(servedInOrder.toSorted((a, b) => a - b));
      expect(rooms.snapshot()).toMatchObject({ active: 0, queued: 0 });
      expect(clock.liveTimers).toBe(0);
    }),
    { numRuns },
  );
});
