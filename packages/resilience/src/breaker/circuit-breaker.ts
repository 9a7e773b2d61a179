// A circuit breaker stops asking a dependency that has just failed again and again, waits, and then tries it carefully.
//
//   CLOSED ──(too many bad or slow answers)──▶ OPEN ──(`openMs` passed, somebody calls)──▶ HALF_OPEN
//      ▲                                        ▲                                            │
//      │                                        └────────────(one probe fails)───────────────┤
//      └──────────────────────────────(`successesToClose` probes succeed)────────────────────┘
//
// A permit bears the generation it was given in; every change of state starts a new one, and an answer of an older
// generation changes nothing (the idea of sony/gobreaker). There is no timer: time is looked at when somebody calls, or looks.
import { type Clock, steady, systemClock } from '../clock.ts';
import { CircuitOpenError } from '../errors.ts';
import type { EventStream } from '../events/event-stream.ts';
import { Listeners } from '../events/listeners.ts';
import { duration, wholeNumber } from '../options.ts';
import type { Host, Layer, LayerSource } from '../pipeline/layer.ts';
import { breakerLayer } from './breaker-layer.ts';
import type {
  BreakerChange,
  BreakerSnapshot,
  BreakerState,
  CallFacts,
  CallLimits,
  CallResult,
  CircuitBreakerOptions,
  Permit,
} from './breaker-options.ts';
import { Latencies } from './latencies.ts';
import { Probes } from './probes.ts';
import { TripRules } from './trip-rules.ts';

/** @throws RangeError or TypeError that names the option which is out of range. */
export function circuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  return new CircuitBreaker(options);
}

export class CircuitBreaker implements LayerSource {
  readonly kind = 'breaker';
  readonly name: string | undefined;
  readonly #clock: Clock;
  readonly #rules: TripRules;
  readonly #openMs: number;
  readonly #successesToClose: number;
  readonly #probes: Probes;
  readonly #listeners: Listeners<BreakerChange>;
  readonly #streams = new Map<EventStream, string>();
  readonly #refusing = new Set<() => void>();

  #state: BreakerState = 'CLOSED';
  #lastFailed = false;
  /** The failure that opened it; undefined when it was opened by something else. */
  #failure: unknown;
  #openUntil = 0;
  #isolated = false;
  #since: number;
  #cause = 'new';
  #generation = 0;
  /** The generation of the last reset: the counts know nothing of calls before it. */
  #firstCounted = 0;
  #probeSuccesses = 0;
  /** One error serves everybody who is turned away in one state: making an error would be most of the cost. */
  #rejection: CircuitOpenError | undefined;
  readonly #latencies = new Latencies();
  #count = { total: 0, successful: 0, failed: 0, rejected: 0 };

  constructor(options: CircuitBreakerOptions) {
    this.name = options.name;
    this.#clock = steady(options.clock ?? systemClock);
    this.#rules = new TripRules(options, this.#clock);
    this.#openMs = duration('openMs', options.openMs ?? 60_000);
    this.#successesToClose = wholeNumber('successesToClose', options.successesToClose ?? 2);
    this.#probes = new Probes(options, this.#openMs);
    this.#listeners = new Listeners(`circuit breaker ${this.name ?? 'without a name'}`);
    this.#since = this.#clock.now();
  }

