// What one checkout came to, what many came to, and what may be said of them.
import { percentile } from '../figures.ts';

export interface Sample {
  readonly order: string;
  readonly cents: number;
  /** From the question to the answer, or until it was given up. */
  readonly ms: number;
  /** `unsure`: no answer, or none that says so. Then it may have been kept, and charged once. */
  readonly kept: 'yes' | 'no' | 'unsure';
  /** The state of the order, or why there is none. */
  readonly what: string;
}

export interface Round {
  readonly samples: readonly Sample[];
  readonly seconds: number;
}

export interface Summary {
  /** Kept ones. */
  readonly perSecond: number;
  /** Of every single answer in all rounds, in ms: of one round there are too few for a p99. */
  readonly p50: number;
  readonly p99: number;
  readonly orders: number;
  /** What became of them → how many, the most frequent first. */
  readonly became: ReadonlyMap<string, number>;
  /** Requests without an order. */
  readonly failures: ReadonlyMap<string, number>;
}

export function summaryOf(rounds: readonly Round[]): Summary {
  const all = rounds.flatMap(({ samples }) => samples);
  const times = all.map(({ ms }) => ms);
  const kept = all.filter(isKept);
  return {
    perSecond: kept.length / sum(rounds.map(({ seconds }) => seconds)),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    orders: all.length,
    became: tally(kept),
    failures: tally(all.filter((sample) => !isKept(sample))),
  };
}

export const isKept = ({ kept }: Sample): boolean => kept === 'yes';

export const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);

function tally(samples: readonly Sample[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { what } of samples) counts.set(what, (counts.get(what) ?? 0) + 1);
  return new Map([...counts].sort(([, one], [, other]) => other - one));
}
