// The catalogue as the index reads it: all of it, or what has changed since a horizon of transactions.
//
// A horizon is the oldest transaction that was still running when somebody looked. Everything older can be seen; whatever is
// as young or younger is read again next time. So nothing is missed, however late it commits, and on whichever server it is read.
import type { PostgresReads } from '@evenkeel/service-kit/postgres';
import { type ProductDocument, popularityOf } from '../engine/schema.ts';

export type IndexedDocument = ProductDocument & { readonly popularity: number };

/** Products of one batch, so that memory stays the same for any catalogue. */
const batchSize = 500;

export interface Moment {
  /** Which catalogue it is: a new database counts its transactions anew. */
  readonly catalogue: string;
  readonly horizon: string;
}

export type CatalogueReader = ReturnType<typeof catalogueReader>;

export function catalogueReader(reads: PostgresReads) {
  const documents = async function* (where: string, params: readonly unknown[], signal: AbortSignal) {
    let last = 0;
    for (;;) {
      const rows = await reads.query<ProductDocument & { id: number }>(
        documentsSql(where),
        [last, batchSize, ...params],
        { signal },
      );
      if (rows.length > 0)
        yield rows.map(({ id: _, ...row }): IndexedDocument => ({ ...row, popularity: popularityOf(row.sales_rank) }));
      const end = rows.at(-1);
      if (!end || rows.length < batchSize) return;
      last = end.id;
    }
  };

  return {
    /** Now, and whether anything has changed since `horizon`. @throws when no database answers, or has no catalogue yet */
    async now(horizon: string | undefined, signal: AbortSignal): Promise<Moment & { readonly changed: boolean }> {
      const [row] = await reads.query<Moment & { changed: boolean }>(nowSql, [horizon ?? null], { signal });
      if (!row) throw new Error('the catalogue is not there yet');
      return row;
    },

    count: async (signal: AbortSignal): Promise<number> => {
      const [row] = await reads.query<{ count: number }>('select count(*)::int as count from products', [], { signal });
      return row?.count ?? 0;
    },

    all: (signal: AbortSignal) => documents('', [], signal),

    /** Products that are new or not what they were. */
    changedSince: (horizon: string, signal: AbortSignal) =>
      documents('and (products.changed_in >= $3::xid8 or prices.changed_in >= $3::xid8)', [horizon], signal),

    /** Slugs of products that are gone. */
    removedSince: async (horizon: string, signal: AbortSignal): Promise<string[]> =>
      (await reads.query<{ slug: string }>(removedSql, [horizon], { signal })).map(({ slug }) => slug),
  };
}

const nowSql = `
  select
    id as catalogue,
    pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
    $1::text is null
      or exists (select from products where changed_in >= $1::xid8)
      or exists (select from prices where changed_in >= $1::xid8)
      or exists (select from removed_products where changed_in >= $1::xid8) as changed
  from catalogue_identity`;

const documentsSql = (where: string) => `
  select
    products.id, products.slug, products.name, noun, tagline, summary, description, products.picture, tile,
    categories.slug as category, categories.name as category_name,
    price_cents, currency, rating::float8 as rating, to_char(listed_on, 'YYYY-MM-DD') as listed_on, sales_rank,
    coalesce(
      (select string_agg(s.name || ' ' || s.value, '. ' order by s.position) from specifications s where product_id = products.id),
      '') as specifications
  from products
  join categories on categories.id = products.category_id
  left join prices on prices.product_id = products.id
  where products.id > $1 ${where}
  order by products.id
  limit $2`;

const removedSql = `
  select slug from removed_products removed
  where changed_in >= $1::xid8 and not exists (select from products where products.slug = removed.slug)`;
