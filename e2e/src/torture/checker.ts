// Reconciles what buyers were told, the orders, the attempts and the bank's ledger. It shares no code with the shop: it reads the two
// databases themselves, and knows of the shop only the words of docs/payment-states.md.
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { Told, Wish } from './buyers.ts';
import { type InEffect, wasAway } from './in-effect.ts';
import { isExcused, notNamedTo } from './second-cart.ts';

export const claims = {
  missing: 'accepted orders are there',
  unknown: 'an accepted order is never unknown to its buyer',
  'charged twice': 'no order is charged more than once',
  'another amount': 'what is charged is what was agreed',
  'second cart': 'of two carts under one checkout the second is named, to its buyer and to the operator',
  'told wrong': 'nobody is told that nothing was charged when something was',
  'charged in the end':
    'what ends as declined, cancelled or waiting for its buyer is not charged; what ends as paid is',
  'not final': 'every order ends in a final state, or waits for its buyer',
  'without the buyer': 'what was told to wait for its buyer is not charged without',
  'declined again': 'what the bank has declined is declined, and not tried again',
  'settled twice': 'what is settled stays as it was settled',
} as const;
export type Claim = keyof typeof claims;

export interface Violation {
  readonly claim: Claim;
  readonly order: string;
  readonly what: string;
}

interface Order {
  readonly id: string;
  readonly state: string;
  readonly cents: number;
  readonly conflicts: number;
  /** Its last attempt in words, for whoever has to find out why it is not settled. */
  readonly last?: string | null;
}
interface Event {
  readonly order: string;
  readonly attempt: string | null;
  readonly what: string;
  readonly at: number;
  /** What happened several times in a row is told once: when it did last. */
  readonly lastAt: number;
}
interface Charge {
  readonly key: string;
  readonly status: string;
  readonly cents: number;
  readonly reference: string;
  readonly createdAt: number;
  readonly refundedAt: number | null;
}
export interface Books {
  readonly wishes: readonly Wish[];
  readonly told: readonly Told[];
  readonly orders: readonly Order[];
  readonly history: readonly Event[];
  readonly charges: readonly Charge[];
  /** What was done to the shop meanwhile; nothing when it is left out. */
  readonly faults?: readonly InEffect[];
}

/** From the charge after that number on the bank's clock was so far ahead, in ms. */
export interface BankClock {
  readonly afterNumber: number;
  readonly aheadMs: number;
}

export async function readBooks(
  wishes: readonly Wish[],
  told: readonly Told[],
  {
    databaseUrl,
    ledgerFile,
    bankClock,
  }: { readonly databaseUrl: string; readonly ledgerFile: string; readonly bankClock: readonly BankClock[] },
): Promise<Books> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
  });
  const ledger = new DatabaseSync(ledgerFile, { readOnly: true });
  try {
    await client.connect();
    const ids = wishes.map(({ order }) => order);
    const orders = await client.query<Order>(
      `select id, orders.state, cents, conflicts, last.words as last
       from orders left join lateral (
         select format('%s after %s tries, due in %s, not before %s, lease for %s: %s', state, tries, next_attempt_at - now(),
           not_before - now(), lease_until - now(), last_error) as words
         from attempts where order_id = orders.id order by number desc limit 1
       ) last on true
       where id = any($1::uuid[])`,
      [ids],
    );
    const history = await client.query<Event>(
      `select order_id as order, attempt, what, extract(epoch from at)::float8 * 1000 as at,
         extract(epoch from coalesce(last_at, at))::float8 * 1000 as "lastAt"
       from history where order_id = any($1::uuid[]) order by number`,
      [ids],
    );
    const known = new Set(ids);
    const all = ledger
      .prepare('SELECT number, key, status, cents, reference, createdAt, refundedAt FROM charges')
      .all();
    // All by one clock.
    const aheadOf = (number: number) => bankClock.findLast(({ afterNumber }) => number > afterNumber)?.aheadMs ?? 0;
    const charges = (all as unknown as (Charge & { readonly number: number })[])
      .filter(({ reference }) => known.has(reference))
      .map((charge) => ({ ...charge, createdAt: charge.createdAt - aheadOf(charge.number) }));
    return { wishes, told, orders: orders.rows, history: history.rows, charges };
  } finally {
    ledger.close();
    await client.end();
  }
}

/** Told so, an order was accepted. */
const accepted = new Set([
  ...['charging', 'paid', 'declined', 'queued', 'confirming', 'needs_buyer', 'attention', 'cancelled', 'refunded'],
]);
/** Told so, a buyer reads that nothing was charged. */
const nothingCharged = new Set([
  ...['declined', 'queued', 'needs_buyer', 'cancelled', 'refused', 'price-unknown', 'total-changed', 'not-sold'],
]);
/** Told so, a press has come to its end: nothing of it is charged later. */
const atAnEnd = new Set(['declined', 'refused', 'price-unknown', 'total-changed', 'not-sold', 'cancelled']);
const final = new Set(['paid', 'declined', 'cancelled', 'refunded', 'needs_buyer']);
const unpaid = new Set(['declined', 'cancelled', 'needs_buyer']);

/**
 * Who knows of an order that payment has not got yet is Redis; that it may be there, when Redis is away, is known from the notes of its tries.
 * Only when it was pressed while the disk took no notes, and Redis is away, nobody knows that there is anything to know.
 */
const isForgotten = (one: Told, heard: readonly Told[], faults: readonly InEffect[]): boolean =>
  wasAway(faults, ['redis'], one) &&
  heard.some((press) => press.by === 'press' && press.askedAt < one.askedAt && wasAway(faults, ['notes'], press));

