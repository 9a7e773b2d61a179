// What one can set, hand in and read of a circuit breaker.
import type { CallResult } from '../classification.ts';
import type { Clock } from '../clock.ts';
import type { LatencySnapshot } from './latencies.ts';
import type { WindowSnapshot } from './trip-rules.ts';

export interface CircuitBreakerOptions {
  /** Named in errors and events. */
  name?: string;
  /** So many failures … (5) */
  failures?: number;
  /** … within so many ms open it (10,000). A success does not wipe them out. */
  windowMs?: number;
  /**
   * Opens it when so large a share of the calls in the window has failed: above 0, up to 1 (none). It takes the place of
   * the count, unless `failures` is given, too. The window then moves in steps of a tenth.
   */
  failureRatio?: number;
  /** A call of so many ms is slow, whether it succeeds or fails (none is); so is a probe, which then has failed. */
  slowCallMs?: number;
  /** Opens it when so large a share of the calls in the window was slow: above 0, up to 1 (0.5). */
  slowRatio?: number;
  /** Fewer calls in the window than this are not enough for either ratio (20). */
  minimumCalls?: number;
  /** It stays open for so many ms (60,000). */
  openMs?: number;
  /** So many probes must succeed to close it (2). */
  successesToClose?: number;
  /** So many probes may run at once (1). */
  probes?: number;
  /**
   * A probe without an answer for so many ms gives its place to another, and its answer does not count any more. Left out: as long as the
   * limits around the call let it run, and `openMs` where there are none.
   */
  probeTimeoutMs?: number;
  clock?: Clock;
}

export type { CallResult };

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

export interface BreakerChange {
  name: string | undefined;
  from: BreakerState;
  to: BreakerState;
  /** Why, for people. */
  cause: string;
  /** The failure that opened it; undefined when it was something else (slow calls, somebody's hand), and when it is CLOSED. */
  error: unknown;
  /** When, in ms of the breaker's clock. */
  at: number;
}

export interface BreakerSnapshot extends LatencySnapshot, WindowSnapshot {
  state: BreakerState;
  /** When it came into this state, in ms of the breaker's clock. */
  since: number;
  /** Why it came into this state, for people. */
  cause: string;
  /** Time until a probe may go, in ms; null unless OPEN, and when isolated. */
  retryAfterMs: number | null;
  isolated: boolean;
  /** Calls that asked to enter since the start or the last reset: answered, ignored, rejected and still running. */
  total: number;
  successful: number;
  failed: number;
  rejected: number;
  /** Whether the last answer that counted was a failure. */
  lastFailed: boolean;
  /** `successful` among the answered, 0 to 1; null before the first answer. */
  successRate: number | null;
}

/** The right to make one call; handed back with {@link CircuitBreaker.exit}. */
export interface Permit {
  readonly generation: number;
  /** A probe's last moment, if that is known already. */
  expiresAt: number;
  /** The limits around the call, if it has any. */
  limits: CallLimits | undefined;
  /** Handed back: a second time changes nothing. */
  used: boolean;
}

/** Of a call under way. */
export interface CallLimits {
  /** When the nearest limit around its work ends, in ms of the breaker's clock; Infinity without one. */
  readonly runsUntil: number;
}

/** What is known of a call besides its result. */
export interface CallFacts {
  /** How long it took, in ms; without it the call is in no percentile, and never slow. */
  latencyMs?: number | undefined;
  /** When it ended, in ms of the breaker's clock (now). */
  at?: number | undefined;
  /** What it failed with: listeners and those who are turned away hear of it. */
  error?: unknown;
  /**
   * Its work goes on, though nobody waits for it any more: a probe keeps its place until {@link CircuitBreaker.ended}, or this time of the
   * breaker's clock. Left out when the work has ended.
   */
  runsUntil?: number | undefined;
}
