import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deckOf, randomOf, shuffled } from '../src/random.ts';

test('a seed gives the same numbers every time, from 0 to below 1', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const numbers = Array.from({ length: 50 }, randomOf(seed));
      expect(numbers).toEqual(Array.from({ length: 50 }, randomOf(seed)));
      expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    }),
  );
});

test('seeds that differ in one letter give other numbers', () => {
  expect(randomOf('mouse')()).not.toBe(randomOf('house')());
});

test('shuffling loses nothing and adds nothing', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.integer()), (seed, items) => {
      expect(shuffled(randomOf(seed), items).sort()).toEqual([...items].sort());
    }),
  );
});

test('a deck never gives the same card twice within half its length, and gives every card in time', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 2, max: 12 }), (seed, size) => {
      const draw = deckOf(
        randomOf(seed),
        Array.from({ length: size }, (_, card) => card),
      );
      const drawn = Array.from({ length: size * 40 }, draw);
      const rest = Math.floor(size / 2);
      for (let at = rest; at < drawn.length; at++) {
        expect(drawn.slice(at - rest, at)).not.toContain(drawn[at]);
      }
      expect(new Set(drawn).size).toBe(size);
    }),
  );
});
