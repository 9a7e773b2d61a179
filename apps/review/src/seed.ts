// Fills an empty database with what people said about the catalogue.
import { catalogue, reviewsOf } from '@evenkeel/catalogue';
import type { Client } from 'pg';

/** Inserts all reviews, unless there are some already. Runs in the caller's transaction. */
export async function seed(client: Client): Promise<void> {
  const { rows } = await client.query('select 1 from reviews limit 1');
  if (rows.length > 0) return;
  const reviews = catalogue().products.flatMap(({ slug }) =>
    reviewsOf(slug).map((review) => ({ ...review, product: slug })),
  );
  await client.query(
    `insert into reviews (id, product, stars, title, text, author, written_on, verified)
     select id, product, stars, title, text, author, date, verified
     from jsonb_to_recordset($1::jsonb) as r (
       id text, product text, stars int, title text, text text, author text, date date, verified boolean)`,
    [JSON.stringify(reviews)],
  );
}
