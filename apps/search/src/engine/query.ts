// A wish as a question to the engine. What people type stands in `query` values only, which are text to Elasticsearch and
// never its query language.
import type { estypes } from '@elastic/elasticsearch';
import { priceRanges, type SearchSort, type SearchWish, searchLimits } from '@evenkeel/contracts';
import { type Alternatives, alternativesOf, meaningsOf } from '../synonyms.ts';
import { cardFields } from './schema.ts';
import { wayNear } from './spelling.ts';

type Query = NonNullable<estypes.QueryDslQueryContainer>;
type Aggregation = NonNullable<estypes.AggregationsAggregationContainer>;

/** How much a word counts by where it stands. */
const fields = ['name^6', 'noun^10', 'category_name^3', 'tagline^3', 'specifications^2', 'summary^1.5', 'description'];
/** Where a misspelt word is looked for besides. */
const plainFields = ['name.plain^6', 'noun.plain^10', 'category_name.plain^3', 'tagline.plain^3'];

/** `exact`: each word, in any of its forms. `forgiving`: a letter or two may be wrong, and of many words one may be missing. */
export type Strictness = 'exact' | 'forgiving';

export function searchBody(wish: SearchWish, words: readonly string[], strictness: Strictness) {
  const filters = filtersOf(wish);
  const all = Object.values(filters).flat();
  /** A facet ignores its own filter, and heeds the others. Without any it stands alone, and costs a quarter: there is nothing to pass on. */
  const facet = (one: keyof typeof filters, values: Aggregation): Aggregation => {
    const others = Object.entries(filters).flatMap(([name, query]) => (name === one ? [] : query));
    return others.length === 0 ? values : { filter: { bool: { filter: others } }, aggs: { values } };
  };
  return {
    query: queryOf(wish.q, words, strictness),
    // After the aggregations.
    ...(all.length > 0 && { post_filter: { bool: { filter: all } } }),
    aggs: {
      found: { filter: { match_all: {} } },
      categories: facet('category', { terms: { field: 'category_label', size: 100 } }),
      prices: facet('price', {
        range: {
          field: 'price_cents',
          ranges: priceRanges.map(({ from, to }) => ({ from: from * 100, ...(to !== null && { to: (to + 1) * 100 }) })),
        },
      }),
      ratings: facet('rating', { range: { field: 'rating', ranges: stars.map((from) => ({ from })) } }),
    },
    sort: sorts[words.length === 0 && wish.sort === 'relevance' ? 'bestselling' : wish.sort],
    from: (wish.page - 1) * searchLimits.pageSize,
    size: searchLimits.pageSize,
    track_total_hits: true,
    _source: [...cardFields],
  } satisfies estypes.SearchRequest;
}

export const stars = [4, 3, 2, 1] as const;

/** Nothing is asked for: everything. A query without a single word, such as "%": nothing. */
function queryOf(query: string, words: readonly string[], strictness: Strictness): Query {
  if (words.length > 0) return relevance(words, strictness);
  return query === '' ? { match_all: {} } : { match_none: {} };
}

function relevance(words: readonly string[], strictness: Strictness): Query {
  return {
    function_score: {
      query: {
        bool: {
          should: alternativesOf(words).map((alternatives) => oneOf(alternatives, strictness)),
          minimum_should_match: strictness === 'exact' ? '100%' : '2<-1 5<-2',
        },
      },
      functions: [{ field_value_factor: { field: 'popularity', missing: 1 } }],
      boost_mode: 'multiply',
    },
  };
}

/** What was typed, or what that means here: whichever fits best. Only what was typed may be misspelt. */
function oneOf([typed, ...others]: Alternatives, strictness: Strictness): Query {
  const meanings = strictness === 'exact' || others.length > 0 ? others : meaningsOf(wayNear(typed) ?? '');
  const text = (query: string, forgiving: boolean): Query => ({
    multi_match: {
      query,
      fields: forgiving ? [...fields, ...plainFields] : fields,
      operator: 'and',
      tie_breaker: 0.3,
      ...(forgiving && { fuzziness: 'AUTO', prefix_length: 1 }),
    },
  });
  const literal = text(typed, strictness === 'forgiving' && typed.length <= longestMisspelt);
  return meanings.length === 0
    ? literal
    : { dis_max: { queries: [literal, ...meanings.map((meaning) => text(meaning, false))] } };
}

/** Letters of a word that may be wrong in places; what is longer is no word, and costs an engine tenths of a second. */
const longestMisspelt = 30;

/** Prices of the wish are whole dollars, both ends included: "up to $49" has what costs $49.99. */
function filtersOf({
  category,
  minPrice,
  maxPrice,
  rating,
}: SearchWish): Record<'category' | 'price' | 'rating', Query[]> {
  const price = {
    ...(minPrice !== undefined && { gte: minPrice * 100 }),
    ...(maxPrice !== undefined && { lt: (maxPrice + 1) * 100 }),
  };
  return {
    category: category === undefined ? [] : [{ term: { category } }],
    price: Object.keys(price).length === 0 ? [] : [{ range: { price_cents: price } }],
    rating: rating === undefined ? [] : [{ range: { rating: { gte: rating } } }],
  };
}

/** No two products have the same rank in the catalogue: none is on two pages, and none on no page. */
const ties: estypes.SortCombinations[] = [{ sales_rank: 'asc' }];
const sorts: Record<SearchSort | 'bestselling', estypes.SortCombinations[]> = {
  bestselling: ties,
  relevance: [{ _score: { order: 'desc' } }, ...ties],
  'price-asc': [{ price_cents: { order: 'asc', missing: '_last' } }, ...ties],
  'price-desc': [{ price_cents: { order: 'desc', missing: '_last' } }, ...ties],
  rating: [{ rating: { order: 'desc', missing: '_last' } }, ...ties],
  newest: [{ listed_on: { order: 'desc', missing: '_last' } }, ...ties],
};

/** Names of which each word begins as one of the query does; right beginnings come before nearly right ones. */
export const suggestBody = (query: string): estypes.SearchRequest => ({
  query: {
    bool: {
      should: [
        { match: { 'name.beginning': { query, operator: 'and', boost: 4 } } },
        { match: { 'name.beginning': { query, operator: 'and', fuzziness: 'AUTO', prefix_length: 1 } } },
      ],
      minimum_should_match: 1,
    },
  },
  sort: [{ _score: { order: 'desc' } }, ...ties],
  size: searchLimits.suggestions,
  _source: ['name'],
});
