// What many people like: the SQL of the recommendation service.
import type { CategoryRef } from '@evenkeel/contracts';
import type { PostgresReads } from '@evenkeel/service-kit/postgres/reads';

/** What the databases are read for → queries at a time: what holds up one rung leaves the others, which need fewer tables. */
export const shares = { alike: 6, trending: 6, bestsellers: 6 } as const;
type Purpose = keyof typeof shares;

export type Popularity = ReturnType<typeof popularity>;

/** Lists of slugs, best first, without the `except` ones. */
export function popularity(reads: PostgresReads<Purpose>) {
  const slugs = async (purpose: Purpose, sql: string, params: readonly unknown[], signal: AbortSignal) =>
    (await reads.query<{ slug: string }>(sql, params, { signal, for: purpose })).map((row) => row.slug);

  return {
    /**
     * What others looked at who looked at the `viewed` products; then bestsellers of the categories that these are in, more
     * from those looked at more often.
     */
    alike: (viewed: readonly string[], except: readonly string[], limit: number, signal: AbortSignal) =>
      slugs('alike', alikeSql, [viewed, except, limit], signal),

    bestsellers: (except: readonly string[], limit: number, signal: AbortSignal) =>
      slugs('bestsellers', bestsellersSql, [except, limit], signal),

    /** What is looked at most this week beside the product `slug`; undefined when there is nothing, or no such product. */
    async trendingBeside(slug: string, limit: number, signal: AbortSignal) {
      const rows = await reads.query<{ slug: string; category: CategoryRef }>(trendingSql, [slug, limit], {
        signal,
        for: 'trending',
      });
      const [first] = rows;
      return first && { category: first.category, slugs: rows.map((row) => row.slug) };
    },
  };
}

/** What people did in the last seven days, by product. */
const thisWeek = `
  this_week as (
    select slug, sum(views) as views, sum(carts) as carts, sum(orders) as orders
    from behaviour_by_day where day > current_date - 7 group by slug
  )`;

/**
 * The rank that a product has by its sales so far, moved up by what is sold this week: an order counts as three carts. One of rank
 * 40 needs about twenty orders to pass one of rank 10.
 */
const rank = `sales_rank / (1 + (3 * coalesce(orders, 0) + coalesce(carts, 0)) / 20.0)`;

/** A category seen three times gives its third bestseller before one seen once gives its second. */
const alikeSql = `
  with ${thisWeek},
  favourites as (
    select category, count(*) as views from products where slug = any($1) group by category
  ),
  together as (
    select other as slug, sum(weight) as weight from seen_together where slug = any($1) group by other
  )
  select products.slug
  from products
  left join favourites using (category)
  left join together on together.slug = products.slug
  left join this_week on this_week.slug = products.slug
  where products.slug <> all($2) and (favourites.views is not null or together.weight is not null)
  order by
    together.weight desc nulls last,
    row_number() over (partition by category order by ${rank}) / favourites.views::float8 nulls last,
    favourites.views desc nulls last,
    ${rank}
  limit $3`;

const bestsellersSql = `
  with ${thisWeek}
  select slug from products left join this_week using (slug) where slug <> all($1) order by ${rank}, sales_rank limit $2`;

/** The looks of this week come on top of those that the catalogue was filled with: a new shop has a past to show, too. */
const trendingSql = `
  with ${thisWeek}
  select products.slug, json_build_object('slug', categories.slug, 'name', categories.name) as category
  from products this
  join products using (category)
  join categories on categories.slug = category
  left join this_week on this_week.slug = products.slug
  where this.slug = $1 and products.slug <> $1
  order by products.views_this_week + coalesce(this_week.views, 0) desc, products.sales_rank
  limit $2`;
