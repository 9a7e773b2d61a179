// Whatever the second level does, and however both clocks jump: no question fails, waits or answers wrongly for its sake.
import { getEventListeners } from 'node:events';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { lastGood } from '../../src/index.ts';
import { settled } from '../fake-clock.ts';
import { JumpingClock } from '../jumping-clock.ts';
import { numRuns } from '../property-runs.ts';
import { mood, StrangeStore } from './strange-store.ts';

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
process.on('unhandledRejection', note);
afterAll(() => process.off('unhandledRejection', note));

interface Text {
  key: string;
  number: number;
  text: string;
}

const key = fc.constantFrom('', 'a', '__proto__', 'constructor', 'forgotten 1', '😀', '\ud800', 'ä'.repeat(300));
/** One to four bytes a character, and halves of characters. */
const text = fc.string({ unit: fc.constantFrom('a', 'ß', '€', '😀', '\ud83d', '\u0000'), maxLength: 30 });

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('copy' as const), key, leaves: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('load' as const),
      key,
      text,
      how: fc.constantFrom('answers', 'answers', 'fails', 'hangs', 'is late'),
      afterMs: fc.nat(200),
      leaves: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('keep' as const), key, text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('keep also' as const), key, other: key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('forget' as const, 'all leave' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.oneof(fc.nat(100), fc.nat(10_000)) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('jump' as const, 'wall jump' as const),
      ms: fc.oneof(fc.integer({ min: -9_000, max: 9_000 }), fc.integer({ min: -9e7, max: 9e7 })),
    }),
  },
);

const settings = fc.record({
  maxEntries: fc.integer({ min: 1, max: 5 }),
  maxBytes: fc.integer({ min: 1, max: 300 }),
  shareMs: fc.constantFrom(0, 1, 2_000),
  loadDeadlineMs: fc.integer({ min: 1, max: 150 }),
  secondLevelBudgetMs: fc.integer({ min: 1, max: 100 }),
  secondLevelReadEveryMs: fc.constantFrom(0, 1, 5_000),
  secondLevelEveryMs: fc.constantFrom(0, 1_000),
  secondLevelWrites: fc.integer({ min: 1, max: 3 }),
});

const decode = (encoded: string): Text => {
  const { key, number, text } = JSON.parse(encoded) as Text;
  if (typeof key !== 'string') throw new TypeError('not a text of ours');
  return { key, number, text };
};

test('copies are what was kept under their key and not forgotten since, in time and within their bounds, whatever the second level does', async () => {
  await fc.assert(
    fc.asyncProperty(
      settings,
      fc.array(step, { maxLength: 40, size: 'max' }),
      fc.array(mood, { minLength: 1, maxLength: 20 }),
      fc.record({ clears: fc.boolean(), releases: fc.boolean() }),
      async (rules, steps, moods, { clears, releases }) => {
        const clock = new JumpingClock(releases);
        const wall = { aheadMs: 1_700_000_000_000 };
        const secondLevel = new StrangeStore(clock, moods, clears);
        const wallClock = () => wall.aheadMs + clock.real.now();
        const copies = lastGood<Text>({ name: 'copies', ...rules, secondLevel, decode, clock, wallClock });
        let leaving = new AbortController();
        const signals = new Set([leaving.signal]);
        const wrong: unknown[] = [];
        const hung = new Set<() => void>();
        let number = 0;
        let forgotten = 0;
        let unanswered = 0;

        /** Times what has to be there after so many ms, and sees that it is right. */
        const expectIn = async (ms: number, asked: string, what: Promise<Text | undefined>): Promise<void> => {
          unanswered++;
          const [since, began] = [forgotten, clock.real.now()];
          const value = await what.catch(() => undefined);
          unanswered--;
          if (clock.real.now() - began > ms) wrong.push(`took ${clock.real.now() - began} ms`);
          if (value !== undefined && (value.key !== asked || value.number <= since))
            wrong.push({ asked, value, since });
        };
        const value = (of: string, text: string): Text => ({ key: of, number: ++number, text });

        for (const action of steps) {
          const signal = 'leaves' in action && action.leaves ? leaving.signal : undefined;
          if (action.kind === 'time') await clock.real.pass(action.ms);
          else if (action.kind === 'jump') clock.jump(action.ms);
          else if (action.kind === 'wall jump') wall.aheadMs += action.ms;
          else if (action.kind === 'keep') copies.keep(action.key, value(action.key, action.text));
          else if (action.kind === 'keep also') {
            // Under another key it is another's: only its bounds are looked at.
            if (action.other === action.key) copies.keepAlso(action.key, action.other);
          } else if (action.kind === 'copy') {
            const copy = copies.copy(action.key, { signal });
            void expectIn(
              rules.secondLevelBudgetMs,
              action.key,
              copy.then((found) => found?.value),
            );
          } else if (action.kind === 'load') {
            const { how, afterMs } = action;
            const loaded = value(action.key, action.text);
            const load = async (): Promise<Text> => {
              if (how === 'fails') throw new Error(how);
              if (how === 'hangs') await new Promise<void>((go) => hung.add(go));
              if (how === 'is late') await new Promise<void>((go) => clock.real.setTimer(go, afterMs));
              return loaded;
            };
            void expectIn(rules.loadDeadlineMs, action.key, copies.load(action.key, load, { signal }));
          } else if (action.kind === 'forget') {
            void copies.forget().catch(() => undefined);
            forgotten = number;
          } else {
            leaving.abort();
            leaving = new AbortController();
            signals.add(leaving.signal);
          }
          const { bytes, entries } = copies.stats();
          expect(bytes).toBeLessThanOrEqual(rules.maxBytes);
          expect(entries).toBeLessThanOrEqual(rules.maxEntries);
          for (const one of signals) expect(getEventListeners(one, 'abort').length).toBeLessThanOrEqual(1);
        }
        await clock.real.pass(1_000);
        expect(unanswered).toBe(0);
        secondLevel.letGo();
        for (const go of hung) go();
        await settled();
        expect(wrong).toEqual([]);
        expect(clock.liveTimers).toBe(0);
        for (const one of signals) expect(getEventListeners(one, 'abort')).toHaveLength(0);
        expect(unhandled.splice(0)).toEqual([]);
      },
    ),
    { numRuns },
  );
});
