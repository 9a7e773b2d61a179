// The SQL of orders and attempts. The table of attempts is its own queue.

const msSince = (moment: string) => `extract(epoch from now() - ${moment})::float8 * 1000`;

/** What a worker has to know of an attempt. */
const claimed = `
  attempt.id, attempt.order_id, attempt.card, attempt.tries, attempt.fence, attempt.unwanted,
  ${msSince('greatest(attempt.created_at, attempt.redriven_at)')} as wanted_ms,
  case when attempt.first_sent_at is not null then ${msSince('greatest(attempt.first_sent_at, attempt.redriven_at)')} end as sent_ms,
  case when attempt.first_sent_at is not null then -${msSince('attempt.expires_at')} end as bookable_ms`;

const firstAttempt = (state: string) => `attempt as (
    insert into attempts (id, order_id, number, card, last_four, state, tries, lease_until, fence)
    select $6, id, 1, $7, $8, ${state} from made
    returning *
  )`;

/** To be charged now: whoever takes it has claimed it. */
export const accept = `
  with made as (
    insert into orders (id, visitor, state, cents, currency, lines, fingerprint)
    values ($1, $2, 'charging', $3::int, $4, $5::text::jsonb, md5($3::int::text || $5::text))
    on conflict (id) do nothing
    returning id, cents, currency
  ),
  ${firstAttempt("'claimed', 1, now() + $9 * interval '1 ms', 1")},
  told as (
    insert into history (order_id, what, attempt) select order_id, 'accepted', id from attempt
  )
  select ${claimed}, made.cents, made.currency, false as maybe_sent from attempt join made on made.id = attempt.order_id`;

/** To be charged later: a worker claims it. */
export const queue = `
  with made as (
    insert into orders (id, visitor, state, cents, currency, lines, fingerprint)
    values ($1, $2, 'queued', $3::int, $4, $5::text::jsonb, md5($3::int::text || $5::text))
    on conflict (id) do nothing
    returning id
  ),
  ${firstAttempt("'pending', 1, null::timestamptz, 0")},
  told as (
    insert into history (order_id, what, attempt) select order_id, 'accepted, to be charged later', id from attempt
  )
  select id from made`;

/** Without a card: the buyer is written to, and has to come back. */
export const save = `
  with made as (
    insert into orders (id, visitor, state, cents, currency, lines, fingerprint)
    values ($1, $2, 'needs_buyer', $3::int, $4, $5::text::jsonb, md5($3::int::text || $5::text))
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
    where id = $1 and visitor = $2 and fingerprint <> md5($3::int::text || $4::text)
    returning id
  )
  insert into history (order_id, what, detail) select id, 'conflict', 'the same checkout came with another cart' from other`;

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

export const claim = `
  with due as (
    select id, state from attempts
    where state in ('pending', 'claimed', 'sent', 'unknown') and next_attempt_at <= now()
      and (lease_until is null or lease_until < now())
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
    update attempts set state = 'sent', expires_at = now() + $3 * interval '1 ms', first_sent_at = coalesce(first_sent_at, now())
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
      state = $3::text, charge_id = coalesce($4::uuid, charge_id), decline_code = $5::text, last_error = $8::text, lease_until = null,
      next_attempt_at = now() + $6 * interval '1 ms',
      -- Certainly not charged, and what is on its way cannot be booked any more: as if it had never been sent.
      first_sent_at = case when $3::text = 'pending' then null else first_sent_at end,
      charged_at = case when $3::text = 'succeeded' then now() end,
      refund_due = case when $3::text = 'succeeded' and unwanted then now() end
    where id = $1 and fence = $2 and state in ('claimed', 'sent', 'unknown')
    returning id, order_id, tries
  ),
  told as (
    insert into history (order_id, what, attempt, detail) select order_id, $3::text, id, coalesce($8::text, $5::text) from attempt
  ),
  -- Whoever has waited for it, and perhaps closed the page, is written to.
  written as (
    insert into messages (visitor, order_id, kind)
    select visitor, orders.id, case $9::text when 'paid' then 'paid' else 'declined' end
    from orders join attempt on orders.id = attempt.order_id
    where attempt.tries > 1 and $9::text in ('paid', 'declined')
  )
  update orders set state = $9::text, attention = $7, changed_at = now()
  from attempt where orders.id = attempt.order_id
  returning orders.id`;

export const cancel = `
  with unwanted as (
    update attempts set state = 'cancelled'
    where order_id = $1 and state = 'pending' and (lease_until is null or lease_until < now())
      and exists (select from orders where id = $1 and visitor = $2)
    returning id
  ),
  cancelled as (
    update orders set state = 'cancelled', changed_at = now()
    where id = $1 and visitor = $2
      and (state in ('declined', 'needs_buyer') or (state = 'queued' and exists (select from unwanted)))
    returning id
  ),
  told as (
    insert into history (order_id, what) select id, 'cancelled' from cancelled
  )
  select id from cancelled`;

export const find = `
  select orders.id, state, cents, currency, lines, orders.created_at, conflicts, last.last_four, last.charged_at
  from orders left join lateral (
    select last_four, charged_at from attempts where order_id = orders.id order by number desc limit 1
  ) last on true
  where orders.id = $1 and visitor = $2`;

export const claimRefunds = `
  with due as (
    select id from attempts where refund_due <= now() order by refund_due limit $1 for update skip locked
  )
  update attempts set refund_due = now() + $2 * interval '1 ms', refund_tries = refund_tries + 1
  from due where attempts.id = due.id
  returning attempts.id, order_id, charge_id, refund_tries`;

export const refunded = `
  with attempt as (
    update attempts set refund_due = null, refunded_at = now() where id = $1 and refunded_at is null returning id, order_id
  ),
  told as (
    insert into history (order_id, what, attempt) select order_id, 'refunded', id from attempt
  )
  update orders set state = 'refunded', attention = null, changed_at = now() from attempt where orders.id = attempt.order_id
  returning orders.id`;

export const refundAgain = `
  update attempts set refund_due = now() + $2 * interval '1 ms' where id = $1 and refund_due is not null returning id`;

export const refundRefused = `
  with attempt as (
    update attempts set refund_due = null, last_error = $2 where id = $1 and refund_due is not null returning id, order_id
  ),
  told as (
    insert into history (order_id, what, attempt, detail) select order_id, 'refund refused', id, $2 from attempt
  )
  update orders set attention = 'refund-refused', changed_at = now() from attempt where orders.id = attempt.order_id
  returning orders.id`;

export const messagesTo = `
  select messages.id::int, kind, order_id, cents, currency, at
  from messages join orders on orders.id = order_id
  where messages.visitor = $1 order by messages.id desc limit 50`;

/** The bank is back: whoever was to be tried later is tried now, so many at a time. */
export const wake = `
  update attempts set next_attempt_at = now() where id in (
    select id from attempts where state = 'pending' and next_attempt_at > now()
    order by next_attempt_at limit 1000 for update skip locked
  )
  returning id`;
