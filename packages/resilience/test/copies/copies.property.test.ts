import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Copies } from '../../src/copies/copies.ts';
import { lastGood } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { numRuns } from '../property-runs.ts';

const step = fc.record({
  kind: fc.constantFrom('set', 'set', 'get', 'delete'),
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  bytes: fc.nat(60),
});

test('copies never exceed their bounds, and are those that a list in order of use would have', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100, size: 'max' }), (steps) => {
      const copies = new Copies<number>(4, 100);
      let model: { key: string; bytes: number }[] = [];
      for (const { kind, key, bytes } of steps) {
        const known = model.find((entry) => entry.key === key);
        const others = model.filter((entry) => entry.key !== key);
        if (kind === 'get') {
          expect(copies.get(key)?.bytes).toBe(known?.bytes);
          model = known ? [...others, known] : model;
        } else if (kind === 'delete') {
          copies.delete(key);
          model = others;
        } else {
          copies.set(key, { value: 0, at: 0, comparedAt: 0, live: true, bytes });
          model = [...others, { key, bytes }];
          while (model.length > 4 || model.reduce((sum, entry) => sum + entry.bytes, 0) > 100) model.shift();
        }
        expect(copies.size).toBe(model.length);
        expect(copies.bytes).toBe(model.reduce((sum, entry) => sum + entry.bytes, 0));
      }
    }),
    { numRuns },
  );
});

/** One to four bytes a character, and halves of characters, which become three bytes. */
const text = fc.string({ unit: fc.constantFrom('a', 'ß', '€', '😀', '\ud83d', '\u0000', '"'), maxLength: 20 });

test('the bytes of a store are those that its keys and texts have in UTF-8, whoever wrote them, and more than there is room for go, the longest unused first', async () => {
  const inBytes = (encoded: string) => new TextEncoder().encode(encoded).length;
  const use = fc.record({ kind: fc.constantFrom('keep', 'keep', 'keep', 'copy', 'from others'), key: text, text });
  await fc.assert(
    fc.asyncProperty(
      fc.array(use, { maxLength: 30, size: 'max' }),
      fc.record({ maxEntries: fc.integer({ min: 1, max: 8 }), maxBytes: fc.integer({ min: 1, max: 150 }) }),
      fc.boolean(),
      async (uses, bounds, plain) => {
        const kept = new Map<string, string>();
        const secondLevel = {
          get: async (key: string) => kept.get(key),
          set: async (key: string, value: string) => void kept.set(key, value),
        };
        const clock = new FakeClock();
        const encode = (value: string) => (plain ? value : JSON.stringify(value));
        const decode = (encoded: string) => (plain ? encoded : (JSON.parse(encoded) as string));
        const settings = { name: 'x', loadDeadlineMs: 9, encode, decode, clock, wallClock: () => 1e12 + clock.now() };
        const others = lastGood<string>({ ...settings, maxEntries: 100, secondLevel });
        const ours = lastGood<string>({ ...settings, ...bounds, secondLevel, secondLevelReadEveryMs: 0 });
        let model: { key: string; value: string }[] = [];
        const ofOne = (key: string, value: string) => inBytes(key) + inBytes(encode(value));
        const bytes = () => model.reduce((sum, { key, value }) => sum + ofOne(key, value), 0);
        const use = (key: string, value: string) => {
          const before = model.find((one) => one.key === key);
          model = model.filter((one) => one.key !== key);
          // What is too large is not kept: then the one before is still the last good one.
          const last = ofOne(key, value) > bounds.maxBytes ? before : { key, value };
          if (last === undefined) return;
          model.push(last);
          while (model.length > bounds.maxEntries || bytes() > bounds.maxBytes) model.shift();
        };
        for (const { kind, key, text: value } of uses) {
          // A copy counts as newer from the second millisecond on.
          await clock.pass(2);
          if (kind === 'keep') {
            ours.keep(key, value);
            use(key, value);
          } else {
            if (kind === 'from others') others.keep(key, value);
            await settled();
            const copy = await ours.copy(key);
            if (copy !== undefined) use(key, copy.value);
          }
          await settled();
          expect(ours.stats()).toMatchObject({ entries: model.length, bytes: bytes() });
        }
      },
    ),
    { numRuns },
  );
});
