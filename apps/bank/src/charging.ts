// A charge from the question to the answer, as card processors do it: what was asked before under the same key is answered as before.

import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as think } from 'node:timers/promises';
import { crashPoint } from '@evenkeel/service-kit/crash-point';
import type { Card } from './cards.ts';
import type { Charge, Ledger } from './ledger.ts';

export interface Wanted {
  readonly key: string;
  readonly card: Card;
  readonly cents: number;
  readonly currency: string;
  readonly reference: string;
  /** After this moment nothing may be booked, in ms since 1970. */
  readonly expiresAt: number;
}

export type Charged =
  /** `lost`: it is booked, and nobody is told. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly replayed: boolean;
      readonly lost: boolean;
    }
  /** Somebody works on this key right now. */
  | { readonly kind: 'in-progress' }
  /** The key came with another body before. */
  | { readonly kind: 'other-body' }
  | { readonly kind: 'expired' }
  /** Not now: nothing was begun. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number };

export interface BankOptions {
  readonly ledger: Ledger;
  readonly latencyMs: number;
  /** Wall clock, ms since 1970. */
  readonly now?: () => number;
}

const busyMs = 1_000;

export function bank({ ledger, latencyMs, now = Date.now }: BankOptions) {
  /** How often a key was sent away because its card's bank is busy. Not durable: a bank that starts anew may be busy again. */
  const sentAway = new Map<string, number>();
  const mostKeys = 10_000;

  function isBusy({ key, card }: Wanted): boolean {
    const times = sentAway.get(key) ?? 0;
    if (times >= (card.busy ?? 0)) return false;
    if (sentAway.size >= mostKeys) sentAway.clear();
    sentAway.set(key, times + 1);
    return true;
  }

  function known(wanted: Wanted): Charged | undefined {
    const kept = ledger.find(wanted.key, now());
    if (kept === undefined) return undefined;
    if (kept.fingerprint !== fingerprintOf(wanted)) return { kind: 'other-body' };
    if (kept.status === null || kept.body === null) return { kind: 'in-progress' };
    return { kind: 'answer', status: kept.status, body: kept.body, replayed: true, lost: false };
  }

  return {
    /** What its clock shows, ms since 1970. */
    now,
    async charge(wanted: Wanted): Promise<Charged> {
      const before = known(wanted);
      if (before !== undefined) return before;
      if (now() >= wanted.expiresAt) return { kind: 'expired' };
      if (isBusy(wanted)) return { kind: 'busy', retryAfterMs: busyMs };
      if (!ledger.begin(wanted.key, fingerprintOf(wanted), now())) return known(wanted) ?? { kind: 'in-progress' };
      try {
        await think(latencyMs + (wanted.card.slowerByMs ?? 0));
        // The last moment before booking: whoever asked may rely on it that nothing is booked afterwards.
        if (now() >= wanted.expiresAt) return { kind: 'expired' };
        const charge = chargeOf(wanted, now());
        const answer = answerAbout(charge, wanted.card);
        crashPoint('bank.before-book');
        ledger.book(charge, answer);
        crashPoint('bank.after-book');
        return { kind: 'answer', ...answer, replayed: false, lost: wanted.card.answer === 'lost' };
      } finally {
        ledger.forget(wanted.key); // Only what was not booked.
      }
    },
  };
}

export type Bank = ReturnType<typeof bank>;

/** Everything that the charge is about. When it expires is not: who asks again may give it more time. */
const fingerprintOf = ({ card, cents, currency, reference }: Wanted): string =>
  createHash('sha256')
    .update(JSON.stringify([card.token, cents, currency, reference]))
    .digest('hex');

const chargeOf = ({ key, card, cents, currency, reference }: Wanted, at: number): Charge => ({
  id: randomUUID(),
  key,
  status: card.declines === null ? 'approved' : 'declined',
  declineCode: card.declines,
  cents,
  currency,
  card: card.token,
  lastFour: card.lastFour,
  reference,
  createdAt: at,
  refundedAt: null,
});

function answerAbout(charge: Charge, card: Card): { status: number; body: string } {
  if (card.answer === 'error') {
    const problem = { type: 'about:blank', title: 'Internal Server Error', status: 500 };
    return { status: 500, body: JSON.stringify(problem) };
  }
  return { status: charge.status === 'approved' ? 201 : 402, body: JSON.stringify(charge) };
}
