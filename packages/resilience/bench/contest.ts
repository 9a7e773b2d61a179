// Figures of a shared machine mean little; ratios of what ran side by side mean a lot. All contestants of a row take turns
// in short rounds, and a ratio is the median of the rounds' ratios, so that a noisy neighbour meets everybody alike.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export type Call = () => Promise<unknown>;

/** ns per call of every contestant, one entry a round. */
export type Times<Name extends string> = Record<Name, number[]>;

export interface Rounds {
  /** Rounds that count (31). Some before them warm up. */
  rounds?: number;
  /** Calls of each contestant in a round (1,000). */
  calls?: number;
  /** One call after the other, or all at once (false). */
  atOnce?: boolean;
}

const warmUp = 0.3;

export async function contest<Name extends string>(
  contestants: Readonly<Record<Name, Call>>,
  { rounds = 31, calls = 1_000, atOnce = false }: Rounds = {},
): Promise<Times<Name>> {
  const names = Object.keys(contestants) as Name[];
  const times = Object.fromEntries(names.map((name): [Name, number[]] => [name, []])) as Times<Name>;
  for (let round = -Math.ceil(rounds * warmUp); round < rounds; round++)
    for (const name of names) {
      await (atOnce ? cleanUp() : turn());
      const ns = await (atOnce ? together : inTurn)(contestants[name], calls);
      if (round >= 0) times[name].push(ns);
    }
  return times;
}

/** Median over the rounds of `ours` divided by `theirs`. */
export function ratio<Name extends string>(times: Times<Name>, ours: Name, theirs: Name): number {
  return median(times[ours].map((ns, round) => ns / (times[theirs][round] as number)));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function inTurn(call: Call, calls: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < calls; i++) await call();
  return ((performance.now() - start) * 1e6) / calls;
}

async function together(call: Call, calls: number): Promise<number> {
  const start = performance.now();
  await Promise.all(Array.from({ length: calls }, call));
  return ((performance.now() - start) * 1e6) / calls;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Collects the garbage, so that nobody pays for what the one before has left behind. */
export async function cleanUp(): Promise<void> {
  await turn();
  collectGarbage();
}
