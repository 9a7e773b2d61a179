// One signal for many calls, as a server's that shuts down: nothing on it, and nothing behind it, grows with their number.
import { getEventListeners } from 'node:events';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bulkhead, EventStream, lastGood, pipeline, queuedBulkhead } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';
import { boom } from '../work.ts';

const how = fc.constantFrom('success', 'failure', 'throw', 'hang', 'obedient', 'load', 'copy');
const wave = fc.record({ kinds: fc.array(how, { minLength: 1, maxLength: 30 }), passMs: fc.nat(60) });

/** A signal that counts what is put on it, and what is taken off. */
function counted() {
  const controller = new AbortController();
  const { signal } = controller;
  const count = { added: 0, removed: 0 };
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...all: Parameters<typeof add>) => {
    count.added++;
    add(...all);
  };
  signal.removeEventListener = (...all: Parameters<typeof remove>) => {
    count.removed++;
    remove(...all);
  };
  return { controller, signal, count, on: () => getEventListeners(signal, 'abort').length };
}

test('there is one listener on it while anything runs, none when all has ended, however that was, and each was taken off once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(wave, { minLength: 1, maxLength: 6 }),
      fc.record({ limit: fc.integer({ min: 1, max: 50 }), queue: fc.option(fc.nat(40), { nil: undefined }) }),
      fc.constantFrom('leave', 'stay'),
      async (waves, { limit, queue }, theyDo) => {
        const clock = new FakeClock();
        const rooms = queue === undefined ? bulkhead({ limit }) : queuedBulkhead({ limit, queue, clock });
        const events = new EventStream();
        const calls = pipeline({ name: 'x', deadlineMs: 100, timeoutMs: 50, bulkhead: rooms, clock, events });
        const secondLevel = { get: () => new Promise<never>(() => undefined), set: async () => undefined };
        const copies = lastGood<number>({ name: 'x', maxEntries: 5, loadDeadlineMs: 40, secondLevel, clock, events });
        const { controller, signal, count, on } = counted();
        let underWay = 0;
        let running = 0;
        const letGo = new Set<() => void>();
        const call = (kind: string) =>
          calls.outcome(
            (context) => {
              if (kind === 'throw') boom();
              running++;
              return new Promise<number>((resolve, reject) => {
                const end = () => {
                  running--;
                  if (kind === 'failure') reject(new Error(kind));
                  else resolve(1);
                };
                if (kind === 'hang') letGo.add(end);
                else if (kind === 'obedient') context.signal.addEventListener('abort', end);
                else clock.setTimer(end, 10);
              });
            },
            { signal },
          );
        for (const { kinds, passMs } of waves) {
          for (const [index, kind] of kinds.entries()) {
            const key = `${index % 3}`;
            underWay++;
            const ended = () => void underWay--;
            if (kind === 'load') copies.load(key, () => new Promise(() => undefined), { signal }).then(ended, ended);
            else if (kind === 'copy') copies.copy(key, { signal }).then(ended, ended);
            else void call(kind).then(ended);
          }
          expect(on()).toBeLessThanOrEqual(1);
          await clock.pass(passMs);
          expect(on()).toBe(underWay > 0 ? 1 : 0);
        }
        if (theyDo === 'leave') controller.abort();
        else await clock.pass(1_000);
        await settled();
        for (const end of letGo) end();
        letGo.clear();
        await clock.pass(1_000);
        expect([underWay, running, on(), clock.liveTimers]).toEqual([0, 0, 0, 0]);
        expect(count.removed).toBe(count.added);
        expect(count.added).toBeLessThanOrEqual(waves.reduce((sum, { kinds }) => sum + kinds.length, 0));
        expect(rooms.snapshot()).toMatchObject({ active: 0, queued: 0 });
      },
    ),
    { numRuns },
  );
});
