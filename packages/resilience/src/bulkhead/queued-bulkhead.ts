// A bulkhead with a waiting room: first come, first served, bounded in length and in time.
import { type Clock, systemClock } from '../clock.ts';
import { abortedError, type BulkheadFullError, type CancelledError, type DeadlineError } from '../errors.ts';
import { duration, refuseIdle, wholeNumber } from '../options.ts';
import type { Host, Layer, LayerSource, Span } from '../pipeline/layer.ts';
import { listen, stopListening } from '../pipeline/signals.ts';
import { type Bulkhead, type BulkheadSnapshot, bulkhead, type Place } from './bulkhead.ts';
import { bulkheadLayer } from './bulkhead-layer.ts';

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
  signal?: AbortSignal | null | undefined;
  /** Waits no longer than this, if it is shorter than `maxWaitMs`. */
  waitMs?: number;
}

type Admission = Place | BulkheadFullError | CancelledError | DeadlineError;

/** @throws RangeError or TypeError naming a wrong option. */
export function queuedBulkhead(options: QueuedBulkheadOptions = {}): QueuedBulkhead {
  return new QueuedBulkhead(options);
}

export class QueuedBulkhead implements LayerSource {
  readonly kind = 'bulkhead';
  readonly #places: Bulkhead;
  readonly #queueLimit: number;
  /** Longest wait, in ms; Infinity without a limit. */
  readonly maxWaitMs: number;
  readonly span: Span;
  readonly #clock: Clock;
  /**
   * How each who waits is served, by number: they draw one after the other, and the lowest comes first. Whoever leaves early frees the place
   * at once. (The first of a Set or a Map is dear: served ones leave gaps at its front, and V8 walks over them for each look.)
   */
  readonly #waiting = new Map<number, () => void>();
  /** That of the next who comes. */
  #number = 0;
  /** Nobody below it waits any more. */
  #lowest = 0;

  constructor(options: QueuedBulkheadOptions) {
    this.#places = bulkhead(options);
    this.#queueLimit = wholeNumber('queue', options.queue ?? 20, 0);
    refuseIdle(options, ['maxWaitMs'], this.#queueLimit > 0, 'a queue');
    this.maxWaitMs = duration('maxWaitMs', options.maxWaitMs ?? Number.POSITIVE_INFINITY);
    this.span = { option: 'maxWaitMs', ms: this.maxWaitMs };
    this.#clock = options.clock ?? systemClock;
  }

  /** A place or an error at once, or a promise of one of them; the promise never rejects. */
  enter({
    signal: given,
    waitMs = Number.POSITIVE_INFINITY,
  }: WaitOptions = {}): Place | BulkheadFullError | Promise<Admission> {
    const now = this.tryEnter();
    if (now !== undefined) return now;
    const signal = given ?? undefined;
    if (signal?.aborted) return Promise.resolve(abortedError(signal.reason, this.#places.name, false));
    return new Promise((resolve) => {
      const caller = {
        left: () => {
          leave();
          answer(abortedError(signal?.reason, this.#places.name, false));
        },
      };
      const answer = (admission: Admission): void => {
        if (signal !== undefined) stopListening(signal, caller);
        resolve(admission);
      };
      const leave = this.wait(answer, waitMs);
      if (signal !== undefined) listen(signal, caller);
    });
  }

  /** A place, or the error when the queue is full, too; undefined for whoever may {@link wait}. */
  tryEnter(): Place | BulkheadFullError | undefined {
    if (!this.#places.isFull) return this.#places.enter();
    if (this.#waiting.size < this.#queueLimit) return undefined;
    return this.#places.reject(`all ${this.#places.limit} places and the queue of ${this.#queueLimit} are taken`);
  }

  /** Joins the queue: `answer` is called once, unless the function that it returns is called first, which leaves the queue. */
  wait(answer: (admission: Place | BulkheadFullError) => void, waitMs = Number.POSITIVE_INFINITY): () => void {
    // NaN is no time at all.
    const limitMs = Number.isNaN(waitMs) ? 0 : Math.min(waitMs, this.maxWaitMs);
    const number = this.#number++;
    const timer =
      limitMs < Number.POSITIVE_INFINITY
        ? this.#clock.setTimer(() => {
            leave();
            answer(this.reject(`no place within ${Math.round(limitMs)} ms`));
          }, limitMs)
        : undefined;
    const leave = (): void => {
      this.#waiting.delete(number);
      if (timer !== undefined) this.#clock.clearTimer(timer);
    };
    this.#waiting.set(number, () => {
      leave();
      answer({ left: false });
    });
    return leave;
  }

  /** Hands the place straight to the longest waiting caller: nobody who comes now can slip in between. */
  exit(place: Place): void {
    if (place.left) return;
    if (this.#waiting.size === 0) {
      this.#places.exit(place);
      return;
    }
    place.left = true;
    let serve: (() => void) | undefined;
    while (serve === undefined) serve = this.#waiting.get(this.#lowest++);
    serve();
  }

  /** Counts a call that is turned away. */
  reject(message: string): BulkheadFullError {
    return this.#places.reject(message);
  }

  snapshot(): BulkheadSnapshot {
    return { ...this.#places.snapshot(), queueLimit: this.#queueLimit, queued: this.#waiting.size };
  }

  /** For the list of a pipeline. */
  layer(host: Host): Layer {
    return bulkheadLayer(this, host);
  }
}
