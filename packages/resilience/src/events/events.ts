// What happens around protected calls, as data. Each event names the pipeline, breaker, ladder or store that it happened in, and bears
// its time in ms of the clock in there.
import type { BreakerChange } from '../breaker/breaker-options.ts';
import type { CopyTier } from '../copies/last-good-options.ts';
import type { RetryEvent } from '../pipeline/layer.ts';

/** How a call ended for its caller; `timeout` for every limit that has passed, `ignored` for an error that says nothing of the dependency. */
export type CallOutcome = 'success' | 'failure' | 'timeout' | 'rejected' | 'cancelled' | 'ignored';

/** Which rule turned a call away. */
export type RejectionReason = 'open' | 'isolated' | 'full';

export interface CallEvent {
  /** Of the pipeline. */
  readonly name: string;
  readonly outcome: CallOutcome;
  /** What the caller was told; undefined when it has an answer. */
  readonly error: unknown;
  /** So many times its work was begun: 0 when it was turned away. */
  readonly attempts: number;
  /** All of it: waits, attempts and pauses, in ms. */
  readonly tookMs: number;
  readonly at: number;
}

/** A call, or its second attempt, was turned away by a guard. */
export interface RejectionEvent {
  readonly name: string;
  readonly reason: RejectionReason;
  readonly error: unknown;
  readonly at: number;
}

/** A limit has ended an attempt, or a whole call. */
export interface TimeoutEvent {
  readonly name: string;
  readonly limit: 'timeout' | 'deadline';
  /** Whether the work was under way. */
  readonly begun: boolean;
  readonly at: number;
}

/** Something second best stood in: the `fallback` of a call, or a lower rung of a ladder. */
export interface FallbackEvent {
  /** Of the pipeline or the ladder. */
  readonly name: string;
  /** Of the rung that held. */
  readonly rung: string;
  /** Why the best was not to be had; undefined when it had just nothing to offer. */
  readonly error: unknown;
  readonly at: number;
}

/** A last good copy was served. */
export interface CopyEvent {
  /** Of the store. */
  readonly name: string;
  readonly tier: CopyTier;
  readonly ageMs: number;
  readonly at: number;
}

export type ResilienceEvent =
  | ({ readonly type: 'state' } & BreakerChange & { readonly name: string })
  | ({ readonly type: 'call' } & CallEvent)
  | ({ readonly type: 'retry' } & RetryEvent)
  | ({ readonly type: 'timeout' } & TimeoutEvent)
  | ({ readonly type: 'rejection' } & RejectionEvent)
  | ({ readonly type: 'fallback' } & FallbackEvent)
  | ({ readonly type: 'copy' } & CopyEvent);
