// A wish as one SQL statement over LIKE. What people type is a parameter, and means itself: %, _ and \ too.
import { priceRanges, type SearchSort, type SearchWish, searchLimits } from '@evenkeel/contracts';
import { stars } from '../engine/query.ts';

export interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

/** One row: `total`, `items`, and the counts of `categories`, `prices` and `ratings`. */
export function searchSql(wish: SearchWish, words: readonly string[]): Statement {
  const params: unknown[] = [];
  const param = (value: unknown) => `$${params.push(value)}`;

  const patterns = words.map((word) => param(`%${word.replace(/[\\%_]/g, '\\$&')}%`));
  // Every word must be found, in the product or in the name of its category.
  const fits = patterns.map((pattern) => `(search_text like ${pattern} or lower(categories.name) like ${pattern})`);
  const inName = patterns.map((pattern) => `(lower(products.name) like ${pattern})::int`);
  const isNoun = words.map((word) => `2 * (lower(noun) = ${param(word)})::int`);
  const filters = filtersOf(wish, param);
  const without = (one: keyof typeof filters) =>
    allOf(Object.entries(filters).flatMap(([name, sql]) => (name === one ? [] : sql)));

  const text = `
    with fitting as materialized (
      select
        products.id, products.slug, products.sales_rank, products.listed_on, products.rating, prices.price_cents,
        categories.slug as category, categories.name as category_name,
        ${[...inName, ...isNoun, '0'].join(' + ')} as relevance
      from products
      join categories on categories.id = products.category_id
      left join prices on prices.product_id = products.id
      where ${wish.q !== '' && words.length === 0 ? 'false' : allOf(fits)}
    ),
    page as (
      select id, row_number() over (order by ${orders[wish.sort]}, sales_rank, slug) as place
      from fitting where ${allOf(Object.values(filters).flat())}
      order by place
      limit ${searchLimits.pageSize} offset ${param((wish.page - 1) * searchLimits.pageSize)}
    )
    select
      (select count(*)::int from fitting where ${allOf(Object.values(filters).flat())}) as total,
      (select coalesce(json_agg(row_to_json(cards) order by page.place), '[]')
       from page join cards on cards.id = page.id) as items,
      (select coalesce(json_agg(json_build_object('slug', category, 'name', category_name, 'count', count)), '[]')
       from (select category, category_name, count(*)::int from fitting where ${without('category')} group by 1, 2) as counted
      ) as categories,
      (select json_build_array(${priceRanges.map(({ from, to }) => countOf(priceIn(from, to))).join(', ')})
       from fitting where ${without('price')}) as prices,
      (select json_build_array(${stars.map((least) => countOf(`rating >= ${least}`)).join(', ')})
       from fitting where ${without('rating')}) as ratings`;
  return { text, params };
}

const allOf = (conditions: readonly string[]) => (conditions.length === 0 ? 'true' : conditions.join(' and '));
const countOf = (condition: string) => `count(*) filter (where ${condition})`;

/** Whole dollars, both ends included; `from` and `to` are our own numbers. */
const priceIn = (from: number, to: number | null) =>
  `price_cents >= ${from * 100}${to === null ? '' : ` and price_cents < ${(to + 1) * 100}`}`;

function filtersOf(
  { category, minPrice, maxPrice, rating }: SearchWish,
  param: (value: unknown) => string,
): Record<'category' | 'price' | 'rating', string[]> {
  return {
    category: category === undefined ? [] : [`category = ${param(category)}`],
    price: [
      ...(minPrice === undefined ? [] : [`price_cents >= ${param(minPrice * 100)}`]),
      ...(maxPrice === undefined ? [] : [`price_cents < ${param((maxPrice + 1) * 100)}`]),
    ],
    rating: rating === undefined ? [] : [`rating >= ${param(rating)}`],
  };
}

const orders: Record<SearchSort, string> = {
  relevance: 'relevance desc',
  'price-asc': 'price_cents asc nulls last',
  'price-desc': 'price_cents desc nulls last',
  rating: 'rating desc nulls last',
  newest: 'listed_on desc nulls last',
};
