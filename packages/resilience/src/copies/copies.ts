// Copies in memory: bounded in number and in bytes, the least recently used goes first.

export interface Copy<T> {
  value: T;
  /** When it was good, in ms of the elapsed clock, as all times here. */
  at: number;
  /** When the second level last was known to have nothing newer. */
  comparedAt: number;
  /** Loaded here from the source; false when it came from the second level. */
  live: boolean;
  /** With its key. */
  bytes: number;
  /** When the second level last took a copy under this key; undefined when it is not known to have. */
  sharedAt?: number | undefined;
}

export class Copies<T> {
  readonly #maxEntries: number;
  readonly #maxBytes: number;
  readonly #copies = new Map<string, Copy<T>>();
  #bytes = 0;

  constructor(maxEntries: number, maxBytes: number) {
    this.#maxEntries = maxEntries;
    this.#maxBytes = maxBytes;
  }

  get size(): number {
    return this.#copies.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Copy<T> | undefined {
    const copy = this.#copies.get(key);
    if (copy === undefined) return undefined;
    this.#copies.delete(key);
    this.#copies.set(key, copy);
    return copy;
  }

  /** Keeps a copy instead of an older one. One that is larger than all the room is not kept; the older one is. */
  set(key: string, copy: Copy<T>): void {
    if (copy.bytes > this.#maxBytes) return;
    this.delete(key);
    this.#copies.set(key, copy);
    this.#bytes += copy.bytes;
    for (const oldest of this.#copies.keys()) {
      if (this.#copies.size <= this.#maxEntries && this.#bytes <= this.#maxBytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#bytes -= this.#copies.get(key)?.bytes ?? 0;
    this.#copies.delete(key);
  }

  clear(): void {
    this.#copies.clear();
    this.#bytes = 0;
  }
}
