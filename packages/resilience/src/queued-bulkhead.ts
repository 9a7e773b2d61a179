// A bulkhead with a waiting room: first come, first served, bounded in length and in time.
import { type Bulkhead, type BulkheadSnapshot, bulkhead, type Place } from './bulkhead.ts';
import { type Clock, systemClock } from './clock.ts';
import { abortedError, type BulkheadFullError, type CancelledError, type DeadlineError } from './errors.ts';
import { duration, wholeNumber } from './options.ts';

export interface QueuedBulkheadOptions {
  /** Named in errors. */
  name?: string;
  /** So many calls run at once (10). */
  limit?: number;
  /** So many more wait (20). */
  queue?: number;
  /** None waits longer than so many ms (no limit but the caller's own). */
  maxWaitMs?: number;
  clock?: Clock;
}

export interface WaitOptions {
  /** Leaves the queue when it is aborted. */
  signal?: AbortSignal | undefined;
  /** Waits no longer than this, if it is shorter than `maxWaitMs`. */
  waitMs?: number;
}

type Admission = Place | BulkheadFullError | CancelledError | DeadlineError;

/** @throws RangeError or TypeError naming a wrong option. */
export function queuedBulkhead(options: QueuedBulkheadOptions = {}): QueuedBulkhead {
  return new QueuedBulkhead(options);
}

export class QueuedBulkhead {
  readonly #places: Bulkhead;
  readonly #queueLimit: number;
  readonly #maxWaitMs: number;
  readonly #clock: Clock;
  /** A Set keeps the order of arrival, and whoever leaves early frees the place at once. */
  readonly #waiting = new Set<(admission: Admission) => void>();

  constructor(options: QueuedBulkheadOptions) {
    this.#places = bulkhead(options);
    this.#queueLimit = wholeNumber('queue', options.queue ?? 20, 0);
    this.#maxWaitMs = duration('maxWaitMs', options.maxWaitMs ?? Number.POSITIVE_INFINITY);
    this.#clock = options.clock ?? systemClock;
  }

  /** A place or an error at once, or a promise of one of them; the promise never rejects. */
  enter(options: WaitOptions = {}): Place | BulkheadFullError | Promise<Admission> {
    if (!this.#places.isFull) return this.#places.enter();
    if (this.#waiting.size >= this.#queueLimit)
      return this.#places.reject(`all ${this.#places.limit} places and the queue of ${this.#queueLimit} are taken`);
    return this.#wait(options);
  }

  /** Hands the place straight to the longest waiting caller: nobody who comes now can slip in between. */
  exit(place: Place): void {
    if (place.left) return;
    const [next] = this.#waiting;
    if (next === undefined) this.#places.exit(place);
    else {
      place.left = true;
      next({ left: false });
    }
  }

  snapshot(): BulkheadSnapshot {
    return { ...this.#places.snapshot(), queueLimit: this.#queueLimit, queued: this.#waiting.size };
  }

  #wait({ signal, waitMs = Number.POSITIVE_INFINITY }: WaitOptions): Promise<Admission> {
    if (signal?.aborted) return Promise.resolve(abortedError(signal.reason, this.#places.name));
    return new Promise((resolve) => {
      const limitMs = Math.min(waitMs, this.#maxWaitMs);
      let timer: unknown;
      const settle = (admission: Admission): void => {
        this.#waiting.delete(settle);
        if (timer !== undefined) this.#clock.clearTimer(timer);
        signal?.removeEventListener('abort', cancel);
        resolve(admission);
      };
      const cancel = (): void => settle(abortedError(signal?.reason, this.#places.name));
      this.#waiting.add(settle);
      signal?.addEventListener('abort', cancel);
      if (limitMs < Number.POSITIVE_INFINITY)
        timer = this.#clock.setTimer(
          () => settle(this.#places.reject(`no place within ${Math.round(limitMs)} ms`)),
          limitMs,
        );
    });
  }
}
