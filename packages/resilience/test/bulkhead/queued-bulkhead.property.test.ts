import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Place, queuedBulkhead, ResilienceError } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'enter' as const }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('exit' as const, 'abort' as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.nat(80) }) },
);

test('limits hold at every moment, everybody is answered in the order of arrival, and every place comes back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
      const clock = new FakeClock();
      const rooms = queuedBulkhead({ limit: 2, queue: 3, maxWaitMs: 50, clock });
      const places: Place[] = [];
      const leaving: AbortController[] = [];
      const servedInOrder: number[] = [];
      let unanswered = 0;
      const enter = async (number: number): Promise<void> => {
        const controller = new AbortController();
        leaving.push(controller);
        unanswered++;
        const admission = await rooms.enter({ signal: controller.signal });
        unanswered--;
        if (admission instanceof ResilienceError) return;
        places.push(admission);
        servedInOrder.push(number);
      };
      for (const [number, action] of steps.entries()) {
        if (action.kind === 'enter') void enter(number);
        else if (action.kind === 'time') await clock.pass(action.ms);
        else if (action.kind === 'abort') leaving[action.which % leaving.length]?.abort();
        else {
          const place = places[action.which % places.length];
          if (place !== undefined) rooms.exit(place);
        }
        const { active, queued } = rooms.snapshot();
        expect(active).toBeLessThanOrEqual(2);
        expect(queued).toBeLessThanOrEqual(3);
        expect(queued === 0 || active === 2).toBe(true);
        await settled();
        expect(rooms.snapshot().active).toBe(places.filter(({ left }) => !left).length);
      }
      await clock.pass(50);
      for (const place of places) rooms.exit(place);
      expect(unanswered).toBe(0);
      expect(servedInOrder).toEqual(servedInOrder.toSorted((a, b) => a - b));
      expect(rooms.snapshot()).toMatchObject({ active: 0, queued: 0 });
      expect(clock.liveTimers).toBe(0);
    }),
    { numRuns },
  );
});
