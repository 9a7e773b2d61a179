// One call on its way: in through the layers, to work, and out again. There is no promise and no async frame but where it has to wait.
import type { Permit } from '../breaker/breaker-options.ts';
import type { Place } from '../bulkhead/bulkhead.ts';
import { abortedError, FailedAnswerError, type ResilienceError } from '../errors.ts';
import type { Tried } from '../retry/retry-layer.ts';
import { Attempt } from './attempt.ts';
import { Ending, failed, refused, saysNothing } from './ending.ts';
import type { Host } from './layer.ts';
import { type Limit, timeIsOver } from './limit.ts';
import type { Work } from './pipeline-options.ts';
import { listen, stopListening } from './signals.ts';

export class Call {
  /** So many times its work was begun. */
  attempts = 0;
  /** What layers remember of it until its exit. */
  limit: Limit | undefined;
  permit: Permit | undefined;
  place: Place | undefined;
  tried: Tried | undefined;
  /** When it came through the breaker. */
  permittedAt = 0;
  /** When its work, or what it waits for, would be ended by a limit at the latest; Infinity without one. */
  runsUntil = Number.POSITIVE_INFINITY;

  readonly #host: Host;
  #cameAt = Number.NaN;
  readonly #work: Work<unknown>;
  readonly #signal: AbortSignal | undefined;
  readonly #settle: (ending: Ending) => void;
  /** So many layers it has entered. */
  #depth = 0;
  #attempt: Attempt | undefined;
  #wake: ((refusal?: Ending) => void) | undefined;
  /** A limit has ended, or the caller has left: everything inside of `by` is over. */
  #interruption: { readonly by: unknown; readonly ending: Ending } | undefined;
  #ownTimer: unknown;

  constructor(host: Host, work: Work<unknown>, signal: AbortSignal | undefined, settle: (ending: Ending) => void) {
    this.#host = host;
    this.#work = work;
    this.#signal = signal;
    this.#settle = settle;
  }

  /** When the nearest limit ends, in ms of the clock; Infinity without one. */
  get endsAt(): number {
    return this.limit === undefined ? Number.POSITIVE_INFINITY : this.limit.endsAt;
  }

