// What the statements answer, and what it is called in the code.
import type { Messages, OrderLine, OrderState, OrderView } from '@evenkeel/contracts';
import type { Claim } from './order.ts';

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
