// Orders and attempts in the database: the SQL. Every change is one statement, so it is there with all that belongs to it, or not at all;
// whoever was cut off may say the same thing again.
import type { OrderLine, OrderRequest, OrderState, OrderView } from '@evenkeel/contracts';
import type { PostgresStore } from '@evenkeel/service-kit/postgres/store';

export type AttemptState = 'pending' | 'claimed' | 'sent' | 'unknown' | 'succeeded' | 'declined' | 'cancelled' | 'dead';
export type Attention = 'key-expired' | 'given-up' | 'mismatch';

/** An attempt that somebody has claimed: the right to work on it until the lease ends. */
export interface Claim {
  readonly id: string;
  readonly orderId: string;
  readonly card: string;
  readonly cents: number;
  readonly currency: string;
  readonly tries: number;
  readonly fence: string;
  /** It may have been sent before: the bank may know of it. */
  readonly maybeSent: boolean;
  /** Since when it may know, and until when it may book, in ms since 1970; null when it was never sent. */
  readonly firstSentAt: number | null;
  readonly expiresAt: number | null;
  readonly createdAt: number;
}

/** What became of an attempt. */
export type Settlement =
  | { readonly kind: 'succeeded'; readonly chargeId: string }
  | { readonly kind: 'declined'; readonly chargeId: string; readonly code: string }
  /** Certainly not charged; tried again after the pause. */
  | { readonly kind: 'pending'; readonly pauseMs: number; readonly reason: string }
  | { readonly kind: 'unknown'; readonly pauseMs: number; readonly reason: string }
  | { readonly kind: 'dead'; readonly attention: Attention; readonly reason: string };

export interface Orders {
  /** Takes an order, with its first attempt claimed. `made` is false when it was there already. */
  accept(request: OrderRequest, attempt: string, leaseMs: number): Promise<{ made: boolean; claim: Claim | undefined }>;
  /** Another card for an order whose last one was declined, or that waits for its buyer. Undefined when the order wants none. */
  retry(
    order: string,
    visitor: string,
    card: OrderRequest['card'],
    attempt: string,
    leaseMs: number,
  ): Promise<Claim | undefined>;
  /** Claims what is due, the longest waiting first. */
  claimDue(most: number, leaseMs: number): Promise<Claim[]>;
  /** Notes that the bank will be asked now. False when the claim is not the latest any more: then nothing may be sent. */
  markSent(claim: Claim, expiresAt: Date): Promise<boolean>;
  /** False when somebody else has claimed it meanwhile: then it changes nothing. */
  settle(claim: Claim, settlement: Settlement): Promise<boolean>;
  /** Not charged, and not wanted any more. False when it is too late, or never was there. */
  cancel(order: string, visitor: string): Promise<boolean>;
  find(order: string, visitor: string): Promise<OrderView | undefined>;
}

export function ordersIn(primary: PostgresStore): Orders {
  const run = <Row extends object>(purpose: 'buyers' | 'queue', sql: string, params: readonly unknown[]) =>
    primary.query<Row>(sql, params, { patience: 'patient', for: purpose });

  return {
    async accept({ id, visitor, lines, total, card }, attempt, leaseMs) {
      const agreed = JSON.stringify(lines);
      const rows = await run<Claimed>('buyers', acceptSql, [
        ...[id, visitor, total.cents, total.currency, agreed],
        ...[attempt, card.token, card.lastFour, leaseMs],
      ]);
      if (rows[0] !== undefined) return { made: true, claim: claimOf(rows[0]) };
      await run('buyers', conflictSql, [id, visitor, total.cents, agreed]);
      return { made: false, claim: undefined };
    },
    async retry(order, visitor, card, attempt, leaseMs) {
      const rows = await run<Claimed>('buyers', retrySql, [
        order,
        visitor,
        attempt,
        card.token,
        card.lastFour,
        leaseMs,
      ]);
      return rows[0] && claimOf(rows[0]);
    },
    async claimDue(most, leaseMs) {
      return (await run<Claimed>('queue', claimSql, [most, leaseMs])).map(claimOf);
    },
    async markSent({ id, fence }, expiresAt) {
      return (await run('queue', sentSql, [id, fence, expiresAt])).length === 1;
    },
    async settle({ id, fence }, settlement) {
      const { kind } = settlement;
      const charge = 'chargeId' in settlement ? settlement.chargeId : null;
      const code = 'code' in settlement ? settlement.code : null;
      const pause = 'pauseMs' in settlement ? settlement.pauseMs : 0;
      const attention = 'attention' in settlement ? settlement.attention : null;
      const reason = 'reason' in settlement ? settlement.reason.slice(0, 500) : null;
      const params = [id, fence, kind, charge, code, pause, attention, reason, orderStateAfter[kind]];
      return (await run('queue', settleSql, params)).length === 1;
    },
    async cancel(order, visitor) {
      return (await run('buyers', cancelSql, [order, visitor])).length === 1;
    },
    async find(order, visitor) {
      const rows = await run<Found>('buyers', findSql, [order, visitor]);
      return rows[0] && viewOf(rows[0]);
    },
  };
}

