// One protected call: deadline → retry → breaker → bulkhead → attempt timeout → work, outermost first.
//
// Why not bulkhead → breaker → retry → timeout: there the breaker sees one failure for three attempts, a retry goes on
// after the breaker would have opened, and whoever sleeps between two attempts holds a place. Who wants that order nests
// pipelines. Guards that need no waiting are pairs of synchronous enter and exit, run here in one async frame.

import type { CallResult } from './breaker-options.ts';
import { classify, type Verdict } from './classification.ts';
import { type Clock, steady, systemClock } from './clock.ts';
import { abortedError, CircuitOpenError, DeadlineError, ResilienceError } from './errors.ts';
import { reportMistake } from './listeners.ts';
import { duration } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { CallContext, CallOptions, PipelineHealth, PipelineOptions, Work } from './pipeline-options.ts';
import { checkRetryPolicy, pause, retryDelay } from './retry.ts';
import { type Limits, Timebox } from './timebox.ts';

/** @throws RangeError or TypeError that names the option which is out of range. */
export function pipeline(options: PipelineOptions): Pipeline {
  return new Pipeline(options);
}

export class Pipeline {
  readonly name: string;
  readonly #options: PipelineOptions;
  readonly #clock: Clock;
  readonly #random: () => number;

  constructor(options: PipelineOptions) {
    if (options.deadlineMs !== undefined) duration('deadlineMs', options.deadlineMs);
    if (options.timeoutMs !== undefined) duration('timeoutMs', options.timeoutMs);
    if (options.retry !== undefined) checkRetryPolicy(options.retry);
    this.name = options.name;
    this.#options = options;
    this.#clock = steady(options.clock ?? systemClock);
    this.#random = options.random ?? Math.random;
  }

  /** Makes the call. Rejects with the work's own error or one of the package's errors. */
  call<T>(work: Work<T>, options?: CallOptions): Promise<T> {
    return this.outcome(work, options).then(unwrapped);
  }

  /** Makes the call; `fallback` answers if it fails, outside of all limits. A caller who has left gets no fallback. */
  async callWithFallback<T, F = T>(
    work: Work<T>,
    fallback: (error: unknown) => F | PromiseLike<F>,
    options?: CallOptions,
  ): Promise<T | F> {
    const outcome = await this.outcome(work, options);
    if (outcome.ok) return outcome.value;
    if (options?.signal?.aborted) throw outcome.error;
    return fallback(outcome.error);
  }

  /** Makes the call and tells how it ended. Never rejects. */
  async outcome<T>(work: Work<T>, { signal, deadlineMs }: CallOptions = {}): Promise<Outcome<T>> {
    const { breaker, bulkhead, retry } = this.#options;
    const endsAt = this.#endOf(deadlineMs);
    retry?.budget?.request();
    for (let attempt = 1; ; attempt++) {
      if (signal?.aborted) return failed(abortedError(signal.reason, this.name));
      const leftMs = this.#timeUntil(endsAt);
      if (!(leftMs > 0)) return failed(new DeadlineError(this.name));

      const permit = breaker?.enter();
      if (permit instanceof CircuitOpenError) return this.#turnedAway(permit);

      let place = bulkhead?.enter({ signal, waitMs: leftMs });
      if (place instanceof Promise) place = await place;
      if (place instanceof ResilienceError) {
        if (permit !== undefined) breaker?.exit(permit, 'ignored');
        return this.#turnedAway(place);
      }

      const held = place;
      const box = new Attempt(attempt, this.#limits(endsAt, signal));
      const outcome = await box.run(work, held && (() => bulkhead?.exit(held)));
      const verdict = outcome.ok ? undefined : this.#classify(outcome.error);
      if (permit !== undefined) breaker?.exit(permit, resultOf(verdict), box.tookMs);
      if (verdict === undefined) return outcome;

      const delayMs = this.#delayAfter(attempt, verdict, endsAt);
      if (delayMs === undefined) return outcome;
      await pause(this.#clock, delayMs, signal);
    }
  }

  health(): PipelineHealth {
    const { breaker, bulkhead } = this.#options;
    return { name: this.name, breaker: breaker?.snapshot() ?? null, bulkhead: bulkhead?.snapshot() ?? null };
  }

  #turnedAway(error: ResilienceError): Outcome<never> {
    error.dependency ??= this.name;
    return failed(error);
  }

  #endOf(deadlineMs = Number.POSITIVE_INFINITY): number {
    const ms = Math.min(this.#options.deadlineMs ?? Number.POSITIVE_INFINITY, deadlineMs);
    return ms === Number.POSITIVE_INFINITY ? ms : this.#clock.now() + ms;
  }

  /** In ms; NaN, which is no time at all, when the caller's deadline is no number. */
  #timeUntil(endsAt: number): number {
    return endsAt === Number.POSITIVE_INFINITY ? endsAt : endsAt - this.#clock.now();
  }

  #limits(endsAt: number, signal: AbortSignal | undefined): Limits {
    const leftMs = this.#timeUntil(endsAt);
    const timeoutMs = this.#options.timeoutMs ?? Number.POSITIVE_INFINITY;
    const by = timeoutMs <= leftMs ? 'timeout' : 'deadline';
    return { clock: this.#clock, name: this.name, ms: Math.min(timeoutMs, leftMs), by, signal };
  }

  /** The pause before the next attempt; undefined when there is none: not worth it, no budget, or no time. */
  #delayAfter(attempt: number, verdict: Verdict, endsAt: number): number | undefined {
    const { retry } = this.#options;
    if (retry === undefined || !verdict.retry || attempt >= retry.attempts) return undefined;
    const delayMs = retryDelay(retry, attempt, this.#random(), verdict.retryAfterMs);
    if (delayMs === undefined || delayMs >= this.#timeUntil(endsAt)) return undefined;
    return retry.budget === undefined || retry.budget.spend() ? delayMs : undefined;
  }

  #classify(error: unknown): Verdict {
    try {
      return (this.#options.classify ?? classify)(error);
    } catch (mistake) {
      reportMistake(`classify of ${this.name}`, mistake);
      return { failure: true, retry: false };
    }
  }
}

class Attempt extends Timebox implements CallContext {
  readonly attempt: number;

  constructor(attempt: number, limits: Limits) {
    super(limits);
    this.attempt = attempt;
  }
}

function resultOf(verdict: Verdict | undefined): CallResult {
  if (verdict === undefined) return 'success';
  return verdict.failure ? 'failure' : 'ignored';
}

function unwrapped<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw outcome.error;
}

function failed(error: ResilienceError): Outcome<never> {
  return { ok: false, error };
}
