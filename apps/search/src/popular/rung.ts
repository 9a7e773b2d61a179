// The third rung: what was popular when search still worked. The results of this very query, else of one that shares a word,
// else the products that people look at most.
import { priceLimitMs, type SearchWish, withoutOldPrices } from '@evenkeel/contracts';
import type { RedisStore } from '@evenkeel/service-kit/redis';
import type { Found } from '../found.ts';
import { wordsOf } from '../words.ts';
import { type KeptCards, keptCards, queryKey } from './kept.ts';
import { keys } from './keys.ts';

export function popularSearch(redis: RedisStore) {
  /** What stands under `key`; undefined for what is not there, or not what we write. */
  const read = async (key: string, signal: AbortSignal): Promise<KeptCards | undefined> => {
    const text = await redis.run((client) => client.get(key), { signal });
    if (text === null) return undefined;
    const kept = keptCards.safeParse(jsonOf(text));
    return kept.success ? kept.data : undefined;
  };

  /** The kept query that shares most words with this one; of two the one that is asked for more. */
  const nearest = async (wish: SearchWish, signal: AbortSignal): Promise<string | undefined> => {
    const words = new Set(wordsOf(wish.q));
    const queries = await redis.run((client) => client.zrevrange(keys.queries, 0, -1), { signal });
    let best: { readonly query: string; readonly shared: number } | undefined;
    for (const query of queries) {
      const shared = query.split(' ').filter((word) => words.has(word)).length;
      if (shared > (best?.shared ?? 0)) best = { query, shared };
    }
    return best?.query;
  };

  return {
    /** Undefined when nothing is kept. @throws when Redis does not answer */
    async find(wish: SearchWish, signal: AbortSignal): Promise<Found | undefined> {
      const query = queryKey(wish.q);
      let kept = query === '' ? undefined : await read(keys.results(query), signal);
      if (!kept && query !== '') {
        const other = await nearest(wish, signal);
        if (other !== undefined) kept = await read(keys.results(other), signal);
      }
      kept ??= await read(keys.cards, signal);
      if (!kept || kept.items.length === 0) return undefined;
      const pricesAgeMs = Math.max(0, Date.now() - kept.at);
      const { items } = pricesAgeMs > priceLimitMs ? withoutOldPrices(kept, pricesAgeMs) : kept;
      return { total: items.length, items, facets: null, pricesAgeMs };
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not what we write: as if nothing was there.
  }
}
