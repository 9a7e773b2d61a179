// What is told of an attempt to whoever has claimed it. All times by the clock of the database: the one of a process may leap.

const msSince = (moment: string) => `extract(epoch from now() - ${moment})::float8 * 1000`;

/** What a worker has to know of an attempt. */
export const claimed = `
  attempt.id, attempt.order_id, attempt.card, attempt.tries, attempt.fence, attempt.unwanted,
  case when attempt.first_sent_at is not null then ${msSince('greatest(attempt.first_sent_at, attempt.redriven_at)')} end as sent_ms,
  extract(epoch from now())::float8 * 1000 as now_ms,
  case when attempt.first_sent_at is not null then extract(epoch from attempt.expires_at)::float8 * 1000 end as expires_at_ms`;
