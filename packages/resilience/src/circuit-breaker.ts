// A circuit breaker stops asking a dependency that has just failed again and again, waits, and then tries it carefully.
//
//   CLOSED ──(too many bad or slow answers)──▶ OPEN ──(`openMs` passed, somebody calls)──▶ HALF_OPEN
//      ▲                                        ▲                                            │
//      │                                        └────────────(one probe fails)───────────────┤
//      └──────────────────────────────(`successesToClose` probes succeed)────────────────────┘
//
// A permit bears the generation it was given in; every change of state starts a new one, and an answer of an older
// generation changes nothing (the idea of sony/gobreaker). There is no timer: time is looked at when somebody calls.
import type {
  BreakerChange,
  BreakerSnapshot,
  BreakerState,
  CallResult,
  CircuitBreakerOptions,
  Permit,
} from './breaker-options.ts';
import { type Clock, steady, systemClock } from './clock.ts';
import { CircuitOpenError } from './errors.ts';
import { Latencies } from './latencies.ts';
import { Listeners } from './listeners.ts';
import { duration, wholeNumber } from './options.ts';
import { TripRules } from './trip-rules.ts';

/** @throws RangeError or TypeError that names the option which is out of range. */
export function circuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  return new CircuitBreaker(options);
}

export class CircuitBreaker {
  readonly name: string | undefined;
  readonly #clock: Clock;
  readonly #rules: TripRules;
  readonly #openMs: number;
  readonly #successesToClose: number;
  readonly #probeLimit: number;
  readonly #probeTimeoutMs: number;
  readonly #listeners: Listeners<BreakerChange>;

  #state: BreakerState = 'CLOSED';
  #lastFailed = false;
  #openUntil = 0;
  #isolated = false;
  #since: number;
  #cause = 'new';
  #generation = 0;
  /** The generation of the last reset: the counts know nothing of calls before it. */
  #firstCounted = 0;
  readonly #probes = new Set<Permit>();
  #probeSuccesses = 0;
  readonly #latencies = new Latencies();
  #count = { total: 0, successful: 0, failed: 0, rejected: 0 };

  constructor(options: CircuitBreakerOptions) {
    this.name = options.name;
    this.#clock = steady(options.clock ?? systemClock);
    this.#rules = new TripRules(options, this.#clock);
    this.#openMs = duration('openMs', options.openMs ?? 60_000);
    this.#successesToClose = wholeNumber('successesToClose', options.successesToClose ?? 2);
    this.#probeLimit = wholeNumber('probes', options.probes ?? 1);
    this.#probeTimeoutMs = duration('probeTimeoutMs', options.probeTimeoutMs ?? this.#openMs);
    this.#listeners = new Listeners(`circuit breaker ${this.name ?? 'without a name'}`);
    this.#since = this.#clock.now();
  }

  get state(): BreakerState {
    return this.#isolated ? 'OPEN' : this.#state;
  }