const orderStateAfter: Readonly<Record<Settlement['kind'], OrderState>> = {
  succeeded: 'paid',
  declined: 'declined',
  pending: 'queued',
  unknown: 'confirming',
  dead: 'attention',
};

interface Claimed {
  readonly id: string;
  readonly order_id: string;
  readonly card: string;
  readonly cents: number;
  readonly currency: string;
  readonly tries: number;
  readonly fence: string;
  readonly maybe_sent: boolean;
  readonly first_sent_at: Date | null;
  readonly expires_at: Date | null;
  readonly created_at: Date;
}

const claimOf = (row: Claimed): Claim => ({
  id: row.id,
  orderId: row.order_id,
  card: row.card,
  cents: row.cents,
  currency: row.currency,
  tries: row.tries,
  fence: row.fence,
  maybeSent: row.maybe_sent,
  firstSentAt: row.first_sent_at?.getTime() ?? null,
  expiresAt: row.expires_at?.getTime() ?? null,
  createdAt: row.created_at.getTime(),
});

interface Found {
  readonly id: string;
  readonly state: OrderState;
  readonly cents: number;
  readonly currency: 'USD';
  readonly lines: OrderLine[];
  readonly last_four: string | null;
  readonly created_at: Date;
  readonly charged_at: Date | null;
  readonly conflicts: number;
}

const viewOf = (row: Found): OrderView => ({
  id: row.id,
  state: row.state,
  total: { cents: row.cents, currency: row.currency },
  lines: row.lines,
  lastFour: row.last_four,
  createdAt: row.created_at.toISOString(),
  chargedAt: row.charged_at?.toISOString() ?? null,
  conflict: row.conflicts > 0,
});

/** What a worker has to know of an attempt. */
const claimed = `
  attempt.id, attempt.order_id, attempt.card, attempt.tries, attempt.fence, attempt.first_sent_at, attempt.expires_at, attempt.created_at`;

const acceptSql = `
  with made as (
    insert into orders (id, visitor, state, cents, currency, lines, fingerprint)
    values ($1, $2, 'charging', $3::int, $4, $5::text::jsonb, md5($3::int::text || $5::text))
    on conflict (id) do nothing
    returning id, cents, currency
  ),
  attempt as (
    insert into attempts (id, order_id, number, card, last_four, state, tries, lease_until, fence)
    select $6, id, 1, $7, $8, 'claimed', 1, now() + $9 * interval '1 ms', 1 from made
    returning *
  ),
  told as (
    insert into history (order_id, what, attempt) select order_id, 'accepted', id from attempt
  )
  select ${claimed}, made.cents, made.currency, false as maybe_sent from attempt join made on made.id = attempt.order_id`;

/** The same checkout with another cart, or of somebody else. */
const conflictSql = `
  with other as (
    update orders set conflicts = conflicts + 1
    where id = $1 and (fingerprint <> md5($3::int::text || $4::text) or visitor <> $2)
    returning id
  )
  insert into history (order_id, what, detail) select id, 'conflict', 'the same checkout came with another cart' from other`;

const retrySql = `
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

const claimSql = `
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

const sentSql = `
  update attempts set state = 'sent', expires_at = $3, first_sent_at = coalesce(first_sent_at, now())
  where id = $1 and fence = $2 and state in ('claimed', 'unknown') and lease_until > now()
  returning id`;

const settleSql = `
  with attempt as (
    update attempts set
      state = $3::text, charge_id = coalesce($4::uuid, charge_id), decline_code = $5::text, last_error = $8::text, lease_until = null,
      next_attempt_at = now() + $6 * interval '1 ms',
      charged_at = case when $3::text = 'succeeded' then now() end
    where id = $1 and fence = $2 and state in ('claimed', 'sent', 'unknown')
    returning id, order_id
  ),
  told as (
    insert into history (order_id, what, attempt, detail) select order_id, $3::text, id, coalesce($8::text, $5::text) from attempt
  )
  update orders set state = $9, attention = $7, changed_at = now()
  from attempt where orders.id = attempt.order_id
  returning orders.id`;

const cancelSql = `
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

const findSql = `
  select orders.id, state, cents, currency, lines, orders.created_at, conflicts, last.last_four, last.charged_at
  from orders left join lateral (
    select last_four, charged_at from attempts where order_id = orders.id order by number desc limit 1
  ) last on true
  where orders.id = $1 and visitor = $2`;
