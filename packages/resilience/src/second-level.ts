// Copies outside of this process (Redis), so that they survive it. Nothing here can fail a caller: what goes wrong is
// counted, and costs no more than the small time that a read may take.
import type { Clock } from './clock.ts';
import { duration, wholeNumber } from './options.ts';
import type { Outcome } from './outcome.ts';
import { Timebox } from './timebox.ts';

/** A store of texts. Its `set` has to settle some day: only so many writes are under way, the others are dropped. */
export interface SecondLevel {
  get(key: string, signal: AbortSignal): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** Drops all copies, for `forget()`. */
  clear?(): Promise<void>;
}

export interface SecondLevelStats {
  reads: number;
  hits: number;
  writes: number;
  /** Reads and writes that failed or took too long. */
  failures: number;
  /** Writes that were not even begun, because too many were under way. */
  dropped: number;
  /** Texts that could not be understood: never served. */
  poisoned: number;
}

export interface SecondLevelOptions<T> {
  store: SecondLevel;
  name: string;
  clock: Clock;
  wallClock: () => number;
  decode: (text: string) => T;
  readBudgetMs: number;
  maxWrites: number;
  ttlMs: number;
}

/** How far two clocks of one system may be apart, in ms. */
const largestSkewMs = 5_000;

/** A text is its birth in wall clock ms, a space, and the encoded value. */
const stamped = /^(\d{1,15}) /;

export class SecondLevelCopies<T> {
  readonly stats: SecondLevelStats = { reads: 0, hits: 0, writes: 0, failures: 0, dropped: 0, poisoned: 0 };
  readonly #options: SecondLevelOptions<T>;
  #writing = 0;

  constructor(options: SecondLevelOptions<T>) {
    duration('secondLevelBudgetMs', options.readBudgetMs);
    wholeNumber('secondLevelWrites', options.maxWrites);
    this.#options = options;
  }

  /**
   * The value and its age in ms, however old. A copy from the near future counts as new: clocks differ a little. One from
   * farther ahead was written by a clock that was wrong, so its age is unknown: it counts as poisoned.
   */
  async read(
    key: string,
    signal: AbortSignal | undefined,
  ): Promise<{ value: T; ageMs: number; bytes: number } | undefined> {
    const { store, name, clock, readBudgetMs, decode, wallClock } = this.#options;
    this.stats.reads++;
    const box = new Timebox({ clock, name, ms: readBudgetMs, signal });
    const outcome: Outcome<string | undefined> = await box.run(({ signal }) => store.get(key, signal));
    if (!outcome.ok) {
      this.stats.failures++;
      return undefined;
    }
    const text = outcome.value;
    if (text === undefined) return undefined;
    const stamp = stamped.exec(text);
    if (stamp === null) return this.#poisoned();
    const ageMs = wallClock() - Number(stamp[1]);
    if (ageMs < -largestSkewMs) return this.#poisoned();
    try {
      const value = decode(text.slice(stamp[0].length));
      this.stats.hits++;
      return { value, ageMs: Math.max(0, ageMs), bytes: text.length };
    } catch {
      return this.#poisoned();
    }
  }

  /** Begins to write and lets nobody wait. `taken` is called when the store has it. */
  write(key: string, encoded: string, taken: () => void): void {
    const { store, wallClock, maxWrites, ttlMs } = this.#options;
    if (this.#writing >= maxWrites) {
      this.stats.dropped++;
      return;
    }
    this.#writing++;
    this.stats.writes++;
    const text = `${Math.round(wallClock())} ${encoded}`;
    void (async () => store.set(key, text, ttlMs))()
      .then(taken)
      .catch(() => {
        this.stats.failures++;
      })
      .finally(() => {
        this.#writing--;
      });
  }

  async clear(): Promise<void> {
    await this.#options.store.clear?.();
  }

  #poisoned(): undefined {
    this.stats.poisoned++;
    return undefined;
  }
}
