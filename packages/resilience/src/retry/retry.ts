// Asking again, as data: how often, after which pause, and out of which budget.
import { duration, wholeNumber } from '../options.ts';
import type { RetryBudget } from './retry-budget.ts';

export type Delay =
  | { kind: 'constant'; ms: number }
  /** baseMs, 2 × baseMs, 4 × baseMs … never above capMs. */
  | { kind: 'exponential'; baseMs: number; capMs: number };

/**
 * `quarter`: 75 % to 125 % of the delay. `full`: anything from 0 to the delay, which spreads clients best
 * (Brooker, "Exponential Backoff And Jitter", AWS 2015).
 */
export type Jitter = 'none' | 'quarter' | 'full';

export interface RetryPolicy {
  /** In all, the first one included. */
  attempts: number;
  delay: Delay;
  jitter: Jitter;
  /** Shared by the calls whose retries it limits. */
  budget?: RetryBudget;
}

/** Who asks for more peace than this gets no retry at all: a caller should hear of the failure instead of waiting for it. */
export const longestRetryAfterMs = 60_000;

/** @throws RangeError or TypeError that names the setting which is out of range. */
export function checkRetryPolicy({ attempts, delay }: RetryPolicy): void {
  wholeNumber('retry.attempts', attempts);
  if (delay.kind === 'constant') {
    if (delay.ms !== 0) duration('retry.delay.ms', delay.ms);
  } else {
    duration('retry.delay.baseMs', delay.baseMs);
    duration('retry.delay.capMs', delay.capMs);
  }
}

/**
 * The pause in ms after the failed attempt number `attempt` (1 …), or undefined when the dependency asked for more peace
 * than {@link longestRetryAfterMs}. Its Retry-After is a lower bound, never cut by jitter.
 * @param random a number from 0 to below 1
 */
export function retryDelay(policy: RetryPolicy, attempt: number, random: number, retryAfterMs = 0): number | undefined {
  if (retryAfterMs > longestRetryAfterMs) return undefined;
  const { delay, jitter } = policy;
  const cap = delay.kind === 'constant' ? Number.POSITIVE_INFINITY : delay.capMs;
  const plain = delay.kind === 'constant' ? delay.ms : Math.min(delay.baseMs * 2 ** (attempt - 1), cap);
  const spread = { none: 1, quarter: 0.75 + random / 2, full: random }[jitter];
  return Math.max(Math.min(plain * spread, cap), retryAfterMs);
}
