// A wish as one SQL statement over LIKE. What people type is a parameter, and means itself: %, _ and \ too.
import { priceRanges, type SearchSort, type SearchWish, searchLimits } from '@evenkeel/contracts';
import { stars } from '../engine/query.ts';
import { alternativesOf } from '../synonyms.ts';
import { anywhere, asContent, forms, wholly } from './patterns.ts';

export interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

type Param = (value: unknown) => string;

/** One row: `total`, whether it is `partial`, `found`, and the counts of `categories`, `prices` and `ratings`. */
export function searchSql(wish: SearchWish, words: readonly string[]): Statement {
  const params: unknown[] = [];
  const param: Param = (value) => `$${params.push(value)}`;
  const text = `
    with fitting as ${words.length === 0 ? 'not ' : ''}materialized (
      select product_id, category_id, sales_rank, price_cents, rating, listed_on,
        ${wish.sort === 'relevance' ? relevanceOf(words, param) : '0'} as relevance,
        ${filtersOf(wish, param)}
      from search_facts ${words.length === 0 ? `where ${wish.q === ''}` : `join (${namedSql(words, param)}) as named using (product_id)`}
    ),
    -- Products that are alike in all that is counted, once: the facets are sums over a few hundred rows, however many fit.
    counted as materialized (
      select category_id, category_fits, price_fits, rating_fits, floor(rating)::int as stars,
        width_bucket(price_cents, array[${priceRanges.map(({ from }) => from * 100).join(', ')}]) as price_range,
        count(*)::int as count
      from fitting group by 1, 2, 3, 4, 5, 6
    ),
    page as (
      -- Numbered after the cut: numbering all would mean sorting all.
      select product_id, row_number() over () as place
      from (
        select product_id from fitting where category_fits and price_fits and rating_fits
        order by ${orders[wish.sort]}, sales_rank
        limit ${searchLimits.pageSize} offset ${param((wish.page - 1) * searchLimits.pageSize)}
      ) as shown
    )
    select
      (select coalesce(sum(count), 0)::int from counted where category_fits and price_fits and rating_fits) as total,
      ${words.length === 0 ? 'false' : `coalesce((select sum(count) from counted), 0) >= ${mostFitting}`} as partial,
      (select coalesce(json_agg(json_build_object('card', row_to_json(cards), 'texts', ${texts}) order by page.place), '[]')
       from page join cards on cards.id = page.product_id join products on products.id = page.product_id) as found,
      (select coalesce(json_agg(json_build_object('slug', slug, 'name', name, 'count', count)), '[]')
       from categories
       join (select category_id, sum(count)::int as count from counted where price_fits and rating_fits group by 1) as one
         on category_id = id) as categories,
      (select json_build_array(${priceRanges.map((_, index) => sumOf(`price_range = ${index + 1}`)).join(', ')})
       from counted where category_fits and rating_fits) as prices,
      (select json_build_array(${stars.map((least) => sumOf(`stars >= ${least}`)).join(', ')})
       from counted where category_fits and price_fits) as ratings`;
  return { text, params };
}

/** The texts of a product that a hit may quote from. */
const texts = `json_build_array(summary, (
  select coalesce(string_agg(s.name || ' ' || s.value, '. ' order by s.position), '')
  from specifications s where s.product_id = page.product_id), description)`;

const sumOf = (condition: string) => `coalesce(sum(count) filter (where ${condition}), 0)`;

/** As many as fill all pages: what "usb" finds in a large catalogue must not take the time of all others. */
const mostFitting = searchLimits.lastPage * searchLimits.pageSize;

/** Every word must be found, or what it means. */
function namedSql(words: readonly string[], param: Param): string {
  const conditions = alternativesOf(words)
    .map((alternatives) => alternatives.flatMap(anywhere).map((pattern) => `content like ${param(pattern)}`))
    .map((patterns) => `(${patterns.join(' or ')})`);
  // In an order, so that all pages are cut from the same products.
  return `
    select product_id, name, noun from search_texts where ${conditions.join(' and ')}
    order by product_id limit ${mostFitting}`;
}

/** How much of what was asked for stands in the name of a product, and in the word for what it is. */
function relevanceOf(words: readonly string[], param: Param): string {
  if (words.length === 0) return '0';
  const isNoun = (text: string) => `8 * (noun = ${param(` ${asContent(text)} `)})::int`;
  return alternativesOf(words)
    .flatMap((alternatives) => {
      const whole = param(alternatives.flatMap(wholly));
      return [
        `4 * (noun = any(${param(alternatives.flatMap(forms).map((form) => ` ${form} `))}))::int`,
        `2 * (noun like any(${whole}))::int`,
        `2 * (name like any(${whole}))::int`,
        `(name like any(${param(alternatives.flatMap(anywhere))}))::int`,
      ];
    })
    .concat(isNoun(words.join(' ')))
    .join(' + ');
}

/** Prices of a wish are whole dollars, both ends included: "up to $49" has what costs $49.99. What has no price is in none. */
function filtersOf({ category, minPrice, maxPrice, rating }: SearchWish, param: Param): string {
  const price = [
    ...(minPrice === undefined ? [] : [`price_cents >= ${param(minPrice * 100)}`]),
    ...(maxPrice === undefined ? [] : [`price_cents < ${param((maxPrice + 1) * 100)}`]),
  ];
  return `
    ${category === undefined ? 'true' : `category_id = (select id from categories where slug = ${param(category)})`} as category_fits,
    ${price.length === 0 ? 'true' : price.join(' and ')} as price_fits,
    ${rating === undefined ? 'true' : `rating >= ${param(rating)}`} as rating_fits`;
}

const orders: Record<SearchSort, string> = {
  relevance: 'relevance desc',
  'price-asc': 'price_cents asc nulls last',
  'price-desc': 'price_cents desc nulls last',
  rating: 'rating desc nulls last',
  newest: 'listed_on desc nulls last',
};
