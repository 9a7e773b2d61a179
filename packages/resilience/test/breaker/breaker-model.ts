// A naive breaker: it keeps everything that happened in lists and recounts them whenever it is asked.
import type { BreakerState, CallLimits, CallResult, Permit } from '../../src/index.ts';

export interface Settings {
  windowMs: number;
  openMs: number;
  successesToClose: number;
  probes: number;
  minimumCalls: number;
  probeTimeoutMs?: number;
  failures?: number;
  failureRatio?: number;
  slowCallMs?: number;
  slowRatio?: number;
}

export interface Given {
  readonly permit: Permit;
  readonly era: number;
  readonly enteredAt: number;
  readonly limits: CallLimits | undefined;
  /** When its caller left a work that goes on until then at most. */
  runsOnUntil?: number | undefined;
  done: boolean;
}

interface Answered {
  at: number;
  /** The era in which it counted towards opening; an answer from before a change never does. */
  era: number | undefined;
  failed: boolean;
  latencyMs: number | undefined;
}

export class BreakerModel {
  state: BreakerState = 'CLOSED';
  isolated = false;
  since: number;
  readonly changes: [BreakerState, BreakerState][] = [];
  probes: Given[] = [];
  #era = 0;
  #probeSuccesses = 0;
  #openUntil = 0;
  /** Since the last change of state; an isolation forgets nothing. */
  #windowEra = 0;
  #firstCountedEra = 0;
  #asked = 0;
  #rejected = 0;
  #answers: Answered[] = [];
  readonly #settings: Settings;

  constructor(settings: Settings, now: number) {
    this.#settings = settings;
    this.since = now;
  }

  /** A permit's worth, or nothing when it is turned away. */
  enter(now: number): Pick<Given, 'era' | 'enteredAt'> | undefined {
    if (!this.isolated && this.state === 'OPEN' && now >= this.#openUntil) this.#become('HALF_OPEN', now);
    this.#asked++;
    this.probes = this.probes.filter((probe) => now < this.#placeEndsAt(probe));
    const free = this.state === 'CLOSED' || (this.state === 'HALF_OPEN' && this.probes.length < this.#settings.probes);
    if (free && !this.isolated) return { era: this.#era, enteredAt: now };
    this.#rejected++;
    return undefined;
  }

  entered(given: Given): void {
    if (this.state === 'HALF_OPEN') this.probes.push(given);
  }

  exit(given: Given, result: CallResult, latencyMs: number | undefined, runsUntil: number | undefined, now: number) {
    if (given.done) return;
    given.done = true;
    if (given.era < this.#firstCountedEra) return;
    const failed = result === 'failure';
    const era = this.state === 'CLOSED' && given.era === this.#era ? this.#era : undefined;
    if (result !== 'ignored') this.#answers.push({ at: now, era, failed, latencyMs });
    if (given.era !== this.#era) {
      // A probe from before an operator's hand says nothing, and its place is free when its work has ended.
      if (runsUntil === undefined) this.ended(given);
      else given.runsOnUntil = runsUntil;
      return;
    }
    if (this.state === 'HALF_OPEN') this.#probeCameBack(given, result, this.#isSlow({ latencyMs }), runsUntil, now);
    else if (result !== 'ignored' && this.#trips(failed, this.#isSlow({ latencyMs }), now)) this.#become('OPEN', now);
  }

  ended(given: Given): void {
    this.probes = this.probes.filter((probe) => probe !== given);
  }

  isolate(now: number): void {
    if (this.isolated) return;
    this.#change(now, () => {
      this.isolated = true;
    });
  }

  release(now: number): void {
    if (!this.isolated) return;
    this.#change(now, () => {
      this.isolated = false;
    });
  }

  reset(now: number): void {
    this.#change(now, () => {
      this.state = 'CLOSED';
      this.isolated = false;
      this.probes = [];
    });
    this.#windowEra = this.#era;
    this.#firstCountedEra = this.#era;
    this.#answers = [];
    this.#asked = 0;
    this.#rejected = 0;
  }

