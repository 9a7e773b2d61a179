const kept = 100;

export interface LatencySnapshot {
  /** Of the last 100 calls that were answered, in ms, oldest first. */
  latencies: number[];
  /** In ms, by nearest rank: so many per cent of those calls took no longer. null before the first answer. */
  percentiles: { p50: number; p95: number; p99: number } | null;
}

/** How long the last 100 calls took. Adding costs the same however many there were; sorting waits until somebody looks. */
export class Latencies {
  readonly #ring = new Float64Array(kept);
  #count = 0;

  /** @param ms what is no length of time is left out */
  add(ms: number): void {
    if (!(ms >= 0)) return;
    this.#ring[this.#count % kept] = ms;
    this.#count++;
  }

  clear(): void {
    this.#count = 0;
  }

  snapshot(): LatencySnapshot {
    const oldest = this.#count < kept ? 0 : this.#count % kept;
    const latencies = [...this.#ring.subarray(oldest, this.#count), ...this.#ring.subarray(0, oldest)];
    const sorted = latencies.toSorted((a, b) => a - b);
    const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] as number;
    return { latencies, percentiles: sorted.length > 0 ? { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99) } : null };
  }
}
