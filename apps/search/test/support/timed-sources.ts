// Sources of the ladder that answer, fail or hang by the clock of a test.
import { type SearchWish, searchWish } from '@evenkeel/contracts';
import { type Mock, vi } from 'vitest';
import type { Found } from '../../src/found.ts';
import { search } from '../../src/search.ts';

type Find = (wish: SearchWish, signal: AbortSignal) => Promise<Found>;
export type TimedSource = Mock<Find>;

const found: Found = { total: 0, items: [], facets: null };
export const wish = searchWish.parse({ q: 'laptop' });

export const answersIn = (ms: number): TimedSource => source((resolve) => setTimeout(() => resolve(found), ms));
export const failsIn = (ms: number, message: string): TimedSource =>
  source((_, reject) => setTimeout(() => reject(new Error(message)), ms));
/** Like whatever has a pipeline in front of it, it ends when its signal does. */
export const hangs = (): TimedSource => source(() => undefined);

function source(begin: (resolve: (found: Found) => void, reject: (error: Error) => void) => void): TimedSource {
  return vi.fn(
    (_, signal) =>
      new Promise<Found>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        begin(resolve, reject);
      }),
  );
}

/** The signal that a source was given first. */
export const signalOf = (asked: TimedSource): AbortSignal | undefined => asked.mock.calls[0]?.[1];

/** A ladder over them; what it answers says how long it took. The popular results come at once. */
export function ladderOf({
  popular = answersIn(0),
  ...better
}: Record<'engine' | 'database', Find> & { popular?: Find }) {
  const ladder = search({
    engine: { find: better.engine },
    database: { find: better.database },
    popular: { find: popular },
    identity: () => null,
    indexAgeMs: () => 0,
    onFound: () => undefined,
  });
  return async ({ deadlineMs = 5_000, signal = new AbortController().signal } = {}) => {
    const startedAt = performance.now();
    const { source, quality, reasons } = await ladder.find(wish, deadlineMs, signal);
    return { source, quality, reasons, tookMs: performance.now() - startedAt };
  };
}
