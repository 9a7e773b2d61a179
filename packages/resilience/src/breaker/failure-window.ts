/**
 * Counts failures of the last `lengthMs`, up to `limit`. It keeps the times of the last `limit` failures in a ring: the
 * limit is reached exactly when the oldest of them is still inside the window. Exact, bounded, and one failure costs the
 * same however many calls there were.
 */
export class FailureWindow {
  readonly limit: number;
  readonly lengthMs: number;
  readonly #times: Float64Array;
  #next = 0;

  constructor(limit: number, lengthMs: number) {
    this.limit = limit;
    this.lengthMs = lengthMs;
    this.#times = new Float64Array(limit).fill(Number.NEGATIVE_INFINITY);
  }

  /** Records a failure; true when `limit` of them lie inside the window. */
  add(now: number): boolean {
    this.#times[this.#next] = now;
    this.#next = (this.#next + 1) % this.limit;
    return this.#isInside(this.#times[this.#next] as number, now);
  }

  bad(now: number): number {
    return this.#times.reduce((sum, time) => sum + (this.#isInside(time, now) ? 1 : 0), 0);
  }

  clear(): void {
    this.#times.fill(Number.NEGATIVE_INFINITY);
  }

  #isInside(time: number, now: number): boolean {
    return now - time < this.lengthMs;
  }
}