  /** Time until then in ms, never below 0. */
  get remainingMs(): number {
    return Math.max(0, this.endsAt - this.#host.clock.now());
  }

  get isInterrupted(): boolean {
    return this.#interruption !== undefined || this.#signal?.aborted === true;
  }

  /** What the attempt before has failed with. */
  get lastError(): unknown {
    return this.tried?.failure.error;
  }

  /**
   * @param ms the caller's own limit, further out than all layers
   * @param by what running out of it means
   */
  start(ms: number | undefined, by: 'timeout' | 'deadline' = 'deadline'): void {
    const { clock, name } = this.#host;
    const signal = this.#signal;
    const at = clock.now();
    this.#cameAt = at;
    if (signal?.aborted) {
      this.#end(refused(abortedError(signal.reason, name, false)), at);
      return;
    }
    if (ms !== undefined && ms !== Number.POSITIVE_INFINITY) {
      const error = timeIsOver(this, name, by === 'timeout' ? ms : undefined);
      // NaN is no time at all.
      if (!(ms > 0)) {
        const tooLate = error(false);
        this.#host.teller.interrupted(tooLate, false, at);
        this.#end(refused(tooLate), at);
        return;
      }
      this.#limitBy(at + ms, ms, error);
    }
    if (signal !== undefined) listen(signal, this);
    this.#goIn(at);
  }

  /** The work has ended in time. */
  ended(ok: boolean, value: unknown, error: unknown): void {
    this.#attempt = undefined;
    const verdict = ok ? this.#host.judgeValue(value) : this.#host.judge(error);
    const isFailed = ok && verdict.result === 'failure';
    const what = isFailed ? new FailedAnswerError(value, this.#host.name) : error;
    this.#goOut(new Ending(ok, value, what, verdict, undefined), this.#host.clock.now());
  }

  /**
   * Ends it now, as far as it is inside of `by`. Work that did not begin says nothing of the dependency.
   * @param errorOf makes the error, when told whether the work had begun
   */
  interrupt(errorOf: (begun: boolean) => ResilienceError, by: unknown, at: number): void {
    const attempt = this.#attempt;
    // It is on its way out already.
    if (this.#interruption !== undefined && attempt === undefined && this.#wake === undefined) return;
    const error = errorOf(attempt !== undefined);
    const late = attempt && { settled: attempt.giveUp(error), until: this.endsAt };
    // Whoever is told, or asked for a verdict, may end it once more: by then it is on its way out.
    const wake = this.#wake;
    this.#wake = undefined;
    this.#attempt = undefined;
    this.#interruption = { by, ending: failed(error, saysNothing, late) };
    this.#host.teller.interrupted(error, attempt !== undefined, at);
    const ending = failed(error, attempt === undefined ? saysNothing : this.#host.judge(error), late);
    this.#interruption = { by, ending };
    if (attempt === undefined) {
      wake?.(ending);
      return;
    }
    this.#goOut(ending, at);
    attempt.abort();
  }

  /** Its caller's signal was aborted: it has left, or its time is over, and that counts. */
  left(): void {
    const { name, clock } = this.#host;
    this.interrupt(
      (begun) => abortedError(this.#signal?.reason, name, begun, this.lastError),
      this.#signal,
      clock.now(),
    );
  }

  /** The limit `by` is behind it: what was interrupted by it alone may go on. */
  goesOnAfter(by: Limit): void {
    if (this.#interruption?.by === by) this.#interruption = undefined;
  }

  /** It waits now, until that time at the latest, in ms of the clock: so long somebody further out may have to keep its place. */
  waitsUntil(at: number): void {
    this.runsUntil = Math.min(this.endsAt, at);
  }

  /** Waits at the door of a layer, or between two attempts, until {@link wake}; `tidyUp` is called then. */
  sleep(tidyUp: () => void): Promise<Ending | undefined> {
    return new Promise((go) => {
      if (this.#interruption !== undefined) {
        tidyUp();
        go(this.#interruption.ending);
        return;
      }
      this.#wake = (refusal) => {
        tidyUp();
        go(refusal);
      };
    });
  }

  /** Lets it go on, or, with a refusal, out. Nothing happens when it does not wait. */
  wake(refusal?: Ending): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.(refusal);
  }

  /** How some layer, further in or out, is sure to turn it away at that time: then there is no use in waiting. */
  refusal(at: number): Ending | undefined {
    for (const layer of this.#host.layers) {
      const ending = layer.refusal(at);
      if (ending !== undefined) return ending;
    }
    return undefined;
  }

  #goIn(at: number): void {
    const { layers } = this.#host;
    for (; this.#depth < layers.length; this.#depth++) {
      const door = layers[this.#depth]?.enter(this, at);
      if (door === undefined) continue;
      if (door instanceof Ending) {
        this.#turnedAway(door, at);
        return;
      }
      void door.then((refusal) => this.#goOn(refusal));
      return;
    }
    // A listener of a layer may have ended it meanwhile.
    if (this.#interruption !== undefined) {
      this.#goOut(this.#interruption.ending, at);
      return;
    }
    this.runsUntil = this.endsAt;
    this.#attempt = new Attempt(this, ++this.attempts);
    this.#attempt.begin(this.#work);
  }

  #goOut(first: Ending, at: number): void {
    let ending = first;
    while (this.#depth > 0) {
      const answer = this.#host.layers[--this.#depth]?.exit(this, ending, at);
      if (answer === undefined) continue;
      if (!(answer instanceof Ending)) {
        void answer.then((refusal) => this.#goOn(refusal));
        return;
      }
      ending = answer;
    }
    if (this.#signal !== undefined) stopListening(this.#signal, this);
    if (this.#ownTimer !== undefined) this.#host.clock.clearTimer(this.#ownTimer);
    this.#end(ending, at);
  }

  #end(ending: Ending, at: number): void {
    this.#host.teller.ended(ending, this.attempts, this.#cameAt, at);
    this.#settle(ending);
  }

  #turnedAway(ending: Ending, at: number): void {
    this.#host.teller.rejected(ending.error, at);
    this.#goOut(ending, at);
  }

  /** After a wait. */
  #goOn(refusal: Ending | undefined): void {
    const at = this.#host.clock.now();
    if (refusal !== undefined) {
      if (this.#interruption === undefined) this.#turnedAway(refusal, at);
      else this.#goOut(refusal, at);
      return;
    }
    this.#depth++;
    // Timers are late when the event loop was busy.
    if (this.#interruption === undefined && at >= this.endsAt) this.limit?.expire(at);
    if (this.#interruption !== undefined) this.#goOut(this.#interruption.ending, at);
    else this.#goIn(at);
  }

  /** The caller's own limit, which no layer knows: further out than all of them. */
  #limitBy(endsAt: number, ms: number, error: (begun: boolean) => ResilienceError): void {
    const { clock } = this.#host;
    const limit: Limit = {
      call: this,
      endsAt,
      outer: undefined,
      expire: (at) => this.interrupt(error, limit, at),
    };
    this.limit = limit;
    this.#ownTimer = clock.setTimer(() => limit.expire(clock.now()), ms);
  }
}
