// The table of attempts is its own queue: what is due is claimed, and settled by whoever has claimed it last.

import { buyerWaitsMs } from '../../policy.ts';
import { claimed } from './claimed.ts';
import { toldOfAttempt } from './history.ts';

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

/** What became of an attempt ($3, by name) that is still held by the claim with the fence $2. */
export const settle = `
  with became as (
    select * from jsonb_to_record($3::jsonb) as became (
      kind text, order_state text, charge uuid, code text, reason text, attention text, pause_ms float8, not_before_ms float8, asked boolean
    )
  ),
  attempt as (
    update attempts set
      state = kind, tries = tries - (not asked)::int, charge_id = coalesce(charge, charge_id), decline_code = code, last_error = reason,
      lease_until = null, next_attempt_at = now() + pause_ms * interval '1 ms', not_before = now() + not_before_ms * interval '1 ms',
      -- Certainly not charged, and what is on its way cannot be booked any more: as if it had never been sent.
      first_sent_at = case when kind = 'pending' then null else first_sent_at end,
      charged_at = case when kind = 'succeeded' then now() end,
      refund_due = case when kind = 'succeeded' and unwanted then now() end
    from became
    where id = $1 and fence = $2 and state in ('claimed', 'sent', 'unknown')
    returning id, order_id, tries,
      -- What nobody wants any more is not offered another card.
      case when kind = 'declined' and unwanted then 'cancelled' else order_state end as order_state,
      fence > 1 or created_at < now() - ${buyerWaitsMs} * interval '1 ms' as came_later
  ),
  ${toldOfAttempt},
  -- Whoever has paid is written to, and whoever does not pay any more; of another card only who has waited for the answer, and perhaps closed
  -- the page.
  written as (
    insert into messages (visitor, order_id, kind)
    select visitor, orders.id, order_state from orders join attempt on orders.id = attempt.order_id
    where order_state in ('paid', 'cancelled') or (order_state = 'declined' and came_later)
  )
  update orders set state = attempt.order_state, attention = became.attention, changed_at = now()
  from attempt, became where orders.id = attempt.order_id
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
