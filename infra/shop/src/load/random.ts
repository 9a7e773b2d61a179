/** A number from 0 (included) to 1 (excluded), another one at each call. */
export type Random = () => number;

/** Tommy Ettinger's generator of 32 bits (Mulberry32): small, and good enough for a walk through a shop. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of them, each as likely as the others; undefined when there are none. */
export const pick = <T>(random: Random, items: readonly T[]): T | undefined =>
  items[Math.floor(random() * items.length)];

/** True with this probability. */
export const chance = (random: Random, probability: number): boolean => random() < probability;
