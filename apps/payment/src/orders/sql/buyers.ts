// What buyers see of their orders, and how they leave one.

export const find = `
  select orders.id, state, cents, currency, lines, orders.created_at, conflicts, last.last_four, last.charged_at
  from orders left join lateral (
    select last_four, charged_at from attempts where order_id = orders.id order by number desc limit 1
  ) last on true
  where orders.id = $1 and visitor = $2`;

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
  ),
  written as (
    insert into messages (visitor, order_id, kind) select $2, id, 'cancelled' from cancelled
  )
  select id from cancelled`;

export const messagesTo = `
  select messages.id::int, kind, order_id, orders.state, cents, currency, at
  from messages join orders on orders.id = order_id
  where messages.visitor = $1 order by messages.id desc limit 50`;
