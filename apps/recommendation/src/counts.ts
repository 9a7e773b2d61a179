// Writes counts into the database: the SQL of what people do.
import type { PostgresStore } from '@evenkeel/service-kit/postgres/store';
import type { Counts } from './tally.ts';

/** Puts `counts` on top of what is there. Products that the shop does not have are nobody's. Throws when the primary fails. */
export const writeCounts = (primary: PostgresStore) => async (counts: Counts) => {
  await primary.query(writeSql, [JSON.stringify(counts)], { patience: 'patient' });
};

/**
 * One statement, so all or nothing. The first of a new day lets pairs fade and old days go; its own pairs are left out, since one
 * statement cannot change a row twice. Rows are locked in one order, so that
 * two services that write at the same time wait for each other instead of locking each other out.
 */
const writeSql = `
  with new_day as (
    update fading set day = current_date where day < current_date returning day
  ),
  faded as (
    update seen_together set weight = weight / 2 from new_day where weight >= 1
  ),
  forgotten as (
    delete from seen_together using new_day where weight < 1
  ),
  old_days as (
    delete from behaviour_by_day using new_day where behaviour_by_day.day < new_day.day - 30
  ),
  paired as (
    insert into seen_together (slug, other, weight)
    select pair.slug, pair.other, pair.weight
    from jsonb_to_recordset($1::jsonb -> 'pairs') as pair (slug text, other text, weight real)
    join products one on one.slug = pair.slug
    join products two on two.slug = pair.other
    where not exists (select from new_day)
    order by pair.slug, pair.other
    on conflict (slug, other) do update set weight = least(seen_together.weight + excluded.weight, 1000000)
  )
  insert into behaviour_by_day (slug, day, views, carts, orders)
  select slug, current_date, "view", cart, "order"
  from jsonb_to_recordset($1::jsonb -> 'products') as product (slug text, "view" int, cart int, "order" int)
  join products using (slug)
  order by slug
  on conflict (slug, day) do update set
    views = behaviour_by_day.views + excluded.views,
    carts = behaviour_by_day.carts + excluded.carts,
    orders = behaviour_by_day.orders + excluded.orders`;
