// What opens a closed breaker: so many failures in the window, too large a share of failures, or too many slow calls.

import type { Clock } from '../clock.ts';
import { duration, finite, numberWithin, refuseIdle, share, wholeNumber } from '../options.ts';
import type { CircuitBreakerOptions } from './breaker-options.ts';
import { FailureWindow } from './failure-window.ts';
import { ShareWindow } from './share-window.ts';

export interface WindowSnapshot {
  failuresInWindow: number;
  /** Answered ones. null where only failures are counted. */
  callsInWindow: number | null;
  /** Failures among them, 0 to 1. null without `failureRatio`, and before the first call. */
  failureRatio: number | null;
  /** Slow ones among them, 0 to 1. null without `slowCallMs`, and before the first call. */
  slowRatio: number | null;
}

/** Each is a number in memory. More than so many within a window are a matter for `failureRatio`. */
const mostFailures = 100_000;

export class TripRules {
  readonly #clock: Clock;
  readonly #slowCallMs: number;
  readonly #windowMs: number;
  /** The classic rule; a failure ratio takes its place, unless both are asked for. */
  readonly #failures: FailureWindow | undefined;
  readonly #failureShare: ShareWindow | undefined;
  readonly #slowShare: ShareWindow | undefined;

  /** @param clock one that never goes back (see `steady`) */
  constructor(options: CircuitBreakerOptions, clock: Clock) {
    const { failureRatio, slowCallMs } = options;
    refuseIdle(options, ['slowRatio'], slowCallMs !== undefined, 'slowCallMs');
    refuseIdle(options, ['minimumCalls'], (failureRatio ?? slowCallMs) !== undefined, 'failureRatio or slowCallMs');
    const minimumCalls = wholeNumber('minimumCalls', options.minimumCalls ?? 20);
    const slowRatio = share('slowRatio', options.slowRatio ?? 0.5);
    const failures = options.failures ?? (failureRatio === undefined ? 5 : undefined);
    this.#clock = clock;
    this.#windowMs = duration('windowMs', options.windowMs ?? 10_000);
    this.#slowCallMs = slowCallMs === undefined ? Number.POSITIVE_INFINITY : finite('slowCallMs', slowCallMs);
    if (failures !== undefined) {
      const limit = numberWithin('failures', wholeNumber('failures', failures), 1, mostFailures);
      this.#failures = new FailureWindow(limit, this.#windowMs);
    }
    if (failureRatio !== undefined)
      this.#failureShare = new ShareWindow(share('failureRatio', failureRatio), minimumCalls, this.#windowMs);
    if (slowCallMs !== undefined) this.#slowShare = new ShareWindow(slowRatio, minimumCalls, this.#windowMs);
  }

  isSlow(latencyMs: number): boolean {
    return latencyMs >= this.#slowCallMs;
  }

  /** Records a call that was answered; says why the breaker has to open now, if it has to. */
  record(failed: boolean, latencyMs: number, at?: number): string | undefined {
    // The usual success: without ratios nobody has to know of it.
    if (!failed && this.#failureShare === undefined && this.#slowShare === undefined) return undefined;
    const now = at ?? this.#clock.now();
    const tooMany = failed && this.#failures?.add(now);
    const tooLarge = this.#failureShare?.add(failed, now);
    const tooSlow = this.#slowShare?.add(this.isSlow(latencyMs), now);
    if (tooMany) return `${this.#failures?.limit} failures within ${this.#windowMs} ms`;
    if (tooLarge) return `too large a share of failures within ${this.#windowMs} ms`;
    if (tooSlow) return `too many calls of ${this.#slowCallMs} ms and more within ${this.#windowMs} ms`;
    return undefined;
  }

  window(now: number): WindowSnapshot {
    const shares = this.#failureShare ?? this.#slowShare;
    return {
      failuresInWindow: (this.#failureShare ?? this.#failures)?.bad(now) ?? 0,
      callsInWindow: shares?.calls(now) ?? null,
      failureRatio: this.#failureShare?.ratio(now) ?? null,
      slowRatio: this.#slowShare?.ratio(now) ?? null,
    };
  }

  clear(): void {
    this.#failures?.clear();
    this.#failureShare?.clear();
    this.#slowShare?.clear();
  }
}
