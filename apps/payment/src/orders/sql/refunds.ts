// What was charged is given back.

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
  ),
  written as (
    insert into messages (visitor, order_id, kind)
    select visitor, orders.id, 'refunded' from orders join attempt on orders.id = attempt.order_id
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