export function check({ wishes, told, orders, history, charges, faults = [] }: Books): Violation[] {
  const found: Violation[] = [];
  const byOrder = <T>(list: readonly T[], of: (one: T) => string) => Map.groupBy(list, of);
  const toldOf = byOrder(told, ({ order }) => order);
  const chargesOf = byOrder(charges, ({ reference }) => reference);
  const historyOf = byOrder(history, ({ order }) => order);
  const orderOf = new Map(orders.map((order) => [order.id, order]));

  for (const wish of wishes) {
    const { order: id, cents, cameBack, otherCents } = wish;
    const violated = (claim: Claim, what: string) => found.push({ claim, order: id, what });
    const order = orderOf.get(id);
    const heard = toldOf.get(id) ?? [];
    const booked = chargesOf.get(id) ?? [];
    const approved = booked.filter(({ status }) => status === 'approved');
    const kept = approved.filter(({ refundedAt }) => refundedAt === null);

    const first = heard.find(({ what }) => accepted.has(what));
    if (first && !order) violated('missing', `it was told to be ${first.what}`);
    for (const one of heard) {
      const before = heard.find(({ what, heardAt }) => accepted.has(what) && heardAt < one.askedAt);
      if (one.what === 'no such order' && before && !isForgotten(one, heard, faults))
        violated('unknown', `there was no such order ${one.askedAt - before.heardAt} ms after it was ${before.what}`);
    }
    if (approved.length > 1) violated('charged twice', `${approved.length} charges`);
    for (const charge of approved)
      if (charge.cents !== (order?.cents ?? cents))
        violated('another amount', `${charge.cents} instead of ${order?.cents}`);
    if (order && order.cents !== cents && order.cents !== otherCents)
      violated('another amount', `the order says ${order.cents}, not ${cents}`);

    if (order) {
      const its = { wish, order, heard, faults };
      for (const one of heard)
        if (one.cents !== undefined && one.cents !== order.cents && !isExcused(one, its))
          violated('another amount', `told "${one.what}" of ${one.cents}, and the order is of ${order.cents}`);
      for (const whom of notNamedTo(its, (what) => accepted.has(what))) violated('second cart', `not named to ${whom}`);
    }
    // By the clock of the database, not by the bank's.
    const givenBackAt = historyOf.get(id)?.find((event) => event.what === 'refunded')?.at ?? Number.POSITIVE_INFINITY;
    for (const { what, askedAt, heardAt } of heard) {
      const before = approved.find(
        ({ createdAt, refundedAt }) => createdAt < askedAt && (refundedAt === null || heardAt < givenBackAt),
      );
      if (nothingCharged.has(what) && before)
        violated('told wrong', `told "${what}" ${askedAt - before.createdAt} ms after it was charged`);
    }
    for (const one of heard) {
      // It was the end of that press, for certain: only another press that was not over by then is charged after it.
      const pressed = one.by !== 'look' && atAnEnd.has(one.what);
      const again = heard.some((other) => other !== one && other.by !== 'look' && other.heardAt > one.askedAt);
      const after = approved.find(({ createdAt }) => createdAt >= one.askedAt);
      if (pressed && !again && after) violated('told wrong', `told "${one.what}", and charged for that very press`);
      if (one.what === 'cancelled' && kept.length > 0) violated('told wrong', 'told "cancelled", and charged');
    }

    if (order && !final.has(order.state)) violated('not final', `it is ${order.state} (${order.last})`);
    if (order && unpaid.has(order.state) && kept.length > 0)
      violated('charged in the end', `${order.state}, but charged`);
    if (order?.state === 'refunded' && (kept.length > 0 || approved.length === 0))
      violated(
        'charged in the end',
        `refunded, with ${approved.length} charges, of which ${kept.length} were not given back`,
      );
    if (order?.state === 'paid' && kept.length === 0) violated('charged in the end', 'paid, but not charged');
    if (!order && kept.length > 0) violated('charged in the end', 'there is no order, but a charge');

    const waits = heard.find(({ what }) => what === 'needs_buyer');
    // Another press of the button that was not over by then is the buyer, with a card.
    const pressedAgain = heard.some(
      (one) => waits !== undefined && one !== waits && one.by === 'press' && one.heardAt > waits.askedAt,
    );
    if (waits && !cameBack && !pressedAgain && approved.length > 0)
      violated('without the buyer', 'told to wait for its buyer, and charged');

    for (const [key, events] of byOrder(
      (historyOf.get(id) ?? []).filter(({ attempt }) => attempt),
      ({ attempt }) => attempt ?? '',
    )) {
      const charge = booked.find((one) => one.key === key);
      const settled = events.findIndex(({ what }) => what === 'succeeded' || what === 'declined');
      const later = settled < 0 ? [] : events.slice(settled + 1).filter(({ what }) => !what.startsWith('refund'));
      if (later.length > 0)
        violated('settled twice', `${events[settled]?.what}, then ${later.map(({ what }) => what).join(', ')}`);
      for (const { what, lastAt: at } of events)
        if (what === 'pending' && charge && charge.createdAt < at)
          violated(
            'settled twice',
            `called certainly not charged ${Math.round(at - charge.createdAt)} ms after it was booked`,
          );
      const wasDeclined = booked.some((one) => one.key === key && one.status === 'declined');
      if (wasDeclined && events.some(({ what }) => what === 'succeeded'))
        violated('declined again', 'declined by the bank, and called paid');
    }
    if (
      booked
        .filter(({ status }) => status === 'declined')
        .some(({ key }, at, all) => all.findIndex((one) => one.key === key) !== at)
    )
      violated('declined again', 'declined twice under one key');
  }
  return found;
}
