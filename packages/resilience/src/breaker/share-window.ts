import { RollingCount } from '../rolling-count.ts';

/** Tells when the bad calls are too large a share of all calls in the window, and these are enough to judge by. */
export class ShareWindow {
  readonly #share: number;
  readonly #minimumCalls: number;
  readonly #windowMs: number;
  #calls: RollingCount;
  #bad: RollingCount;

  constructor(share: number, minimumCalls: number, windowMs: number) {
    this.#share = share;
    this.#minimumCalls = minimumCalls;
    this.#windowMs = windowMs;
    this.#calls = new RollingCount(windowMs);
    this.#bad = new RollingCount(windowMs);
  }

  /** Records a call; true when a bad one reaches the share. A good one never does, also when it completes the minimum. */
  add(bad: boolean, now: number): boolean {
    this.#calls.add(now);
    if (!bad) return false;
    this.#bad.add(now);
    const calls = this.#calls.total(now);
    return calls >= this.#minimumCalls && this.#bad.total(now) / calls >= this.#share;
  }

  bad(now: number): number {
    return this.#bad.total(now);
  }

  calls(now: number): number {
    return this.#calls.total(now);
  }

  /** The bad ones among them; undefined when there are none. */
  ratio(now: number): number | undefined {
    const calls = this.#calls.total(now);
    return calls === 0 ? undefined : this.#bad.total(now) / calls;
  }

  clear(): void {
    this.#calls = new RollingCount(this.#windowMs);
    this.#bad = new RollingCount(this.#windowMs);
  }
}
