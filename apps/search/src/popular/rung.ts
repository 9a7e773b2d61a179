// The third rung: what was popular when search still worked. The results of this very query, else of one that shares a word,
// else the products that people look at most.
import { type SearchWish, tierLimitsMs, withoutOldPrices } from '@evenkeel/contracts';
import type { RedisStore } from '@evenkeel/service-kit/redis/store';
import type { Found } from '../found.ts';
import { wordsOf } from '../words.ts';
import { type KeptCards, keptCards, queryKey } from './kept.ts';
import { keys } from './keys.ts';

export function popularSearch(redis: RedisStore) {
  /** What stands under the first of the keys that has anything of the last day; undefined for what is not there, or not what we write. */
  const read = async (wanted: readonly string[], signal: AbortSignal): Promise<KeptCards | undefined> => {
    if (wanted.length === 0) return undefined;
    for (const text of await redis.run((client) => client.mget(...wanted), { signal })) {
      const kept = keptCards.safeParse(text === null ? undefined : jsonOf(text)).data;
      if (kept && kept.items.length > 0 && Date.now() - kept.at <= tierLimitsMs.emergency) return kept;
    }
    return undefined;
  };

  /** The kept queries that share most words with this one, best first; of two the one that is asked for more. */
  const nearest = async (wish: SearchWish, signal: AbortSignal): Promise<string[]> => {
    const words = new Set(wordsOf(wish.q));
    const queries = await redis.run((client) => client.zrevrange(keys.queries, 0, -1), { signal });
    return queries
      .map((query) => ({ query, shared: query.split(' ').filter((word) => words.has(word)).length }))
      .filter(({ shared }) => shared > 0)
      .sort((one, other) => other.shared - one.shared)
      .slice(0, mostTried)
      .map(({ query }) => query);
  };

  return {
    /** Undefined when nothing is kept. @throws when Redis does not answer */
    async find(wish: SearchWish, signal: AbortSignal): Promise<Found | undefined> {
      const query = queryKey(wish.q);
      const own = query === '' ? [] : [query];
      const related =
        (await read(own.map(keys.results), signal)) ??
        (own.length > 0 ? await read((await nearest(wish, signal)).map(keys.results), signal) : undefined);
      const kept = related ?? (await read([keys.cards], signal));
      if (!kept) return undefined;
      const pricesAgeMs = Math.max(0, Date.now() - kept.at);
      const { items } = withoutOldPrices(kept, pricesAgeMs);
      return { total: items.length, items, facets: null, pricesAgeMs, unrelated: related === undefined };
    },
  };
}

/** Results live for a day, and the queries longer: so many of those that fit are looked up. */
const mostTried = 5;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not what we write: as if nothing was there.
  }
}
