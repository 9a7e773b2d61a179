// The second rung: LIKE in PostgreSQL, with the same filters, sorting and facets, and no help with spelling.
import { card, type SearchWish } from '@evenkeel/contracts';
import type { PostgresReads } from '@evenkeel/service-kit/postgres/reads';
import { z } from 'zod';
import { stars } from '../engine/query.ts';
import { facetsOf } from '../facets.ts';
import type { Found } from '../found.ts';
import { withMatches } from '../highlight.ts';
import { wordsOf } from '../words.ts';
import { searchSql } from './sql.ts';

/** A row of the view `cards`. */
export const cardRow = z
  .object({
    slug: z.string(),
    name: z.string(),
    tagline: z.string(),
    picture: z.string(),
    tile: z.number(),
    category_slug: z.string(),
    category_name: z.string(),
    price_cents: z.number().nullable(),
    currency: z.literal('USD').nullable(),
    rating: z.number().nullable(),
  })
  .transform(({ category_slug, category_name, price_cents, currency, ...row }) => ({
    ...row,
    category: { slug: category_slug, name: category_name },
    price: price_cents === null || currency === null ? null : { cents: price_cents, currency },
  }))
  .pipe(card);

const answer = z.object({
  total: z.number(),
  partial: z.boolean(),
  found: z.array(z.object({ card: cardRow, texts: z.array(z.string()) })),
  categories: z.array(z.object({ slug: z.string(), name: z.string(), count: z.number() })),
  prices: z.array(z.number()),
  ratings: z.array(z.number()),
});

export function databaseSearch(reads: PostgresReads) {
  return {
    /** @throws when no database answers */
    async find(wish: SearchWish, signal: AbortSignal): Promise<Found> {
      const words = wordsOf(wish.q);
      const { text, params } = searchSql(wish, words);
      const [row] = await reads.query(text, params, { signal });
      const { total, partial, found, categories, prices, ratings } = answer.parse(row);
      return {
        total,
        partial,
        items: withMatches(found, words),
        facets: facetsOf(wish, {
          categories,
          prices,
          ratings: stars.map((atLeast, index) => ({ atLeast, count: ratings[index] ?? 0 })),
        }),
      };
    },
  };
}
