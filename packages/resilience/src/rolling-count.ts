const slices = 10;

/**
 * Counts what happened in the last `windowMs`, in ten slices: the slice of this moment and the nine before it. Constant
 * time and memory. Time must not go back (see `steady`).
 */
export class RollingCount {
  readonly #sliceMs: number;
  readonly #counts = new Float64Array(slices);
  #slice = Number.NEGATIVE_INFINITY;
  /** Where the count of this slice stands. */
  #index = 0;
  /** Until then nothing has to be turned: most calls pay a comparison. */
  #endsAt = Number.NEGATIVE_INFINITY;
  #total = 0;

  constructor(windowMs: number) {
    this.#sliceMs = windowMs / slices;
  }

  add(now: number): void {
    if (now >= this.#endsAt) this.#turnTo(now);
    this.#counts[this.#index] = (this.#counts[this.#index] as number) + 1;
    this.#total++;
  }

  total(now: number): number {
    if (now >= this.#endsAt) this.#turnTo(now);
    return this.#total;
  }

  #turnTo(now: number): void {
    const exact = Math.floor(now / this.#sliceMs);
    // Beyond that no number has a next one: whatever such a clock shows, nothing is remembered from one look to the next.
    const slice = Number.isSafeInteger(exact) ? exact : 0;
    const passed = slice === exact ? Math.min(slices, slice - this.#slice) : slices;
    for (let back = 0; back < passed; back++) this.#empty(slice - back);
    this.#slice = slice;
    this.#index = indexOf(slice);
    this.#endsAt = (slice + 1) * this.#sliceMs;
  }

  #empty(slice: number): void {
    const index = indexOf(slice);
    this.#total -= this.#counts[index] as number;
    this.#counts[index] = 0;
  }
}

/** A clock may start anywhere, also below zero. */
function indexOf(slice: number): number {
  return ((slice % slices) + slices) % slices;
}
