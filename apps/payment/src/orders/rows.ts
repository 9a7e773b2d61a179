// What the statements are told and answer, and what it is called in the code.
import type { Messages, OrderLine, OrderState, OrderView } from '@evenkeel/contracts';
import type { Attention, Claim, Settlement } from './order.ts';

export interface Claimed {
  readonly id: string;
  readonly order_id: string;
  readonly card: string;
  readonly cents: number;
  readonly currency: string;
  readonly tries: number;
  readonly fence: string;
  readonly maybe_sent: boolean;
  readonly sent_ms: number | null;
  readonly now_ms: number;
  readonly expires_at_ms: number | null;
  readonly unwanted: boolean;
}

export const claimOf = (row: Claimed): Claim => ({
  id: row.id,
  orderId: row.order_id,
  card: row.card,
  cents: row.cents,
  currency: row.currency,
  tries: row.tries,
  fence: row.fence,
  maybeSent: row.maybe_sent,
  ages: {
    sentMs: row.sent_ms,
    claimedAt: performance.now(),
  },
  databaseNow: row.now_ms,
  expiresAt: row.expires_at_ms,
  unwanted: row.unwanted,
});

/** Any of what a settlement may say. */
interface Facts {
  readonly kind: Settlement['kind'];
  readonly chargeId?: string;
  readonly code?: string;
  readonly reason?: string;
  readonly attention?: Attention;
  readonly pauseMs?: number;
  readonly notBeforeMs?: number;
  readonly asked?: boolean;
}

/** By the names of the statement that writes it down. */
export function becameOf(settlement: Settlement) {
  const { kind, chargeId, code, reason, attention, pauseMs = 0, notBeforeMs, asked = true }: Facts = settlement;
  return {
    kind,
    order_state: orderStateAfter[kind],
    charge: chargeId,
    code: code === undefined ? undefined : inWords(code),
    reason: reason === undefined ? undefined : inWords(reason),
    attention,
    pause_ms: pauseMs,
    not_before_ms: notBeforeMs,
    asked,
  };
}

const orderStateAfter: Readonly<Record<Settlement['kind'], OrderState>> = {
  succeeded: 'paid',
  declined: 'declined',
  pending: 'queued',
  unknown: 'confirming',
  cancelled: 'cancelled',
  dead: 'attention',
};

/** Of what comes from outside: bounded, and such that PostgreSQL takes it (no NUL, no half of a character). */
export const inWords = (text: string): string => text.slice(0, 500).toWellFormed().replaceAll('\0', '');

export interface Found {
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

export const viewOf = (row: Found): OrderView => ({
  id: row.id,
  state: row.state,
  total: { cents: row.cents, currency: row.currency },
  lines: row.lines,
  lastFour: row.last_four,
  createdAt: row.created_at.toISOString(),
  chargedAt: row.charged_at?.toISOString() ?? null,
  conflict: row.conflicts > 0,
});

export interface ToRefund {
  readonly id: string;
  readonly order_id: string;
  readonly charge_id: string;
  readonly refund_tries: number;
}

export interface Written {
  readonly id: number;
  readonly kind: Messages['items'][number]['kind'];
  readonly order_id: string;
  readonly state: OrderState;
  readonly cents: number;
  readonly currency: 'USD';
  readonly at: Date;
}

export const messageOf = (row: Written): Messages['items'][number] => ({
  id: row.id,
  kind: row.kind,
  order: row.order_id,
  state: row.state,
  total: { cents: row.cents, currency: row.currency },
  at: row.at.toISOString(),
});
