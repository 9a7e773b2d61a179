// Work with an end: whatever it does, whoever waits for it gets an outcome in time.
import type { Clock } from './clock.ts';
import { abortedError, DeadlineError, type ResilienceError, TimeoutError } from './errors.ts';
import type { Outcome } from './outcome.ts';

export interface Limits {
  clock: Clock;
  /** Named in errors. */
  name: string;
  /** Time for the work in ms; Infinity for no limit, and then there is no timer. NaN is no time at all. */
  ms?: number;
  /** What running out of time means: this attempt's own timeout, or the deadline of all. */
  by?: 'timeout' | 'deadline';
  /** The caller's signal. */
  signal?: AbortSignal | undefined;
}

/** Made when the work starts: its time runs from then on. What is public but `run` is what the work sees of its limits. */
export class Timebox {
  readonly #limits: Limits;
  readonly #startedAt: number;
  #controller: AbortController | undefined;
  #givenUp: ResilienceError | undefined;
  #timer: unknown;
  #cancel: (() => void) | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#startedAt = limits.clock.now();
  }

  /**
   * Aborted when the work is given up: its time is over or its caller has left. Never aborted on success. Made when it is
   * first asked for, because work that cannot be cancelled should not pay for it.
   */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#givenUp !== undefined) this.#controller.abort(this.#givenUp);
    }
    return this.#controller.signal;
  }

  /** Time left in ms, never below 0; Infinity without a limit. */
  get remainingMs(): number {
    const { ms = Number.POSITIVE_INFINITY } = this.#limits;
    return ms === Number.POSITIVE_INFINITY ? ms : Math.max(0, ms - this.tookMs);
  }

  /** Time since it was made, in ms. */
  get tookMs(): number {
    return this.#limits.clock.now() - this.#startedAt;
  }

  /**
   * Runs `work` and resolves, never rejects, with the first of: its outcome, the end of its time, the caller's leaving.
   * `settled` is called once, when the work has really come to an end: that can be long after it was given up.
   */
  run<T>(work: (box: this) => T | PromiseLike<T>, settled?: () => void): Promise<Outcome<T>> {
    const { name, signal, ms = Number.POSITIVE_INFINITY } = this.#limits;
    if (signal?.aborted || !(ms > 0)) {
      settled?.();
      return Promise.resolve({
        ok: false,
        error: signal?.aborted ? abortedError(signal.reason, name) : this.#expired(),
      });
    }
    return new Promise((resolve) => {
      this.#watch(resolve);
      start(work, this).then(
        (value) => this.#settle({ ok: true, value }, resolve, settled),
        (error: unknown) => this.#settle({ ok: false, error }, resolve, settled),
      );
    });
  }

  /** Whoever is under way costs memory until the answer comes: no timer without a limit, no listener without a signal. */
  #watch(resolve: (outcome: Outcome<never>) => void): void {
    const { clock, name, signal, ms = Number.POSITIVE_INFINITY } = this.#limits;
    const giveUp = (error: ResilienceError): void => {
      this.#givenUp = error;
      this.#unwatch();
      resolve({ ok: false, error });
      this.#controller?.abort(error);
    };
    if (ms < Number.POSITIVE_INFINITY) this.#timer = clock.setTimer(() => giveUp(this.#expired()), ms);
    if (signal === undefined) return;
    this.#cancel = () => giveUp(abortedError(signal.reason, name));
    signal.addEventListener('abort', this.#cancel);
  }

  #unwatch(): void {
    if (this.#timer !== undefined) this.#limits.clock.clearTimer(this.#timer);
    if (this.#cancel !== undefined) this.#limits.signal?.removeEventListener('abort', this.#cancel);
  }

  #settle<T>(outcome: Outcome<T>, resolve: (outcome: Outcome<T>) => void, settled?: () => void): void {
    settled?.();
    this.#unwatch();
    resolve(outcome);
  }

  #expired(): ResilienceError {
    const { by, ms, name } = this.#limits;
    return by === 'deadline' ? new DeadlineError(name) : new TimeoutError(ms ?? 0, name);
  }
}

/** Starts at once; what the work throws synchronously is a rejection like any other. */
function start<T, B>(work: (box: B) => T | PromiseLike<T>, box: B): Promise<T> {
  try {
    return Promise.resolve(work(box));
  } catch (error) {
    return Promise.reject(error);
  }
}
