// The table of attempts is its own queue: what is due is claimed, and settled by whoever has claimed it last.

import { claimed } from './claimed.ts';

/** What may be at the bank is asked about there at any time; what was never sent waits while the bank takes no charges ($3). */
export const claim = `
  with due as (
    select id, state from attempts
    where state in ('pending', 'claimed', 'sent', 'unknown') and next_attempt_at <= now()
      and (lease_until is null or lease_until < now())
      and ($3::boolean or unwanted or state in ('sent', 'unknown'))
    order by next_attempt_at
    limit $1
    for update skip locked
  ),
  attempt as (
    update attempts set
      state = case when due.state in ('sent', 'unknown') then 'unknown' else 'claimed' end,
      tries = tries + 1, fence = fence + 1, lease_until = now() + $2 * interval '1 ms'
    from due where attempts.id = due.id
    returning attempts.*
  )
  select ${claimed}, orders.cents, orders.currency, attempt.first_sent_at is not null as maybe_sent
  from attempt join orders on orders.id = attempt.order_id`;

/** From now on it may be charged: nobody reads any more that it was not. */
export const sent = `
  with attempt as (
    update attempts set state = 'sent', expires_at = greatest(expires_at, now() + $3 * interval '1 ms'), first_sent_at = coalesce(first_sent_at, now())
    where id = $1 and fence = $2 and state in ('claimed', 'unknown') and lease_until > now()
    returning order_id, expires_at
  ),
  charging as (
    update orders set state = 'charging', changed_at = now()
    from attempt where orders.id = attempt.order_id and orders.state = 'queued'
  )
  select expires_at from attempt`;

export const settle = `
  with attempt as (
    update attempts set
      state = $3::text, tries = tries - $10::int, charge_id = coalesce($4::uuid, charge_id), decline_code = $5::text, last_error = $8::text, lease_until = null,
      next_attempt_at = now() + $6 * interval '1 ms', not_before = now() + $11::float8 * interval '1 ms',
      -- Certainly not charged, and what is on its way cannot be booked any more: as if it had never been sent.
      first_sent_at = case when $3::text = 'pending' then null else first_sent_at end,
      charged_at = case when $3::text = 'succeeded' then now() end,
      refund_due = case when $3::text = 'succeeded' and unwanted then now() end
    where id = $1 and fence = $2 and state in ('claimed', 'sent', 'unknown')
    returning id, order_id, fence
  ),
  told as (
    insert into history (order_id, what, attempt, detail) select order_id, $3::text, id, coalesce($8::text, $5::text) from attempt
  ),
  -- Whoever has paid is written to; of another card only who has waited for the answer, and perhaps closed the page.
  written as (
    insert into messages (visitor, order_id, kind)
    select visitor, orders.id, case $9::text when 'paid' then 'paid' else 'declined' end
    from orders join attempt on orders.id = attempt.order_id
    where $9::text = 'paid' or (attempt.fence > 1 and $9::text = 'declined')
  )
  update orders set state = $9::text, attention = $7, changed_at = now()
  from attempt where orders.id = attempt.order_id
  returning orders.id`;

/**
 * The bank is back: whoever was to be tried later is tried within the next second, not all at once, and not before the bank has said. So many
 * at a time, the longest waiting first.
 */
export const wake = `
  update attempts set next_attempt_at = greatest(now() + random() * interval '1 s', not_before) where id in (
    select id from attempts
    where state in ('pending', 'unknown') and next_attempt_at > greatest(now() + interval '1 s', not_before)
    order by next_attempt_at limit $1 for update skip locked
  )
  returning id`;
