// Fills an empty database with the catalogue.
import { catalogue, reviewsOf } from '@evenkeel/catalogue';
import type { Client } from 'pg';

/** Inserts all categories and products, unless there are some already. Runs in the caller's transaction. */
export async function seed(client: Client): Promise<void> {
  const { categories, products } = catalogue();
  const { rows } = await client.query('select 1 from categories limit 1');
  if (rows.length > 0) {
    // A shop of an earlier version lacks the days.
    await client.query(listedOnSql, [JSON.stringify({ products })]);
    return;
  }
  const content = {
    categories: categories.map((category, position) => ({ ...category, position })),
    products: products.map((product) => ({ ...product, rating: averageOf(product.slug) })),
  };
  for (const statement of [...statements, listedOnSql]) await client.query(statement, [JSON.stringify(content)]);
}

function averageOf(slug: string): number | null {
  const reviews = reviewsOf(slug);
  if (reviews.length === 0) return null;
  return Math.round((reviews.reduce((sum, review) => sum + review.stars, 0) / reviews.length) * 10) / 10;
}

const listedOnSql = `
  update products set listed_on = p."listedOn"
  from jsonb_to_recordset($1::jsonb -> 'products') as p (slug text, "listedOn" date)
  where products.slug = p.slug and products.listed_on is null`;

/** The catalogue is one JSON document, $1: each statement takes what its table needs. */
const statements = [
  `insert into categories (slug, name, picture, position)
   select slug, name, picture, position
   from jsonb_to_recordset($1::jsonb -> 'categories') as c (slug text, name text, picture text, position int)`,

  `insert into products
     (slug, category_id, name, noun, tagline, summary, description, picture, picture_alt, tile, sales_rank, rating)
   select p.slug, categories.id, p.name, noun, tagline, summary, description, p.picture, "pictureAlt", tile, "salesRank", rating
   from jsonb_to_recordset($1::jsonb -> 'products') as p (
     slug text, category text, name text, noun text, tagline text, summary text, description text,
     picture text, "pictureAlt" text, tile int, "salesRank" int, rating numeric)
   join categories on categories.slug = p.category`,

  `insert into prices (product_id, price_cents, currency)
   select id, "priceCents", 'USD'
   from jsonb_to_recordset($1::jsonb -> 'products') as p (slug text, "priceCents" int) join products using (slug)`,

  `insert into stock (product_id, amount, delivery_days)
   select id, stock, "deliveryDays"
   from jsonb_to_recordset($1::jsonb -> 'products') as p (slug text, stock int, "deliveryDays" int)
   join products using (slug)`,

  `insert into specifications (product_id, position, name, value)
   select id, position, spec ->> 'name', spec ->> 'value'
   from jsonb_to_recordset($1::jsonb -> 'products') as p (slug text, specifications jsonb)
   join products using (slug),
   jsonb_array_elements(specifications) with ordinality as list (spec, position)`,

  `insert into related_products (product_id, position, related_id)
   select products.id, position, companion.id
   from jsonb_to_recordset($1::jsonb -> 'products') as p (slug text, related jsonb)
   join products using (slug),
   jsonb_array_elements_text(p.related) with ordinality as list (name, position)
   join products companion on companion.slug = list.name`,
];
