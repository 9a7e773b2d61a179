// What can be searched for, and what the search service says.
import { z } from 'zod';
import { card, categoryRef, slug } from './product.ts';

export const searchSorts = ['relevance', 'price-asc', 'price-desc', 'rating', 'newest'] as const;
export type SearchSort = (typeof searchSorts)[number];

/** Limits of one search: characters of the query, products on a page, the last page, the highest price in dollars. */
export const searchLimits = {
  queryLength: 200,
  pageSize: 24,
  lastPage: 400,
  dollars: 1_000_000,
  suggestions: 8,
} as const;

/** Query parameters are text; an empty one (a form field left blank) is none. */
const optionalNumber = (number: z.ZodNumber) =>
  z.preprocess((value) => (value === '' || value === undefined ? undefined : Number(value)), number.optional());
const dollars = optionalNumber(z.number().int().min(0).max(searchLimits.dollars));
const blank = (value: unknown) => (value === '' ? undefined : value);

/**
 * One search, as in the address `/search?q=&category=&minPrice=&maxPrice=&rating=&sort=&page=`: prices in whole dollars,
 * `rating` is the least number of stars. An empty query finds everything.
 */
export const searchWish = z
  .object({
    q: z
      .string()
      .max(searchLimits.queryLength)
      .default('')
      .transform((text) =>
        text
          .replace(/\p{Cc}/gu, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      ),
    category: z.preprocess(blank, slug.optional()),
    minPrice: dollars,
    maxPrice: dollars,
    rating: optionalNumber(z.number().int().min(1).max(5)),
    sort: z.preprocess(blank, z.enum(searchSorts).default('relevance')),
    page: z.preprocess(
      (value) => (value === '' || value === undefined ? 1 : Number(value)),
      z.number().int().min(1).max(searchLimits.lastPage),
    ),
  })
  .refine(({ minPrice, maxPrice }) => minPrice === undefined || maxPrice === undefined || minPrice <= maxPrice, {
    path: ['maxPrice'],
    error: 'must not be below minPrice',
  });
export type SearchWish = z.infer<typeof searchWish>;

/** A wish as an answer repeats it: read already, not text any more. */
const answeredWish = z.object({
  q: z.string().max(searchLimits.queryLength),
  category: slug.optional(),
  minPrice: z.number().int().min(0).optional(),
  maxPrice: z.number().int().min(0).optional(),
  rating: z.number().int().min(1).max(5).optional(),
  sort: z.enum(searchSorts),
  page: z.number().int().min(1).max(searchLimits.lastPage),
}) satisfies z.ZodType<SearchWish>;

/** The wish as query parameters, without what is as usual; equal wishes give equal text. */
export function searchParams(wish: SearchWish): URLSearchParams {
  const params = new URLSearchParams();
  if (wish.q !== '') params.set('q', wish.q);
  if (wish.category !== undefined) params.set('category', wish.category);
  if (wish.minPrice !== undefined) params.set('minPrice', String(wish.minPrice));
  if (wish.maxPrice !== undefined) params.set('maxPrice', String(wish.maxPrice));
  if (wish.rating !== undefined) params.set('rating', String(wish.rating));
  if (wish.sort !== 'relevance') params.set('sort', wish.sort);
  if (wish.page !== 1) params.set('page', String(wish.page));
  return params;
}

/** `high`: Elasticsearch; `medium`: LIKE in PostgreSQL; `low`: popular results out of Redis; `none`: nothing answers. */
export const searchQualities = ['high', 'medium', 'low', 'none'] as const;
export type SearchQuality = (typeof searchQualities)[number];

export const searchSources = ['elasticsearch', 'database', 'cache', 'none'] as const;

/** The price ranges that can be filtered by, in whole dollars: from (included) up to `to` (included), no end when null. */
export const priceRanges = [
  { from: 0, to: 49 },
  { from: 50, to: 99 },
  { from: 100, to: 249 },
  { from: 250, to: 499 },
  { from: 500, to: 999 },
  { from: 1_000, to: null },
] as const;

const count = z.number().int().min(0);

/**
 * What a search can be narrowed to. The counts of one facet ignore that facet's own filter, and heed all others, so that a
 * visitor can change their mind. A choice without results is left out, unless it is the one that is made.
 */
export const searchFacets = z.object({
  categories: z.array(categoryRef.extend({ count })).max(100),
  prices: z.array(z.object({ from: count, to: count.nullable(), count })).max(priceRanges.length),
  /** "4 stars and more" counts those with 5, too. */
  ratings: z.array(z.object({ atLeast: z.number().int().min(1).max(5), count })).max(5),
});
export type SearchFacets = z.infer<typeof searchFacets>;

/**
 * A text in pieces that say whether they are what was looked for; together they are the text. No markup: whoever shows a
 * piece decides how, and escapes it like any other text.
 */
const hitText = z.array(z.object({ text: z.string().min(1).max(2_000), hit: z.boolean() })).max(500);
export type HitText = z.infer<typeof hitText>;

/** A card among results. */
export const searchHit = card.extend({
  /** Null or left out where nothing was looked for, or it is not known what matched. */
  matched: z
    .object({
      name: hitText,
      /** The sentence or specification that has most of the words; null when they all stand elsewhere. */
      snippet: hitText.nullable(),
    })
    .nullish(),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchResults = z.object({
  wish: answeredWish,
  quality: z.enum(searchQualities),
  /** How many products were found in all, and how many pages they fill. */
  total: count,
  /** More would fit than were looked at: `total` and the counts of the facets are of those that were. */
  partial: z.boolean(),
  /** Not of this query: what is popular in the shop, whatever was asked for. At `low` only. */
  unrelated: z.boolean(),
  pages: count,
  items: z.array(searchHit).max(searchLimits.pageSize),
  /** How old the prices are, in ms; 0 when they were read just now. Older than `priceLimitMs` they are left out. */
  pricesAgeMs: z.number().min(0),
  /** What was searched for instead, when the words had to be bent to find anything: "laptop" for "labtop". */
  correctedTo: z.string().max(searchLimits.queryLength).nullable(),
  /** The engine behind `high`; a stand-in says so. */
  engine: z.object({ name: z.string().max(80), standIn: z.boolean() }).nullable(),
});
export type SearchResults = z.infer<typeof searchResults>;

/** The answer to `GET /search`. Always 200 for a wish that can be read: a store that fails lowers the quality. */
export const searchAnswer = z.object({
  source: z.enum(searchSources),
  quality: z.enum(searchQualities),
  /** What people should know, in the words of `searchWords`; null at `high`. */
  warning: z.string().nullable(),
  /** Why the better rungs failed, for operators; empty at `high`. */
  reasons: z.array(z.string().max(300)).max(4),
  results: searchResults,
  /** Null at `low` and `none`: what is kept there cannot be filtered. */
  facets: searchFacets.nullable(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

/** What `GET /suggest` is asked. */
export const suggestQuery = z.object({ q: z.string().max(searchLimits.queryLength).default('') });

/** Names of products that begin as the query does, or nearly so, for a search field; the answer to `GET /suggest?q=`. */
export const suggestions = z.object({ items: z.array(z.string().max(200)).max(searchLimits.suggestions) });
export type Suggestions = z.infer<typeof suggestions>;
