// The words of this room: an attempt that somebody works on, and what became of it.

export type AttemptState = 'pending' | 'claimed' | 'sent' | 'unknown' | 'succeeded' | 'declined' | 'cancelled' | 'dead';
/** Why the operator has to look at an attempt that is dead. */
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
  /** All by the clock of the database, at the moment of the claim: the one of a process may leap. In ms. */
  readonly ages: ClaimAges;
  /** What the clock of the database showed at the moment of the claim, ms since 1970. */
  readonly databaseNow: number;
  /** After this moment of **its own** clock the bank books nothing of it, ms since 1970; null when it was never sent. */
  readonly expiresAt: number | null;
  /** The operator has given it up: it is only found out whether anything was charged. */
  readonly unwanted: boolean;
}

export interface ClaimAges {
  /** Since the bank may know it, or since the operator wanted it tried again; null when it was never sent. */
  readonly sentMs: number | null;
  /** Of this process, when it heard of the claim: what has passed since is added (`performance.now()`). */
  readonly claimedAt: number;
}

/** What became of an attempt. */
export type Settlement =
  | { readonly kind: 'succeeded'; readonly chargeId: string }
  | { readonly kind: 'declined'; readonly chargeId: string; readonly code: string }
  /** Certainly not charged; tried again after the pause. */
  | {
      readonly kind: 'pending';
      readonly pauseMs: number;
      readonly reason: string;
      /** False when the bank was not even asked: that is no try of this attempt. */
      readonly asked?: boolean;
      /** The bank has said so: not even when it has just come back. */
      readonly notBeforeMs?: number;
    }
  | {
      readonly kind: 'unknown';
      readonly pauseMs: number;
      readonly reason: string;
      readonly asked?: boolean;
      readonly notBeforeMs?: number;
    }
  /** Given up, and certainly not charged. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'dead'; readonly attention: Attention; readonly reason: string; readonly chargeId?: string };

/** Something that was charged and is to be given back. */
export interface Refund {
  /** Of the attempt. */
  readonly id: string;
  readonly orderId: string;
  readonly chargeId: string;
  readonly tries: number;
}

/** What became of it. */
export type Refunded =
  | { readonly kind: 'done' }
  /** Asked again after the pause. */
  | { readonly kind: 'again'; readonly pauseMs: number; readonly reason: string }
  /** The bank will not: the operator has to look. */
  | { readonly kind: 'refused'; readonly reason: string };