  /** Asks to make a call. The error comes as a value: on this path throwing would be most of the cost. */
  enter(): Permit | CircuitOpenError {
    this.#count.total++;
    if (this.#state === 'OPEN' && !this.#isolated && this.#clock.now() >= this.#openUntil)
      this.#become('HALF_OPEN', `open for ${this.#openMs} ms`);
    if (this.#isolated) return this.#reject(Number.POSITIVE_INFINITY);
    if (this.#state === 'CLOSED') return this.#permit(Number.POSITIVE_INFINITY);
    const now = this.#clock.now();
    if (this.#state === 'OPEN') return this.#reject(this.#openUntil - now);
    for (const probe of this.#probes) if (now >= probe.expiresAt) this.#probes.delete(probe);
    if (this.#probes.size >= this.#probeLimit) return this.#reject(0);
    const probe = this.#permit(now + this.#probeTimeoutMs);
    this.#probes.add(probe);
    return probe;
  }

  /**
   * Hands a permit back with what became of the call.
   * @param latencyMs how long it took; without it the call is in no percentile, and never slow
   */
  exit(permit: Permit, result: CallResult, latencyMs = Number.NaN): void {
    if (permit.used) return;
    permit.used = true;
    if (permit.generation < this.#firstCounted) return;
    if (result !== 'ignored') this.#record(result, latencyMs);
    if (permit.generation !== this.#generation) return;
    if (this.#state === 'HALF_OPEN') this.#exitProbe(permit, result, latencyMs);
    else if (result !== 'ignored') {
      const cause = this.#rules.record(result === 'failure', latencyMs);
      if (cause !== undefined) this.#become('OPEN', cause);
    }
  }

  /** Rejects every call until {@link release}, whatever the dependency does. */
  isolate(): void {
    if (this.#isolated) return;
    this.#change('isolated by hand', () => {
      this.#isolated = true;
    });
  }

  /** Takes {@link isolate} back: the breaker goes on in the state it had before. */
  release(): void {
    if (!this.#isolated) return;
    this.#change('released by hand', () => {
      this.#isolated = false;
    });
  }

  /**
   * As new: closed, not isolated, window and counts empty. Calls that are under way change nothing any more.
   * @param cause what listeners hear
   */
  reset(cause = 'reset by hand'): void {
    this.#change(cause, () => {
      this.#state = 'CLOSED';
      this.#isolated = false;
      this.#rules.clear();
      this.#lastFailed = false;
      this.#latencies.clear();
      this.#count = { total: 0, successful: 0, failed: 0, rejected: 0 };
      this.#firstCounted = this.#generation + 1;
    });
  }

  /** Hears of every change of `state`. A listener that throws changes no outcome. Returns a function that takes it off. */
  onChange(listener: (change: BreakerChange) => unknown): () => void {
    return this.#listeners.add(listener);
  }

  snapshot(): BreakerSnapshot {
    const now = this.#clock.now();
    const { successful, failed } = this.#count;
    const waiting = this.#state === 'OPEN' && !this.#isolated;
    return {
      state: this.state,
      since: this.#since,
      cause: this.#cause,
      retryAfterMs: waiting ? Math.max(0, this.#openUntil - now) : null,
      isolated: this.#isolated,
      ...this.#count,
      lastFailed: this.#lastFailed,
      failuresInWindow: this.#rules.failuresInWindow(now),
      successRate: successful + failed > 0 ? successful / (successful + failed) : null,
      ...this.#latencies.snapshot(),
    };
  }

  #record(result: 'success' | 'failure', latencyMs: number): void {
    if (result === 'success') this.#count.successful++;
    else this.#count.failed++;
    this.#lastFailed = result === 'failure';
    this.#latencies.add(latencyMs);
  }

  #exitProbe(probe: Permit, result: CallResult, latencyMs: number): void {
    if (!this.#probes.delete(probe) || this.#clock.now() >= probe.expiresAt || result === 'ignored') return;
    if (result === 'failure') this.#become('OPEN', 'a probe failed');
    else if (this.#rules.isSlow(latencyMs)) this.#become('OPEN', 'a probe was too slow');
    else if (++this.#probeSuccesses >= this.#successesToClose)
      this.#become('CLOSED', `${this.#probeSuccesses} probes succeeded`);
  }

  #permit(expiresAt: number): Permit {
    return { generation: this.#generation, expiresAt, used: false };
  }

  #reject(retryAfterMs: number): CircuitOpenError {
    this.#count.rejected++;
    return new CircuitOpenError(retryAfterMs, this.name);
  }

  #become(state: BreakerState, cause: string): void {
    this.#change(cause, (now) => {
      this.#state = state;
      this.#openUntil = now + this.#openMs;
      this.#rules.clear();
    });
  }

  /** Every change goes through here: a new generation, no probe under way, and those who listen are told. */
  #change(cause: string, apply: (now: number) => void): void {
    const from = this.state;
    const at = this.#clock.now();
    apply(at);
    this.#generation++;
    this.#probes.clear();
    this.#probeSuccesses = 0;
    this.#since = at;
    this.#cause = cause;
    if (this.state !== from) this.#listeners.emit({ name: this.name, from, to: this.state, cause, at });
  }
}
