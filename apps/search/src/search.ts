// The ladder of the search: engine, with the database as a spare in hand → database → popular results → nothing. Whoever asks gets an
// answer that says how good it is.
import type { SearchAnswer, SearchWish } from '@evenkeel/contracts';
import { climbDown, type Rung } from '@evenkeel/resilience';
import { z } from 'zod';
import type { EngineIdentity } from './engine/engine.ts';
import type { Found } from './found.ts';
import { budgetsMs, ladderMs, limits, reservedMs, spareAfterMs, spareRestMs } from './policy.ts';
import { searchAnswerOf } from './search-answer.ts';
import { spares } from './spare.ts';

interface Source {
  find(wish: SearchWish, signal: AbortSignal): Promise<Found | undefined>;
}

export interface SearchSources {
  readonly engine: Source;
  readonly database: Source;
  readonly popular: Source;
  /** Who is behind the engine; null while it is not known. */
  readonly identity: () => EngineIdentity | null;
  /** How long ago the index was last known to equal the catalogue, in ms. */
  readonly indexAgeMs: () => number;
  /** Told of every answer that is as good as it was meant to be. */
  readonly onFound: (wish: SearchWish, found: Found) => void;
}

const places = [
  { source: 'elasticsearch', quality: 'high' },
  { source: 'database', quality: 'medium' },
  { source: 'cache', quality: 'low' },
] as const;

const noPlace = { source: 'none', quality: 'none' } as const;

/** Ages beyond a day are told as a day. In ms. */
const longestAgeMs = 24 * 60 * 60_000;

/** Says nothing of the databases: they were given up in the middle of a good answer. */
const notNeeded = new Error('a better rung has answered');

export type Search = ReturnType<typeof search>;

export function search(sources: SearchSources) {
  const spareOf = spares(limits.spares);
  return {
    /** Never fails: with nothing to ask, the answer is `none`. */
    async find(wish: SearchWish, deadlineMs: number, signal: AbortSignal): Promise<SearchAnswer> {
      const wholeMs = Math.min(deadlineMs, ladderMs);
      /** Who comes with less time has less for everything: the databases are not to lose theirs to a slow engine. */
      const share = wholeMs / ladderMs;
      const spare = spareOf({
        name: 'database',
        ask: (asked) => sources.database.find(wish, asked),
        endsInMs: wholeMs - reservedMs,
      });
      const rungs: Rung<Found>[] = [
        {
          name: 'elasticsearch',
          budgetMs: budgetsMs.elasticsearch * share,
          take: async (context) => {
            spare.fetchIn(spareAfterMs * share);
            const pricesAgeMs = Math.min(sources.indexAgeMs(), longestAgeMs);
            const found = await sources.engine.find(wish, context.signal);
            return found && { ...found, pricesAgeMs };
          },
        },
        { name: 'database', budgetMs: budgetsMs.database, take: () => spare.take() },
        { name: 'popular', budgetMs: budgetsMs.popular, take: (context) => sources.popular.find(wish, context.signal) },
      ];
      const { value, index, failures } = await climbDown(rungs, { name: 'search', deadlineMs: wholeMs, signal });
      if (signal.aborted) {
        spare.putAway(signal.reason);
        throw signal.reason;
      }
      spare.putAway(notNeeded, spareRestMs);
      const reasons = failures.map(({ rung, error }) => `${rung}: ${messageOf(error)}`.slice(0, 300));
      const place = places[index] ?? noPlace;
      if (value && place.quality !== 'low') sources.onFound(wish, value);
      return searchAnswerOf(wish, { ...place, found: value, reasons, identity: sources.identity() });
    },
  };
}

function messageOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return `an answer that cannot be read (${error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)[0]})`;
  return error instanceof Error ? error.message : String(error);
}
