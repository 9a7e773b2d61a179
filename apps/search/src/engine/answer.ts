// What the engine answers, in the words of the contracts. Nothing of it is believed unseen.
import { type CategoryRef, priceRanges, type SearchFacets, type SearchWish } from '@evenkeel/contracts';
import { z } from 'zod';
import { facetsOf } from '../facets.ts';
import type { Found } from '../found.ts';
import type { FoundCard } from '../highlight.ts';
import { stars } from './query.ts';
import { documentCard } from './schema.ts';

const bucket = z.object({ doc_count: z.number() });
/** With a filter around it or without. */
const facetOf = <T extends z.ZodType>(one: T) => {
  const values = z.object({ buckets: z.array(one) });
  return z.union([values, z.object({ values }).transform((facet) => facet.values)]);
};
const searched = z.object({
  hits: z.object({
    total: z.object({ value: z.number() }),
    hits: z.array(z.object({ _source: documentCard })),
  }),
  aggregations: z.object({
    found: bucket,
    categories: facetOf(bucket.extend({ key: z.string() })),
    prices: facetOf(bucket.extend({ from: z.number() })),
    ratings: facetOf(bucket.extend({ from: z.number() })),
  }),
});

export interface EngineAnswer extends Omit<Found, 'items'> {
  readonly found: readonly FoundCard[];
  /** How many products fit the words, whatever the filters say. */
  readonly fitting: number;
  /** Words of the first hits, for what a misspelt one was meant to be. */
  readonly texts: readonly string[];
  readonly facets: SearchFacets;
}

/** @throws ZodError when the answer is not what was asked for */
export function readAnswer(answer: unknown, wish: SearchWish): EngineAnswer {
  const { hits, aggregations } = searched.parse(answer);
  const { categories, prices, ratings } = aggregations;
  const counted = (buckets: readonly { from: number; doc_count: number }[], from: number) =>
    buckets.find((one) => one.from === from)?.doc_count ?? 0;
  return {
    total: hits.total.value,
    found: hits.hits.map(({ _source: { card, texts } }) => ({ card, texts })),
    fitting: aggregations.found.doc_count,
    texts: hits.hits.flatMap(({ _source: { card, noun } }) => [card.name, noun, card.category.name, card.tagline]),
    facets: facetsOf(wish, {
      categories: categories.buckets.map(({ key, doc_count }) => ({ ...categoryIn(key), count: doc_count })),
      prices: priceRanges.map(({ from }) => counted(prices.buckets, from * 100)),
      ratings: stars.map((atLeast) => ({ atLeast, count: counted(ratings.buckets, atLeast) })),
    }),
  };
}

/** `smart-home Smart home`, as the index labels it. */
function categoryIn(label: string): CategoryRef {
  const [slug = '', ...name] = label.split(' ');
  return { slug, name: name.join(' ') };
}

/** The names in an answer to a question for suggestions, each once. */
export function readNames(answer: unknown): string[] {
  const { hits } = z
    .object({ hits: z.object({ hits: z.array(z.object({ _source: z.object({ name: z.string() }) })) }) })
    .parse(answer);
  return [...new Set(hits.hits.map(({ _source }) => _source.name))];
}
