// An order comes in, or another card for it.

import { claimed } from './claimed.ts';
import { toldOfConflict } from './history.ts';

const firstAttempt = (state: string) => `attempt as (
    insert into attempts (id, order_id, number, card, last_four, state, tries, lease_until, fence)
    select $7, id, 1, $8, $9, ${state} from made
    returning *
  )`;

/** When its buyer was told so; never later than now, and never so long ago as no outbox keeps anything, whatever a clock has shown. */
const takenAt = (moment: string) =>
  `least(now(), greatest(coalesce(${moment}::timestamptz, now()), now() - interval '90 days'))`;

/** To be charged now: whoever takes it has claimed it. */
export const accept = `
  with made as (
    insert into orders (id, visitor, state, cents, currency, lines, fingerprint)
    values ($1, $2, 'charging', $3::int, $4, $5::text::jsonb, md5($6))
    on conflict (id) do nothing
    returning id, cents, currency
  ),
  ${firstAttempt("'claimed', 1, now() + $10 * interval '1 ms', 1")},
  told as (
    insert into history (order_id, what, attempt) select order_id, 'accepted', id from attempt
  )
  select ${claimed}, made.cents, made.currency, false as maybe_sent from attempt join made on made.id = attempt.order_id`;

/** To be charged later: a worker claims it. */
export const queue = `
  with made as (
    insert into orders (id, visitor, state, cents, currency, lines, fingerprint, created_at)
    values ($1, $2, 'queued', $3::int, $4, $5::text::jsonb, md5($6), ${takenAt('$10')})
    on conflict (id) do nothing
    returning id
  ),
  ${firstAttempt("'pending', 0, null::timestamptz, 1")},
  told as (
    insert into history (order_id, what, attempt) select order_id, 'accepted, to be charged later', id from attempt
  )
  select id from made`;

/** Without a card: the buyer is written to, and has to come back. */
export const save = `
  with made as (
    insert into orders (id, visitor, state, cents, currency, lines, fingerprint, created_at)
    values ($1, $2, 'needs_buyer', $3::int, $4, $5::text::jsonb, md5($6), ${takenAt('$7')})
    on conflict (id) do nothing
    returning id, visitor
  ),
  told as (
    insert into history (order_id, what) select id, 'saved without a card' from made
  ),
  written as (
    insert into messages (visitor, order_id, kind) select visitor, id, 'complete-order' from made
  )
  select id from made`;

/** The same checkout with another cart. What strangers send under its id is nothing. */
export const conflict = `
  with other as (
    update orders set conflicts = conflicts + 1
    where id = $1 and visitor = $2 and fingerprint <> md5($3)
    returning id
  ),
  ${toldOfConflict}`;

/** The same, of a cart that nobody could price, or whose total its buyer has not agreed to: it is not here to be compared. */
export const otherCart = `
  with other as (
    update orders set conflicts = conflicts + 1 where id = $1 and visitor = $2 returning id
  ),
  ${toldOfConflict}`;

export const retry = `
  with wanted as (
    update orders set state = 'charging', changed_at = now()
    where id = $1 and visitor = $2 and state in ('declined', 'needs_buyer')
      and (select count(*) from attempts where order_id = $1) < 50
    returning id, cents, currency
  ),
  attempt as (
    insert into attempts (id, order_id, number, card, last_four, state, tries, lease_until, fence)
    select $3, id, 1 + coalesce((select max(number) from attempts where order_id = $1), 0), $4, $5, 'claimed', 1,
      now() + $6 * interval '1 ms', 1
    from wanted
    returning *
  ),
  told as (
    insert into history (order_id, what, attempt) select order_id, 'another card', id from attempt
  )
  select ${claimed}, wanted.cents, wanted.currency, false as maybe_sent from attempt join wanted on wanted.id = attempt.order_id`;
