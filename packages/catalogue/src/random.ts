// Chance that is the same on every machine: the shop must look alike wherever it is seeded.

/** Numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** A generator of its own for `seed`: mulberry32 (Tommy Ettinger, public domain) over an FNV-1a hash. Not for secrets. */
export function randomOf(seed: string): Random {
  let state = 0x811c9dc5;
  for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `min` to `max`, both included. */
export const between = (random: Random, min: number, max: number) => min + Math.floor(random() * (max - min + 1));

/** The items in another order (Fisher and Yates). */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = between(random, 0, last);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

/** Draws one item after the other; an item that was drawn rests until half of the others have been drawn. */
export function deckOf<T>(random: Random, items: readonly T[]): () => T {
  const [first] = items;
  if (first === undefined) throw new Error('A deck needs at least one card');
  const ready = [...items];
  const resting: T[] = [];
  return () => {
    const [drawn = first] = ready.splice(between(random, 0, ready.length - 1), 1);
    resting.push(drawn);
    if (resting.length > items.length / 2) ready.push(...resting.splice(0, 1));
    return drawn;
  };
}
