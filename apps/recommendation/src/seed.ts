// Fills an empty database with how popular the products of the catalogue are.
import { catalogue } from '@evenkeel/catalogue';
import type { Client } from 'pg';

/** Inserts all products, unless there are some already. Runs in the caller's transaction. */
export async function seed(client: Client): Promise<void> {
  const { rows } = await client.query('select 1 from categories limit 1');
  if (rows.length > 0) return;
  const { categories, products } = catalogue();
  await client.query(
    'insert into categories (slug, name) select slug, name from jsonb_to_recordset($1) as c (slug text, name text)',
    [JSON.stringify(categories)],
  );
  await client.query(
    `insert into products (slug, category, sales_rank, views_this_week)
     select slug, category, "salesRank", "viewsThisWeek"
     from jsonb_to_recordset($1) as p (slug text, category text, "salesRank" int, "viewsThisWeek" int)`,
    [JSON.stringify(products)],
  );
}
