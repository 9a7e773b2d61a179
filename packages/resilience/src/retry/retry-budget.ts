// A retry budget lets retries be a small share of the requests, so that they cannot multiply the load on a dependency
// that is already down (the idea of Finagle's RetryBudget).
import { type Clock, steady, systemClock } from '../clock.ts';
import { finite, numberWithin } from '../options.ts';
import { RollingCount } from '../rolling-count.ts';

export interface RetryBudgetOptions {
  /** Retries per request (0.2). */
  ratio?: number;
  /** So many retries per second are fine even without requests (1): a quiet service may retry, too. */
  floorPerSecond?: number;
  /** The last so many ms count (10,000). */
  windowMs?: number;
  clock?: Clock;
}

export interface RetryBudgetSnapshot {
  /** Retries that the window allows for, spent ones included. */
  allowed: number;
  /** Retries within the window. */
  spent: number;
}

/** @throws RangeError or TypeError naming a wrong option. */
export function retryBudget(options: RetryBudgetOptions = {}): RetryBudget {
  return new RetryBudget(options);
}

export class RetryBudget {
  readonly #ratio: number;
  readonly #floor: number;
  readonly #clock: Clock;
  readonly #requests: RollingCount;
  readonly #retries: RollingCount;

  constructor(options: RetryBudgetOptions) {
    const windowMs = finite('windowMs', options.windowMs ?? 10_000);
    this.#ratio = numberWithin('ratio', options.ratio ?? 0.2, 0, 1);
    this.#floor = (numberWithin('floorPerSecond', options.floorPerSecond ?? 1, 0, 1_000_000) * windowMs) / 1000;
    this.#clock = steady(options.clock ?? systemClock);
    this.#requests = new RollingCount(windowMs);
    this.#retries = new RollingCount(windowMs);
  }

  /** A call has made its first attempt. */
  request(): void {
    this.#requests.add(this.#clock.now());
  }

  /** Takes one retry out of the budget; false when it is used up. */
  spend(): boolean {
    const { allowed, spent } = this.snapshot();
    if (spent + 1 > allowed) return false;
    this.#retries.add(this.#clock.now());
    return true;
  }

  snapshot(): RetryBudgetSnapshot {
    const now = this.#clock.now();
    return { allowed: this.#floor + this.#ratio * this.#requests.total(now), spent: this.#retries.total(now) };
  }
}
