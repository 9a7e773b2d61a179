// The catalogue as the index reads it: all of it, or what has changed since a horizon of transactions.
//
// A horizon is the oldest transaction that was still running when somebody looked. Everything older can be seen; whatever is
// as young or younger is read again next time. So nothing is missed, however late it commits. Each answer brings the horizon
// of the server that gave it: a replica may be behind the primary, and what counts is the oldest of all that was asked.
// (A whole snapshot would read nothing twice, but a replica does not tell which transactions are running in it.)
import type { PostgresReads } from '@evenkeel/service-kit/postgres/reads';
import type { ProductDocument } from '../engine/schema.ts';
import type { ReadingPurpose } from '../policy.ts';

export interface IndexedDocument {
  readonly document: ProductDocument & { readonly popularity: number };
  /** The transaction that changed it last. */
  readonly version: number;
}

/** A product that is no longer there. */
export interface Gone {
  readonly slug: string;
  readonly version: number;
}

/** Products of one batch, so that memory stays the same for any catalogue. */
const batchSize = 1_000;

export interface Moment {
  /** Which catalogue it is: a new database counts its transactions anew. */
  readonly catalogue: string;
  readonly horizon: string;
}

export interface Now extends Moment {
  /** Whether anything has changed since the horizon that was asked for. */
  readonly changed: boolean;
  /** Whether the catalogue is older than that horizon: it was restored from a backup. */
  readonly wentBack: boolean;
}

/** What a server saw, as far as `horizon`. */
export type Seen<T> = T & { readonly horizon: string };

export const earliest = (horizons: readonly string[]): string =>
  horizons.reduce((one, other) => (BigInt(other) < BigInt(one) ? other : one));

export type CatalogueReader = ReturnType<typeof catalogueReader>;

export function catalogueReader(reads: PostgresReads<ReadingPurpose>) {
  type Row = ProductDocument & { popularity: number; id: number | null; version: string; horizon: string };
  type Prefer = 'replica' | 'primary';

  const batches = async function* (where: string, params: readonly unknown[], prefer: Prefer, signal: AbortSignal) {
    let last = 0;
    for (;;) {
      const rows = await reads.query<Row>(documentsSql(where), [last, batchSize, ...params], {
        signal,
        prefer,
        for: 'index',
      });
      const documents = rows.flatMap(({ id, version, horizon: _, ...document }): IndexedDocument[] =>
        id === null ? [] : [{ document, version: Number(version) }],
      );
      const seen: Seen<{ documents: IndexedDocument[] }> = { documents, horizon: rows[0]?.horizon ?? '0' };
      yield seen;
      const end = rows.at(-1)?.id;
      if (!end || documents.length < batchSize) return;
      last = end;
    }
  };

  return {
    /** @throws when no database answers, or has no catalogue yet */
    async now(since: string | undefined, signal: AbortSignal): Promise<Now> {
      const [row] = await reads.query<Now & Record<string, unknown>>(nowSql, [since ?? null], {
        signal,
        prefer: 'primary',
        for: 'index',
      });
      if (!row) throw new Error('the catalogue is not there yet');
      return row;
    },

    async count(signal: AbortSignal): Promise<Seen<{ count: number }>> {
      const sql = `select count(*)::int as count, ${horizonSql} as horizon from products`;
      const [row] = await reads.query<Seen<{ count: number }>>(sql, [], { signal, prefer: 'primary', for: 'index' });
      return row ?? { count: 0, horizon: '0' };
    },

    /** From the replica: so much reading is nothing for the primary. */
    all: (signal: AbortSignal) => batches('', [], 'replica', signal),

    /** Products that are new or not what they were. From the primary, like all small questions: the replica may be behind. */
    changedSince: (horizon: string, signal: AbortSignal) => batches(changedSql, [horizon], 'primary', signal),

    async removedSince(horizon: string, signal: AbortSignal): Promise<Seen<{ gone: Gone[] }>> {
      const rows = await reads.query<{ slug: string | null; version: string; horizon: string }>(removedSql, [horizon], {
        signal,
        prefer: 'primary',
        for: 'index',
      });
      return {
        gone: rows.flatMap(({ slug, version }) => (slug === null ? [] : [{ slug, version: Number(version) }])),
        horizon: rows[0]?.horizon ?? '0',
      };
    },
  };
}

const horizonSql = 'pg_snapshot_xmin(pg_current_snapshot())::text';

// A dump keeps the id, but is restored into a server that counts its transactions in its own way.
const nowSql = `
  select
    id || '/' || (select system_identifier from pg_control_system()) as catalogue,
    ${horizonSql} as horizon,
    $1::text is null
      or exists (select from products where changed_in >= $1::xid8)
      or exists (select from prices where changed_in >= $1::xid8)
      or exists (select from removed_products where changed_in >= $1::xid8) as changed,
    -- A replica may be behind; on a primary, time goes one way.
    not pg_is_in_recovery() and coalesce(pg_snapshot_xmin(pg_current_snapshot()) < $1::xid8, false) as "wentBack"
  from catalogue_identity`;

const changedSql = `
  and products.id in (
    select id from products where changed_in >= $3::xid8
    union select product_id from prices where changed_in >= $3::xid8)`;

/** The popularity goes from 1 for what nobody buys to 1.4 for the bestseller: it decides between products that fit alike. */
export const documentsSql = (where: string) => `
  select seen.horizon, batch.*
  from (select ${horizonSql} as horizon) as seen
  left join lateral (
    select
      products.id, greatest(products.changed_in, prices.changed_in)::text as version,
      products.slug, products.name, noun, tagline, summary, description, products.picture, tile,
      categories.slug as category, categories.name as category_name,
    categories.slug || ' ' || categories.name as category_label,
      price_cents, currency, rating::float8 as rating, to_char(listed_on, 'YYYY-MM-DD') as listed_on, sales_rank,
      round((1 + 0.4 / sqrt(sales_rank))::numeric, 3)::float8 as popularity,
      coalesce(
        (select string_agg(s.name || ' ' || s.value, '. ' order by s.position) from specifications s where product_id = products.id),
        '') as specifications
    from products
    join categories on categories.id = products.category_id
    left join prices on prices.product_id = products.id
    where products.id > $1 ${where}
    order by products.id
    limit $2
  ) as batch on true`;

const removedSql = `
  select seen.horizon, gone.slug, gone.changed_in::text as version
  from (select ${horizonSql} as horizon) as seen
  left join removed_products as gone
    on gone.changed_in >= $1::xid8 and not exists (select from products where products.slug = gone.slug)`;
