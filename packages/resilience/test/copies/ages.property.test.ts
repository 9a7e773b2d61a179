// Any leaps of either clock, at any time, between two instances on one second level.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastGood } from '../../src/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';

const day = 86_400_000;
/** As near as the clocks are told apart, and clocks of one system are together. */
const toleranceMs = 6_000;

const ms = fc.oneof(fc.nat(10_000), fc.nat(day), fc.nat(3 * day));
const step = fc.record({
  kind: fc.constantFrom('run', 'run', 'sleep', 'set', 'load', 'load', 'copy', 'copy', 'copy', 'forget'),
  instance: fc.constantFrom(0, 1),
  key: fc.constantFrom('a', 'b', 'c'),
  ms,
  leapMs: fc.oneof(fc.integer({ min: -day, max: day }), fc.integer({ min: -10_000, max: 10_000 })),
});

/** A second level without a clock: nothing goes by itself. */
function texts() {
  const kept = new Map<string, string>();
  return {
    get: async (key: string) => kept.get(key),
    set: async (key: string, text: string) => void kept.set(key, text),
    clear: async () => kept.clear(),
  };
}

function instance(secondLevel: ReturnType<typeof texts> | undefined, maxBytes: number) {
  const clock = new FakeClock();
  const wall = { now: 1_700_000_000_000 };
  const settings = { name: 'copies', maxEntries: 2, maxBytes, loadDeadlineMs: 250, clock, wallClock: () => wall.now };
  return { clock, wall, copies: lastGood<string>({ ...settings, ...(secondLevel && { secondLevel }) }) };
}

test('alone: a copy is at least as old as either clock, looked at after every step, has gone on since; none of more than a day is served', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const { clock, wall, copies } = instance(undefined, 1_000);
      /** Time since each was loaded: what the monotonic clock ran, and what the wall clock went forward besides. */
      const ages = new Map<string, number>();
      const go = (passedMs: number) => {
        for (const [key, age] of ages) ages.set(key, age + passedMs);
      };
      for (const { kind, key, ms: passedMs, leapMs } of steps) {
        if (kind === 'run' || kind === 'sleep') {
          if (kind === 'run') clock.jump(passedMs);
          wall.now += passedMs;
          go(passedMs);
        } else if (kind === 'set') {
          wall.now += leapMs;
          go(Math.max(0, leapMs));
        } else if (kind === 'load') {
          // Within two seconds it is the answer of before that is shared.
          const shared = await copies.load(key, async () => `new ${Math.random()}`);
          const copy = await copies.copy(key);
          expect(copy?.value).toBe(shared);
          if (copy?.ageMs === 0) ages.set(key, 0);
        } else if (kind === 'forget') {
          await copies.forget();
          ages.clear();
        }
        for (const known of ['a', 'b', 'c']) {
          const copy = await copies.copy(known);
          if (copy === undefined) continue;
          expect(copy.ageMs).toBeGreaterThanOrEqual((ages.get(known) ?? Number.NaN) - 1_000);
          expect(copy.ageMs).toBeLessThanOrEqual(day);
        }
      }
    }),
    { numRuns },
  );
});

test('together: while machines sleep and wall clocks are set back (for a day), no copy is younger than it is, none of more than a day is served, and none to who forgot it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const secondLevel = texts();
      const both = [instance(secondLevel, 1_000), instance(secondLevel, 1_000)] as const;
      let truth = 0;
      let loaded = 0;
      const forgotten = [0, 0];
      /** A clock that has been wrong for a day is believed again. */
      const wrongSince = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      const bornAt = new Map<string, number>();
      for (const { kind, instance: which, key, ms: passedMs, leapMs } of steps) {
        for (const { copies } of both) await copies.copy('of two leaps that nobody saw between only the sum is known');
        const { copies, wall } = both[which];
        if (kind === 'run' || kind === 'sleep') {
          truth += passedMs;
          for (const [index, one] of both.entries()) {
            if (kind === 'run' || index !== which) one.clock.jump(passedMs);
            one.wall.now += passedMs;
          }
        } else if (kind === 'load') {
          const value = `${++loaded}`;
          if ((await copies.load(key, async () => value)) === value) bornAt.set(value, truth);
        } else if (kind === 'forget') {
          await copies.forget();
          forgotten[which] = loaded;
        } else if (kind === 'set') {
          wall.now -= Math.abs(leapMs);
          wrongSince[which] = Math.min(wrongSince[which] ?? 0, truth);
        } else if (kind === 'copy') {
          const copy = await copies.copy(key);
          if (copy === undefined) continue;
          const ageMs = truth - (bornAt.get(copy.value) ?? Number.NaN);
          if (truth - (wrongSince[which] ?? 0) < day) expect(copy.ageMs).toBeGreaterThanOrEqual(ageMs - toleranceMs);
          expect(copy.ageMs).toBeLessThanOrEqual(day);
          expect(Number(copy.value)).toBeGreaterThan(forgotten[which] ?? 0);
        }
      }
    }),
    { numRuns },
  );
});

test('memory holds its bound in bytes whatever the texts are, from here and from the second level', async () => {
  const value = fc.string({ unit: 'binary', maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.string(), value), { maxLength: 20 }), fc.nat(200), async (entries, room) => {
      const secondLevel = texts();
      const [writer, reader] = [instance(secondLevel, 1_000_000), instance(secondLevel, room + 1)];
      for (const [key, text] of entries) {
        writer.copies.keep(key, text);
        reader.copies.keep(`own ${key}`, text);
        await reader.copies.copy(key);
        expect(reader.copies.stats().bytes).toBeLessThanOrEqual(room + 1);
      }
      const { bytes } = writer.copies.stats();
      const two = entries.map(([key, text]) => Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(text)));
      expect(bytes).toBeLessThanOrEqual(two.reduce((sum, one) => sum + one, 0));
    }),
    { numRuns },
  );
});
