// What happened to an order, line by line. What happens once more counts up its line: nobody writes as many as a bank can fail.

/** From so many tries of an attempt on they are told in one line, whatever comes of them. */
const mostToldTries = 200;
const isTry = (what: string) => `${what} in ('pending', 'unknown')`;

/** The last line of the order that $1 (an expression) names. */
const lastLine = (order: string) => `
    select number, what, attempt from history where order_id = ${order} order by number desc limit 1`;

/**
 * Two members of a `with`, after `attempt` (what was settled) and `became` (its kind, its reason or its code): the last line of the order
 * counts up when it says the same of the same attempt; else there is another.
 */
export const toldOfAttempt = `
  again as (
    update history set what = became.kind, times = times + 1, last_at = now(), detail = coalesce(became.reason, became.code)
    from attempt, became, lateral (${lastLine('attempt.order_id')}) last
    where history.number = last.number and last.attempt = attempt.id
      and (last.what = became.kind or (attempt.tries > ${mostToldTries} and ${isTry('last.what')} and ${isTry('became.kind')}))
    returning history.number
  ),
  told as (
    insert into history (order_id, what, attempt, detail)
    select attempt.order_id, became.kind, attempt.id, coalesce(became.reason, became.code) from attempt, became
    where not exists (select from again)
  )`;

/** The same for a conflict, after `other`: the order that there was one about. */
export const toldOfConflict = `
  again as (
    update history set times = times + 1, last_at = now()
    from other, lateral (${lastLine('other.id')}) last
    where history.number = last.number and last.what = 'conflict'
    returning history.number
  )
  insert into history (order_id, what, detail)
  select id, 'conflict', 'the same checkout came with another cart' from other where not exists (select from again)`;
