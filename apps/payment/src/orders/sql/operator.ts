// The SQL of the operator's view and of the ways out.
import type { Remedy } from '../operator.ts';

export const states = 'select state, count(*)::int as count from orders group by state';

const ageMs = (moment: string, which: string) =>
  `round(extract(epoch from now() - min(${moment}) filter (where ${which})) * 1000)::float8`;

export const queue = `
  select
    count(*) filter (where waiting)::int as depth,
    count(*) filter (where waiting and next_attempt_at <= now())::int as due,
    ${ageMs('created_at', 'waiting')} as "oldestMs",
    json_build_object('count', count(*) filter (where asking)::int, 'oldestMs', ${ageMs('first_sent_at', 'asking')}) as unknown,
    json_build_object('count', count(refund_due)::int, 'oldestMs', ${ageMs('charged_at', 'refund_due is not null')}) as refunds
  from (
    select *, state in ('pending', 'claimed', 'sent', 'unknown') as waiting, state in ('sent', 'unknown') as asking
    from attempts where state in ('pending', 'claimed', 'sent', 'unknown') or refund_due is not null
  ) attempts`;

const iso = (moment: string) => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const isConflicting = 'conflicts > conflicts_seen';

/** Each by the index of its list. */
export const toLookAt = `
  select
    (select count(*) from orders where attention is not null)::int as attention,
    (select count(*) from orders where ${isConflicting})::int as conflicts`;

export const attention = `
  select orders.id as order, attention as why, last.last_error as detail, cents, ${iso('changed_at')} as since
  from orders left join lateral (
    select last_error from attempts where order_id = orders.id order by number desc limit 1
  ) last on true
  where attention is not null order by changed_at limit $1`;

export const conflicts = `
  select id as order, conflicts as times, state, ${iso('created_at')} as since
  from orders where ${isConflicting} order by created_at desc limit $1`;

export const history = `
  select orders.id as order, state, attention, cents, currency, lines, conflicts, ${iso('orders.created_at')} as "createdAt",
    coalesce((
      select json_agg(json_build_object(
        'id', id, 'number', number, 'state', state, 'lastFour', last_four, 'tries', tries, 'chargeId', charge_id,
        'declineCode', decline_code, 'lastError', last_error, 'unwanted', unwanted,
        'nextAt', ${iso('next_attempt_at')}, 'chargedAt', ${iso('charged_at')}, 'refundedAt', ${iso('refunded_at')}
      ) order by number) from attempts where order_id = orders.id
    ), '[]') as attempts,
    coalesce((
      select json_agg(json_build_object(
        'at', ${iso('at')}, 'what', what, 'times', times, 'lastAt', ${iso('last_at')}, 'attempt', attempt, 'detail', detail
      ) order by number)
      from (select * from history where order_id = orders.id order by number desc limit 500) history
    ), '[]') as history
  from orders where id = $1`;

/** The orders whose ids begin so, by the index: $1 and $2 are the least and the greatest of them. */
export const between = 'select id from orders where id between $1::uuid and $2::uuid limit 2';

/** A dead attempt is asked about and, if nothing was charged, tried again under its key. */
const redrive = `
  with attempt as (
    update attempts set state = 'unknown', next_attempt_at = now(), lease_until = null, redriven_at = now(), unwanted = false
    where order_id = $1 and state = 'dead' returning id, order_id
  ),
  told as (
    insert into history (order_id, what, attempt) select order_id, 'redriven', id from attempt
  )
  update orders set state = 'confirming', attention = null, changed_at = now() from attempt where orders.id = attempt.order_id
  returning orders.id`;

/** A worker finds out whether anything was charged: that is given back. Whoever works on it now is not disturbed. */
const giveUp = `
  with attempt as (
    update attempts set unwanted = true, next_attempt_at = now(),
      state = case when state = 'dead' then 'unknown' else state end
    where order_id = $1 and state in ('pending', 'claimed', 'sent', 'unknown', 'dead') and (not unwanted or state = 'dead') returning id, order_id
  ),
  nothing_charged as (
    update orders set state = 'cancelled', attention = null, changed_at = now()
    where id = $1 and state in ('declined', 'needs_buyer') returning id, visitor
  ),
  written as (
    insert into messages (visitor, order_id, kind) select visitor, id, 'cancelled' from nothing_charged
  ),
  told as (
    insert into history (order_id, what) select order_id, 'given up' from attempt union all select id, 'given up' from nothing_charged
  ),
  waiting as (
    update orders set state = 'confirming', attention = null, changed_at = now()
    from attempt where orders.id = attempt.order_id and orders.state = 'attention' returning orders.id
  )
  select id from nothing_charged union all select order_id from attempt`;

const refund = `
  with attempt as (
    update attempts set refund_due = now()
    where order_id = $1 and state = 'succeeded' and refunded_at is null and refund_due is null returning id, order_id
  ),
  told as (
    insert into history (order_id, what, attempt) select order_id, 'refund wanted', id from attempt
  )
  select order_id from attempt`;

/** Somebody has looked at what needs nothing but that: another cart, a refund that the bank refuses. */
const acknowledge = `
  with seen as (
    update orders set conflicts_seen = conflicts, changed_at = now(),
      attention = case when attention <> 'refund-refused' then attention end
    where id = $1 and (${isConflicting} or attention = 'refund-refused') returning id
  )
  insert into history (order_id, what) select id, 'acknowledged' from seen returning order_id`;

export const remedies: Readonly<Record<Remedy, string>> = { redrive, 'give-up': giveUp, refund, acknowledge };
