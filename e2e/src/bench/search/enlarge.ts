// A catalogue as large as a real shop's: each product of ours in many variants, made inside the database from its own rows, so
// that a new column of the product service needs no change here. The same variants in every run.
import { waitUntil } from '@evenkeel/platform';
import pg from 'pg';

/** What tells a variant from its original. `n` is its number, `luck` a number from 0 to 1 that belongs to it alone. */
const differing: Readonly<Record<string, string>> = {
  slug: `original.slug || '-' || n`,
  name: `original.name || ' ' || (array['Alder', 'Birch', 'Cedar', 'Elm', 'Fir', 'Hazel', 'Larch', 'Maple', 'Oak', 'Rowan'])[1 + floor(luck * 10)::int] || ' ' || n`,
  sales_rank: 'original.sales_rank + n * (select max(sales_rank) from products)',
};
const limitMs = 300_000;

/** Fills the product database up to `products` products and waits for the replica. Both URLs with all rights. */
export async function enlargeCatalogue(primaryUrl: string, replicaUrl: string, products: number): Promise<void> {
  await withDatabase(primaryUrl, async (client) => {
    const columns = await columnsOf(client, 'products');
    await client.query(
      `insert into products (${columns.join(', ')})
       select ${columns.map((column) => differing[column] ?? `original.${column}`).join(', ')}
       from (select count(*) as have from products) as counted,
         generate_series(1, ceil($1::numeric / have)::int) as n,
         products as original,
         lateral (select (hashtext(original.slug || n)::bigint + 2147483648) / 4294967296.0 as luck) as drawn
       order by n, original.id
       limit greatest(0, $1 - (select count(*) from products))`,
      [products],
    );
    for (const [table, changes] of Object.entries(belonging)) {
      const own = (await columnsOf(client, table)).filter((column) => column !== 'product_id');
      await client.query(
        `insert into ${table} (product_id, ${own.join(', ')})
         select variant.id, ${own.map((column) => changes[column] ?? `${table}.${column}`).join(', ')}
         from products as variant
         join products as original on original.slug = regexp_replace(variant.slug, '-[0-9]+$', '') and original.id <> variant.id
         join ${table} on ${table}.product_id = original.id
         where not exists (select 1 from ${table} as known where known.product_id = variant.id)`,
      );
    }
    await client.query('analyze');
  });
  const arrived = await waitUntil(
    () => withDatabase(replicaUrl, async (client) => (await countOf(client)) === products),
    { limitMs, everyMs: 200 },
  );
  if (!arrived) throw new Error(`The replica has not got ${products} products within ${limitMs / 1_000} s.`);
}

/** Tables with rows of a product's own → what differs in a variant's. */
const belonging: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  prices: { price_cents: 'greatest(100, prices.price_cents + (variant.id % 200 - 100) * 50)' },
  stock: {},
  specifications: {},
};

/** What has to be filled in: no numbers that the database gives itself. */
async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1
       and column_default is null and is_identity = 'NO' and is_generated = 'NEVER'
     order by ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
}

async function countOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from products');
  return rows[0]?.count ?? 0;
}

async function withDatabase<T>(serverUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(serverUrl);
  url.pathname = '/product';
  const client = new pg.Client({ connectionString: url.href, query_timeout: limitMs });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