  /** What a snapshot has to say. */
  snapshot(now: number) {
    const { failureRatio, slowCallMs } = this.#settings;
    const shown = this.#shown(now);
    const failed = this.#answers.filter((answer) => answer.failed).length;
    const successful = this.#answers.length - failed;
    const recent = this.#inSlices(now);
    const share = (bad: Answered[]) => (recent.length === 0 ? null : bad.length / recent.length);
    const bad = recent.filter((answer) => answer.failed);
    return {
      state: shown,
      since: this.since,
      isolated: this.isolated,
      retryAfterMs: shown === 'OPEN' && !this.isolated ? this.#openUntil - now : null,
      total: this.#asked,
      successful,
      failed,
      rejected: this.#rejected,
      lastFailed: this.#answers.at(-1)?.failed ?? false,
      successRate: this.#answers.length === 0 ? null : successful / this.#answers.length,
      failuresInWindow: failureRatio === undefined ? this.#failuresInWindow(now) : bad.length,
      callsInWindow: failureRatio === undefined && slowCallMs === undefined ? null : recent.length,
      failureRatio: failureRatio === undefined ? null : share(bad),
      slowRatio: slowCallMs === undefined ? null : share(recent.filter((answer) => this.#isSlow(answer))),
      latencies: this.#answers.flatMap(({ latencyMs }) => latencyMs ?? []).slice(-100),
    };
  }

  #shown(now: number): BreakerState {
    if (this.isolated) return 'OPEN';
    return this.state === 'OPEN' && now >= this.#openUntil ? 'HALF_OPEN' : this.state;
  }

  /** Its own time-out, or the limits around it, or `openMs`; for work that runs on no longer than it may. */
  #placeEndsAt(probe: Given): number {
    const { probeTimeoutMs, openMs } = this.#settings;
    const { enteredAt, limits, runsOnUntil = Number.POSITIVE_INFINITY } = probe;
    if (probeTimeoutMs !== undefined) return Math.min(enteredAt + probeTimeoutMs, runsOnUntil);
    if (runsOnUntil < Number.POSITIVE_INFINITY) return runsOnUntil;
    return this.#isLimited(probe) ? (limits?.runsUntil as number) : enteredAt + openMs;
  }

  #isLimited({ limits }: Given): boolean {
    return (
      this.#settings.probeTimeoutMs === undefined &&
      (limits?.runsUntil ?? Number.POSITIVE_INFINITY) < Number.POSITIVE_INFINITY
    );
  }

  #probeCameBack(probe: Given, result: CallResult, slow: boolean, runsUntil: number | undefined, now: number): void {
    if (!this.probes.includes(probe)) return;
    if (result === 'ignored' && runsUntil !== undefined) {
      probe.runsOnUntil = runsUntil;
      return;
    }
    const tooLate = !this.#isLimited(probe) && now >= this.#placeEndsAt(probe);
    this.ended(probe);
    if (tooLate || result === 'ignored') return;
    if (result === 'failure' || slow) this.#become('OPEN', now);
    else if (++this.#probeSuccesses >= this.#settings.successesToClose) this.#become('CLOSED', now);
  }

  #isSlow({ latencyMs }: Pick<Answered, 'latencyMs'>): boolean {
    return (latencyMs ?? 0) >= (this.#settings.slowCallMs ?? Number.POSITIVE_INFINITY);
  }

  /** Only a call that is bad itself opens it. */
  #trips(failed: boolean, slow: boolean, now: number): boolean {
    const { failureRatio, slowCallMs, slowRatio = 0.5, minimumCalls } = this.#settings;
    const failures = this.#settings.failures ?? (failureRatio === undefined ? 5 : Number.POSITIVE_INFINITY);
    const recent = this.#inSlices(now);
    const reached = (ratio: number | undefined, isBad: (answer: Answered) => boolean): boolean =>
      ratio !== undefined && recent.length >= minimumCalls && recent.filter(isBad).length / recent.length >= ratio;
    return (
      (failed && this.#failuresInWindow(now) >= failures) ||
      (failed && reached(failureRatio, (answer) => answer.failed)) ||
      (slow && slowCallMs !== undefined && reached(slowRatio, (answer) => this.#isSlow(answer)))
    );
  }

  /** Failures whose age is below the length of the window: what a count means. */
  #failuresInWindow(now: number): number {
    return this.#ofThisEra().filter(({ at, failed }) => failed && now - at < this.#settings.windowMs).length;
  }

  /** Calls of this tenth of a window and the nine before it: what a ratio means. */
  #inSlices(now: number): Answered[] {
    const slice = (time: number) => Math.floor((time * 10) / this.#settings.windowMs);
    return this.#ofThisEra().filter(({ at }) => slice(at) > slice(now) - 10);
  }

  #ofThisEra(): Answered[] {
    return this.state === 'CLOSED' ? this.#answers.filter(({ era = -1 }) => era >= this.#windowEra) : [];
  }

  #become(state: BreakerState, now: number): void {
    this.#change(now, () => {
      this.state = state;
      this.#openUntil = now + this.#settings.openMs;
      this.probes = [];
    });
    this.#windowEra = this.#era;
  }

  #change(now: number, apply: () => void): void {
    const from = this.isolated ? 'OPEN' : this.state;
    apply();
    const to = this.isolated ? 'OPEN' : this.state;
    this.#era++;
    this.#probeSuccesses = 0;
    this.since = now;
    if (from !== to) this.changes.push([from, to]);
  }
}
