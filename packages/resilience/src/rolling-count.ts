const slices = 10;

/**
 * Counts what happened in the last `windowMs`, in ten slices: the slice of this moment and the nine before it. Constant
 * time and memory. Time must not go back (see `steady`).
 */
export class RollingCount {
  readonly #sliceMs: number;
  readonly #counts = new Float64Array(slices);
  #slice = Number.NEGATIVE_INFINITY;
  #total = 0;

  constructor(windowMs: number) {
    this.#sliceMs = windowMs / slices;
  }

  add(now: number): void {
    this.#turnTo(now);
    this.#set(this.#slice, (this.#counts[indexOf(this.#slice)] as number) + 1);
  }

  total(now: number): number {
    this.#turnTo(now);
    return this.#total;
  }

  #turnTo(now: number): void {
    const slice = Math.floor(now / this.#sliceMs);
    for (let empty = Math.max(this.#slice, slice - slices) + 1; empty <= slice; empty++) this.#set(empty, 0);
    this.#slice = slice;
  }

  #set(slice: number, count: number): void {
    const index = indexOf(slice);
    this.#total += count - (this.#counts[index] as number);
    this.#counts[index] = count;
  }
}

/** A clock may start anywhere, also below zero. */
function indexOf(slice: number): number {
  return ((slice % slices) + slices) % slices;
}
