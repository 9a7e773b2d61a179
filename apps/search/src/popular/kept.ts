// What people search for and look at, kept in Redis for the hour when nothing can be searched. Nobody waits for it: what
// cannot be kept now is kept the next time somebody asks.
import { card, type SearchWish } from '@evenkeel/contracts';
import type { RedisStore } from '@evenkeel/service-kit/redis/store';
import { z } from 'zod';
import type { Found } from '../found.ts';
import { wordsOf } from '../words.ts';
import { dayOf, keys } from './keys.ts';

/** So many queries are kept; the least asked for make room. */
const mostQueries = 500;
/** Results are kept for a day, as all copies are (G9). In seconds. */
const resultsForS = 24 * 60 * 60;
/** The looks of four days count (refresh.ts); the fifth is still being left. In seconds. */
const looksForS = 5 * 24 * 60 * 60;
/** So many products of a day are counted. */
const mostLooks = 2_000;
/** The results of a query that many ask for are written again after so long, in ms. */
const rewriteMs = 60_000;
/** So many queries are remembered as written just now. */
const mostRemembered = 1_000;

export const keptCards = z.object({
  /** ms since 1970. */
  at: z.number(),
  total: z.number().int().min(0),
  items: z.array(card).max(24),
});
export type KeptCards = z.infer<typeof keptCards>;

/** Equal for queries that mean the same. Short, since it is part of a key. */
export const queryKey = (query: string): string => [...wordsOf(query)].sort().join(' ').slice(0, 100);

export function keeping(redis: RedisStore) {
  const written = new Map<string, number>();

  return {
    /** Keeps the first page of a plain search, and counts that it was asked for. */
    async results(wish: SearchWish, { total, items, pricesAgeMs = 0, correctedTo }: Found): Promise<void> {
      const query = queryKey(correctedTo ?? wish.q);
      if (query === '' || items.length === 0 || !isPlain(wish)) return;
      const now = Date.now();
      const isDue = now - (written.get(query) ?? 0) > rewriteMs;
      if (isDue) remember(query, now);
      const kept: KeptCards = { at: now - pricesAgeMs, total, items: items.map(({ matched: _, ...shown }) => shown) };
      await redis.write(async (client) => {
        const commands = client.multi().zincrby(keys.queries, 1, query).expire(keys.queries, looksForS);
        if (isDue) commands.set(keys.results(query), JSON.stringify(kept), 'EX', resultsForS);
        await commands.exec();
        if (!isDue) return;
        // The best known stay; a query that was asked for once goes first, and its results with it: there is no end of queries.
        const least = await client.zrevrange(keys.queries, mostQueries, -1);
        if (least.length > 0)
          await client
            .multi()
            .zrem(keys.queries, ...least)
            .unlink(...least.map(keys.results))
            .exec();
      });
    },

    /** Counts that products were looked at. */
    async looks(slugs: readonly string[]): Promise<void> {
      const key = keys.looks(dayOf(Date.now()));
      await redis.write((client) => {
        const commands = client.multi();
        for (const slug of slugs) commands.zincrby(key, 1, slug);
        return commands
          .zremrangebyrank(key, 0, -mostLooks - 1)
          .expire(key, looksForS)
          .exec();
      });
    },
  };

  function remember(query: string, now: number): void {
    written.delete(query);
    written.set(query, now);
    if (written.size > mostRemembered) written.delete(written.keys().next().value ?? '');
  }
}

const isPlain = ({ category, minPrice, maxPrice, rating, sort, page }: SearchWish) =>
  category === undefined &&
  minPrice === undefined &&
  maxPrice === undefined &&
  rating === undefined &&
  sort === 'relevance' &&
  page === 1;
