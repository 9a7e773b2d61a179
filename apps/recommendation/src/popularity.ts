// What many people like: the SQL of the recommendation service.
import type { CategoryRef } from '@evenkeel/contracts';
import type { PostgresReads } from '@evenkeel/service-kit/postgres';

export type Popularity = ReturnType<typeof popularity>;

/** Lists of slugs, best first, without the `except` ones. */
export function popularity(reads: PostgresReads) {
  const slugs = async (sql: string, params: readonly unknown[], signal: AbortSignal) =>
    (await reads.query<{ slug: string }>(sql, params, { signal })).map((row) => row.slug);

  return {
    /** Bestsellers of the categories that `viewed` products are in; more from those looked at more often. */
    alike: (viewed: readonly string[], except: readonly string[], limit: number, signal: AbortSignal) =>
      slugs(alikeSql, [viewed, except, limit], signal),

    bestsellers: (except: readonly string[], limit: number, signal: AbortSignal) =>
      slugs(bestsellersSql, [except, limit], signal),

    /** What is looked at most this week beside the product `slug`; undefined when there is nothing, or no such product. */
    async trendingBeside(slug: string, limit: number, signal: AbortSignal) {
      const rows = await reads.query<{ slug: string; category: CategoryRef }>(trendingSql, [slug, limit], { signal });
      const [first] = rows;
      return first && { category: first.category, slugs: rows.map((row) => row.slug) };
    },
  };
}

/** A category seen three times gives its third bestseller before one seen once gives its second. */
const alikeSql = `
  with favourites as (
    select category, count(*) as views from products where slug = any($1) group by category
  )
  select slug
  from products join favourites using (category)
  where slug <> all($2)
  order by row_number() over (partition by category order by sales_rank) / views::float8, views desc, sales_rank
  limit $3`;

const bestsellersSql = 'select slug from products where slug <> all($1) order by sales_rank limit $2';

const trendingSql = `
  select products.slug, json_build_object('slug', categories.slug, 'name', categories.name) as category
  from products this
  join products using (category)
  join categories on categories.slug = category
  where this.slug = $1 and products.slug <> $1
  order by products.views_this_week desc, products.sales_rank
  limit $2`;
