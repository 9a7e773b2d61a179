// What one can set, hand in and read of a circuit breaker.
import type { Clock } from './clock.ts';
import type { LatencySnapshot } from './latencies.ts';

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
  /** A probe without an answer for so many ms gives its place to another, and its answer does not count any more (`openMs`). */
  probeTimeoutMs?: number;
  clock?: Clock;
}

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** `ignored`: it says nothing about the dependency, as a cancelled call or a 404 does. */
export type CallResult = 'success' | 'failure' | 'ignored';

export interface BreakerChange {
  name: string | undefined;
  from: BreakerState;
  to: BreakerState;
  cause: string;
  /** When, in ms of the breaker's clock. */
  at: number;
}

export interface BreakerSnapshot extends LatencySnapshot {
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
  failuresInWindow: number;
  /** Whether the last answer that counted was a failure. */
  lastFailed: boolean;
  /** `successful` among the answered, 0 to 1; null before the first answer. */
  successRate: number | null;
}

/** The right to make one call; handed back with {@link CircuitBreaker.exit}. */
export interface Permit {
  readonly generation: number;
  /** A probe's last moment; Infinity for a call through a closed breaker. */
  readonly expiresAt: number;
  /** Handed back: a second time changes nothing. */
  used: boolean;
}
