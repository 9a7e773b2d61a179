// Asking again, as data: how often, after which pause, and out of which budget.
import { guarded } from '../guarded.ts';
import { duration, finite, numberWithin, wholeNumber } from '../options.ts';
import type { RetryBudget } from './retry-budget.ts';

export type Delay =
  | { kind: 'constant'; ms: number }
  /** baseMs, 2 × baseMs, 4 × baseMs … never above capMs. */
  | { kind: 'exponential'; baseMs: number; capMs: number }
  /** In ms, after the failed attempt number `attempt` (1 …). One that answers no length of time is no pause: then there is no retry. */
  | ((attempt: number, error: unknown) => number);

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

const jitters: readonly Jitter[] = ['none', 'quarter', 'full'];

/** @throws RangeError or TypeError that names the setting which is out of range. */
export function checkRetryPolicy({ attempts, delay, jitter }: RetryPolicy): void {
  wholeNumber('retry.attempts', attempts);
  if (!jitters.includes(jitter)) throw new TypeError(`retry.jitter must be one of ${jitters.join(', ')}`);
  if (typeof delay === 'function') return;
  if (delay?.kind === 'constant') {
    if (delay.ms !== 0) finite('retry.delay.ms', delay.ms);
  } else if (delay?.kind === 'exponential') {
    finite('retry.delay.baseMs', delay.baseMs);
    numberWithin(
      'retry.delay.capMs',
      duration('retry.delay.capMs', delay.capMs),
      delay.baseMs,
      Number.POSITIVE_INFINITY,
    );
  } else throw new TypeError('retry.delay must be constant, exponential or a function');
}

const spreadOf = (jitter: Jitter, random: number): number =>
  ({ none: 1, quarter: 0.75 + random / 2, full: random })[jitter];

/** That before the second attempt in ms, as short as chance can make it; NaN where a function will tell. */
export const shortestPause = ({ delay, jitter }: RetryPolicy): number =>
  typeof delay === 'function' ? Number.NaN : ('ms' in delay ? delay.ms : delay.baseMs) * spreadOf(jitter, 0);

export interface Failed {
  /** The number of the attempt: 1 for the first. */
  readonly attempt: number;
  readonly error: unknown;
  /** From 0 to below 1. */
  readonly random: number;
  /** What the dependency asked for, in ms. */
  readonly retryAfterMs: number | undefined;
}

/**
 * The pause in ms after a failed attempt, or undefined when there is to be none and no retry either: the dependency asked for more peace
 * than {@link longestRetryAfterMs}, or a function of the policy knew no pause. A Retry-After is a lower bound, never cut by jitter.
 */
export function retryDelay({ delay, jitter }: RetryPolicy, failed: Failed): number | undefined {
  const { attempt, random, retryAfterMs: asked = 0 } = failed;
  const retryAfterMs = Number.isNaN(asked) ? 0 : Math.max(asked, 0);
  if (retryAfterMs > longestRetryAfterMs) return undefined;
  const spread = spreadOf(jitter, random);
  const cap = 'capMs' in delay ? delay.capMs : Number.POSITIVE_INFINITY;
  const plain = plainPause(delay, failed);
  return plain >= 0 ? Math.max(Math.min(plain * spread, cap), retryAfterMs) : undefined;

  function plainPause(of: Delay, { error }: Failed): number {
    if (typeof of !== 'function')
      return of.kind === 'constant' ? of.ms : Math.min(of.baseMs * 2 ** (attempt - 1), of.capMs);
    return guarded('retry.delay', () => of(attempt, error)) ?? Number.NaN;
  }
}
