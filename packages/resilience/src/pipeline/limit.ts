// Timeout and deadline are one thing: a limit in time for everything inside. Where it stands in the list makes the difference.
import type { Clock } from '../clock.ts';
import { DeadlineError, TimeoutError } from '../errors.ts';
import { duration } from '../options.ts';
import type { Call } from './call.ts';
import type { Host, Layer, LayerSource, Span } from './layer.ts';

/** The end of one call's time in one layer; `outer` is the limit of a layer further out. */
export interface Limit {
  readonly call: Call;
  readonly endsAt: number;
  readonly outer: Limit | undefined;
  /** Ends the call now. */
  expire(at: number): void;
}

/** One attempt may take so many ms: it stands inside of `retry`. Running out of it counts, and may be tried again. */
export const timeout = (ms: number): LayerSource => source('timeoutMs', ms, true);

/** All attempts and pauses together may take so many ms: it stands outside of `retry`. */
export const deadline = (ms: number): LayerSource => source('deadlineMs', ms, false);

const source = (option: string, ms: number, isTimeout: boolean): LayerSource => {
  duration(option, ms);
  return { kind: 'limit', span: { option, ms }, layer: (host) => new LimitLayer(host, ms, isTimeout) };
};

/** @throws RangeError that names an option which would do nothing, and the limit further out that is over before */
export function refuseOvertaken(layers: readonly LayerSource[]): void {
  let limit: Span | undefined;
  for (const { kind, span } of layers) {
    // Without an end it is as good as left out.
    if (span === undefined || span.ms === Number.POSITIVE_INFINITY) continue;
    if (limit && span.ms >= limit.ms)
      throw new RangeError(`${span.option} does nothing: ${limit.option} is over before`);
    if (kind === 'limit') limit = span;
  }
}

/** The error of a call whose time is over: begun or not, and what it had failed with before. */
export const timeIsOver = (call: Call, name: string, timeoutMs?: number) => (begun: boolean) =>
  timeoutMs !== undefined
    ? new TimeoutError(timeoutMs, name, call.lastError)
    : new DeadlineError(name, { begun, cause: call.lastError });

/**
 * Limits of one length end in the order in which they began, so one timer, for the first, serves all of them. Where the clock can let
 * a timer go without clearing it, it runs on when they are gone, and keeps no process alive: setting and clearing one for each call
 * would be half of what a call costs.
 */
class LimitLayer implements Layer {
  readonly #host: Host;
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #isTimeout: boolean;
  #first: Entry | undefined;
  #last: Entry | undefined;
  #timer: unknown;
  /** For which end the timer was set. */
  #setFor = 0;

  constructor(host: Host, ms: number, isTimeout: boolean) {
    this.#host = host;
    this.#clock = host.clock;
    this.#ms = ms;
    this.#isTimeout = isTimeout;
  }

  enter(call: Call, at: number): undefined {
    const endsAt = at + this.#ms;
    if (!(endsAt < call.endsAt)) return; // One further out is tighter.
    const entry = new Entry(this, call, endsAt, call.limit, this.#last);
    call.limit = entry;
    if (this.#last === undefined) this.#first = entry;
    else this.#last.after = entry;
    this.#last = entry;
    if (this.#timer === undefined) this.#setTimer(endsAt, this.#ms);
    else if (this.#first === entry) this.#clock.hold?.(this.#timer);
  }

  exit(call: Call): undefined {
    const entry = call.limit;
    if (!(entry instanceof Entry) || entry.layer !== this) return;
    const { before, after } = entry;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    if (this.#first === undefined) this.#rest();
    call.limit = entry.outer;
    call.goesOnAfter(entry); // What is further out may try again.
  }

  refusal(): undefined {
    return undefined;
  }
  onRefusal(): undefined {
    return undefined;
  }
  lookAgain(): undefined {
    return undefined;
  }

  expire(entry: Entry, at: number): void {
    const error = timeIsOver(entry.call, this.#host.name, this.#isTimeout ? this.#ms : undefined);
    entry.call.interrupt(error, entry, at);
  }

  #rest(): void {
    if (this.#timer === undefined) return;
    if (this.#clock.release) this.#clock.release(this.#timer);
    else {
      this.#clock.clearTimer(this.#timer);
      this.#timer = undefined;
    }
  }

  readonly #fire = (): void => {
    const at = this.#clock.now();
    // A clock that was set back, or a timer that was early by a moment, gives nobody more time.
    const due = Math.max(at, this.#setFor);
    for (let entry = this.#first; entry !== undefined && entry.endsAt <= due; ) {
      const next = entry.after; // It goes out of the list, now or, if its call waits somewhere, a moment later.
      this.expire(entry, at);
      entry = next;
    }
    this.#timer = undefined;
    const next = this.#first?.endsAt;
    if (next !== undefined) this.#setTimer(next, Math.max(shortestMs, next - this.#clock.now()));
  };

  #setTimer(endsAt: number, ms: number): void {
    this.#setFor = endsAt;
    this.#timer = this.#clock.setTimer(this.#fire, ms);
  }
}

/** A timer that was a little early must not become a loop. */
const shortestMs = 1;

class Entry implements Limit {
  readonly layer: LimitLayer;
  readonly call: Call;
  readonly endsAt: number;
  readonly outer: Limit | undefined;
  before: Entry | undefined;
  after: Entry | undefined;

  constructor(layer: LimitLayer, call: Call, endsAt: number, outer: Limit | undefined, before: Entry | undefined) {
    this.layer = layer;
    this.call = call;
    this.endsAt = endsAt;
    this.outer = outer;
    this.before = before;
  }

  expire(at: number): void {
    this.layer.expire(this, at);
  }
}
