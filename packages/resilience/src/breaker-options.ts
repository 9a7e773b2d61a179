// What one can set, hand in and read of a circuit breaker.
import type { Clock } from './clock.ts';

export interface CircuitBreakerOptions {
  /** Named in errors and events. */
  name?: string;
  /** So many failures … (5) */
  failures?: number;
  /** … within so many ms open it (10,000). A success does not wipe them out. */
  windowMs?: number;
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

export interface BreakerSnapshot {
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
}

/** The right to make one call; handed back with {@link CircuitBreaker.exit}. */
export interface Permit {
  readonly generation: number;
  /** A probe's last moment; Infinity for a call through a closed breaker. */
  readonly expiresAt: number;
  /** Handed back: a second time changes nothing. */
  used: boolean;
}