  /** As it is now: HALF_OPEN from the moment on in which a probe may go, also when nobody has called since. */
  get state(): BreakerState {
    if (this.#isolated) return 'OPEN';
    return this.#isDue(this.#clock.now()) ? 'HALF_OPEN' : this.#state;
  }

  /**
   * Asks to make a call. The error comes as a value: on this path throwing would be most of the cost. It is the same for everybody who
   * is turned away in one state: read it, don't change it.
   * @param limits how long the call may run: so long a probe keeps its place, unless `probeTimeoutMs` says otherwise
   */
  enter(limits?: CallLimits): Permit | CircuitOpenError {
    this.#count.total++;
    if (this.#state === 'CLOSED' && !this.#isolated) return this.#permit();
    const now = this.#clock.now();
    if (!this.#isolated && this.#isDue(now)) this.#become('HALF_OPEN', `open for ${this.#openMs} ms`, now);
    // A listener of that change may have isolated it.
    if (this.#isolated || this.#state === 'OPEN') return this.#reject();
    const probe = this.#permit();
    return this.#probes.enter(probe, limits, now) ? probe : this.#reject();
  }

  /** Hands a permit back with what became of the call. */
  exit(permit: Permit, result: CallResult, facts: CallFacts = {}): void {
    const { latencyMs = Number.NaN, error, at } = facts;
    if (permit.used) return;
    permit.used = true;
    if (permit.generation < this.#firstCounted) return;
    if (result !== 'ignored') this.#record(result, latencyMs);
    if (permit.generation !== this.#generation) {
      // It says nothing any more; but if it was a probe, its place may be free now.
      this.#probes.exit(permit, 'ignored', facts.runsUntil, () => at ?? this.#clock.now());
      return;
    }
    if (this.#state === 'HALF_OPEN') this.#exitProbe(permit, result, latencyMs, facts);
    else if (result !== 'ignored') {
      const cause = this.#rules.record(result === 'failure', latencyMs, at);
      if (cause !== undefined) this.#open(cause, result === 'failure' ? error : undefined, at);
    }
  }

  /** The work of a call that ran on has really come to an end: if it was a probe, its place is free. */
  ended(permit: Permit): void {
    this.#probes.ended(permit);
  }

  /** The error with which it is sure to turn a call away at that time of its clock; undefined when it may let it in. */
  refusalAt(now: number): CircuitOpenError | undefined {
    if (this.#isolated || (this.#state === 'OPEN' && now < this.#openUntil)) return this.#rejected();
    return undefined;
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
      this.#probes.clear();
      this.#lastFailed = false;
      this.#failure = undefined;
      this.#latencies.clear();
      this.#count = { total: 0, successful: 0, failed: 0, rejected: 0 };
      this.#firstCounted = this.#generation + 1;
    });
  }

  /** Hears of every change of `state`. A listener that throws changes no outcome. Returns a function that takes it off. */
  onChange(listener: (change: BreakerChange) => unknown): () => void {
    return this.#listeners.add(listener);
  }

  /** Tells every change of `state` to `stream`, too; once, however many pipelines it guards. `name` is for a breaker without one. */
  publishTo(stream: EventStream, name: string): void {
    if (!this.#streams.has(stream)) this.#streams.set(stream, this.name ?? name);
  }

  snapshot(): BreakerSnapshot {
    const now = this.#clock.now();
    const { successful, failed } = this.#count;
    const waiting = this.state === 'OPEN' && !this.#isolated;
    return {
      state: this.state,
      since: this.#since,
      cause: this.#cause,
      retryAfterMs: waiting ? Math.max(0, this.#openUntil - now) : null,
      isolated: this.#isolated,
      ...this.#count,
      lastFailed: this.#lastFailed,
      ...this.#rules.window(now),
      successRate: successful + failed > 0 ? successful / (successful + failed) : null,
      ...this.#latencies.snapshot(),
    };
  }

  /** For the list of a pipeline. */
  layer(host: Host): Layer {
    return breakerLayer(this, host, { clock: this.#clock, onRefusal: (tell) => this.#refusing.add(tell) });
  }

  #isDue(now: number): boolean {
    return this.#state === 'OPEN' && now >= this.#openUntil;
  }

  #record(result: 'success' | 'failure', latencyMs: number): void {
    if (result === 'success') this.#count.successful++;
    else this.#count.failed++;
    this.#lastFailed = result === 'failure';
    this.#latencies.add(latencyMs);
  }

  #exitProbe(probe: Permit, result: CallResult, latencyMs: number, { error, runsUntil, at }: CallFacts): void {
    if (!this.#probes.exit(probe, result, runsUntil, () => at ?? this.#clock.now())) return;
    if (result === 'failure') this.#open('a probe failed', error, at);
    else if (this.#rules.isSlow(latencyMs)) this.#open('a probe was too slow', undefined, at);
    else if (++this.#probeSuccesses >= this.#successesToClose)
      this.#become('CLOSED', `${this.#probeSuccesses} probes succeeded`, at);
  }

  #permit(): Permit {
    return { generation: this.#generation, expiresAt: Number.POSITIVE_INFINITY, limits: undefined, used: false };
  }

  #reject(): CircuitOpenError {
    this.#count.rejected++;
    return this.#rejected();
  }

  #rejected(): CircuitOpenError {
    this.#rejection ??= new CircuitOpenError({
      dependency: this.name,
      isolated: this.#isolated,
      cause: this.#failureBehind(),
      untilProbeMs: this.#state === 'OPEN' ? () => this.#openUntil - this.#clock.now() : undefined,
    });
    return this.#rejection;
  }

  #open(cause: string, failure: unknown, at: number | undefined): void {
    this.#failure = failure;
    this.#become('OPEN', cause, at);
  }

  /** Somebody's hand is not that of the dependency. */
  #failureBehind(): unknown {
    return this.#isolated ? undefined : this.#failure;
  }

  /** Streams first: what a listener causes comes after what has caused it. */
  #tell(change: BreakerChange): void {
    for (const [stream, name] of this.#streams) stream.emit({ type: 'state', ...change, name });
    this.#listeners.emit(change);
  }

  /** @param at when; now, when left out */
  #become(state: BreakerState, cause: string, at: number | undefined): void {
    const become = (now: number) => {
      this.#state = state;
      this.#openUntil = now + this.#openMs;
      this.#rules.clear();
      this.#probes.clear();
    };
    this.#change(cause, become, at);
  }

  /** Every change goes through here: a new generation, and those who listen are told. */
  #change(cause: string, apply: (now: number) => void, at = this.#clock.now()): void {
    const from = this.#isolated ? 'OPEN' : this.#state;
    apply(at);
    const to = this.#isolated ? 'OPEN' : this.#state;
    this.#generation++;
    this.#probeSuccesses = 0;
    this.#rejection = undefined;
    this.#since = at;
    this.#cause = cause;
    if (to === 'CLOSED') this.#failure = undefined;
    if (to !== from) this.#tell({ name: this.name, from, to, cause, error: this.#failureBehind(), at });
    if (to === 'OPEN') for (const tell of this.#refusing) tell();
  }
}
