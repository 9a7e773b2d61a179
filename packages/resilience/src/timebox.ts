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
  readonly #endsAt: number;
  #controller: AbortController | undefined;
  #givenUp: ResilienceError | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
    const ms = limits.ms ?? Number.POSITIVE_INFINITY;
    this.#endsAt = ms === Number.POSITIVE_INFINITY ? ms : limits.clock.now() + ms;
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
    if (this.#endsAt === Number.POSITIVE_INFINITY) return this.#endsAt;
    return Math.max(0, this.#endsAt - this.#limits.clock.now());
  }

  /**
   * Runs `work` and resolves, never rejects, with the first of: its outcome, the end of its time, the caller's leaving.
   * `settled` is called once, when the work has really come to an end: that can be long after it was given up.
   */
  run<T>(work: (box: this) => T | PromiseLike<T>, settled?: () => void): Promise<Outcome<T>> {
    const { clock, name, signal, ms = Number.POSITIVE_INFINITY } = this.#limits;
    if (signal?.aborted || !(ms > 0)) {
      settled?.();
      return Promise.resolve({
        ok: false,
        error: signal?.aborted ? abortedError(signal.reason, name) : this.#expired(),
      });
    }
    return new Promise((resolve) => {
      const finish = (outcome: Outcome<T>): void => {
        if (timer !== undefined) clock.clearTimer(timer);
        signal?.removeEventListener('abort', cancel);
        resolve(outcome);
      };
      const giveUp = (error: ResilienceError): void => {
        this.#givenUp = error;
        finish({ ok: false, error });
        this.#controller?.abort(error);
      };
      const cancel = (): void => giveUp(abortedError(signal?.reason, name));
      const settle = (outcome: Outcome<T>): void => {
        settled?.();
        finish(outcome);
      };
      const timer = ms < Number.POSITIVE_INFINITY ? clock.setTimer(() => giveUp(this.#expired()), ms) : undefined;
      signal?.addEventListener('abort', cancel);
      start(work, this).then(
        (value) => settle({ ok: true, value }),
        (error: unknown) => settle({ ok: false, error }),
      );
    });
  }

  #expired(): ResilienceError {
    const { by, ms, name } = this.#limits;
    return by === 'deadline' ? new DeadlineError(name) : new TimeoutError(ms ?? 0, name);
  }
}

/** Starts at once; what the work throws synchronously is a rejection like any other. */
async function start<T, B>(work: (box: B) => T | PromiseLike<T>, box: B): Promise<T> {
  return await work(box);
}
