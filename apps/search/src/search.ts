// The ladder of the search: engine → database → popular results → nothing. Whoever asks gets an answer that says how good it is.
import {
  type SearchAnswer,
  type SearchQuality,
  type SearchWish,
  searchLimits,
  searchWords,
  withoutOldPrices,
} from '@evenkeel/contracts';
import { climbDown, type Rung } from '@evenkeel/resilience';
import { z } from 'zod';
import type { EngineIdentity } from './engine/engine.ts';
import type { Found } from './found.ts';
import { budgetsMs, ladderMs, reservedMs } from './policy.ts';

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

/** Ages beyond a day are told as a day. In ms. */
const longestAgeMs = 24 * 60 * 60_000;

export type Search = ReturnType<typeof search>;

export function search(sources: SearchSources) {
  return {
    /** Never fails: with nothing to ask, the answer is `none`. */
    async find(wish: SearchWish, deadlineMs: number, signal: AbortSignal): Promise<SearchAnswer> {
      const wholeMs = Math.min(deadlineMs, ladderMs);
      const startedAt = performance.now();
      /** What is left, when the last rung is to have its time. */
      const beforeLast = () =>
        AbortSignal.timeout(Math.max(0, Math.floor(startedAt + wholeMs - reservedMs - performance.now())));
      const rungs: Rung<Found>[] = [
        {
          name: 'elasticsearch',
          budgetMs: budgetsMs.elasticsearch,
          take: async (context) => {
            const pricesAgeMs = Math.min(sources.indexAgeMs(), longestAgeMs);
            const found = await sources.engine.find(wish, context.signal);
            return found && { ...found, pricesAgeMs };
          },
        },
        {
          name: 'database',
          budgetMs: budgetsMs.database,
          take: (context) => sources.database.find(wish, AbortSignal.any([context.signal, beforeLast()])),
        },
        { name: 'popular', budgetMs: budgetsMs.popular, take: (context) => sources.popular.find(wish, context.signal) },
      ];
      const { value, index, failures } = await climbDown(rungs, { name: 'search', deadlineMs: wholeMs, signal });
      if (signal.aborted) throw signal.reason;
      const reasons = failures.map(({ rung, error }) => `${rung}: ${messageOf(error)}`.slice(0, 300));
      const place = places[index];
      if (!value || !place) return answer(wish, { source: 'none', quality: 'none', found: nothing, reasons });
      if (place.quality !== 'low') sources.onFound(wish, value);
      return answer(wish, { ...place, found: value, reasons });
    },
  };

  function answer(
    wish: SearchWish,
    {
      source,
      quality,
      found,
      reasons,
    }: { source: SearchAnswer['source']; quality: SearchQuality; found: Found; reasons: string[] },
  ): SearchAnswer {
    const { total, pricesAgeMs = 0 } = found;
    const { items } = withoutOldPrices(found, pricesAgeMs);
    const pages = Math.min(Math.ceil(total / searchLimits.pageSize), searchLimits.lastPage);
    return {
      source,
      quality,
      warning: quality === 'high' ? null : searchWords[quality].bold,
      reasons,
      results: {
        wish,
        quality,
        total,
        partial: found.partial ?? false,
        unrelated: found.unrelated ?? false,
        pages,
        items: [...items],
        pricesAgeMs: Math.round(pricesAgeMs),
        correctedTo: found.correctedTo ?? null,
        engine: quality === 'high' ? sources.identity() : null,
      },
      facets: found.facets,
    };
  }
}

const nothing: Found = { total: 0, items: [], facets: null };

function messageOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return `an answer that cannot be read (${error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)[0]})`;
  return error instanceof Error ? error.message : String(error);
}
