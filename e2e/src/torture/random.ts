// Chance that can be repeated: the same seed, the same buyers and the same faults.
import { seeded } from '@evenkeel/shop';

export interface Chance {
  /** From 0 up to 1, without 1. */
  next(): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  of<T>(choices: readonly T[]): T;
  /** True in that share of the cases. */
  share(share: number): boolean;
  uuid(): string;
}

export function chance(seed: number): Chance {
  const next = seeded(seed);
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    of: (choices) => choices[between(0, choices.length - 1)] as (typeof choices)[number],
    share: (share) => next() < share,
    uuid: () => {
      const hex = Array.from({ length: 32 }, () => between(0, 15).toString(16));
      hex[12] = '4';
      hex[16] = 'a';
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
        .map((part) => part.join(''))
        .join('-');
    },
  };
}
