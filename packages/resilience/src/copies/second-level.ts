// Copies outside of this process (Redis), so that they survive it. Nothing here can fail a caller: what goes wrong is
// counted, and costs no more than the small time that a read may take.
import type { Clock } from '../clock.ts';
import { finite, numberWithin, wholeNumber } from '../options.ts';
import type { Outcome } from '../outcome.ts';
import { within } from '../pipeline/within.ts';
import { bytesOf } from './byte-length.ts';
import type { ElapsedClock } from './elapsed-clock.ts';

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
  elapsed: ElapsedClock;
  wallClock: () => number;
  decode: (text: string) => T;
  readBudgetMs: number;
  /** A key is read again after so long at the earliest, in ms. */
  readEveryMs: number;
  maxWrites: number;
  /** So many keys that are not there are known to be so. */
  maxMissing: number;
  ttlMs: number;
}

/** What the second level said about a key. `at` is in ms of the elapsed clock. */
export interface Looked<T> {
  copy?: { value: T; at: number; bytes: number } | undefined;
  /** Another instance forgot everything then: copies from before are none. */
  forgottenAt?: number | undefined;
}

/** How far two clocks of one system may be apart, in ms. */
const largestSkewMs = 5_000;

/** Time for a store to drop all its copies, in ms. */
const clearingMs = 10_000;

/** A text is its birth in wall clock ms, a space, and the encoded value. */
const stamped = /^(\d{1,15}) /;

/**
 * Under this key stands when everything was last forgotten, in wall clock ms. Texts born until then are none, whenever they
 * arrive: so a slow write that began before brings nothing back, not even one of another process.
 */
const markKey = ' forgotten';
const mark = /^forgotten (\d{1,15})$/;

/** A key of somebody's is never that of the mark. */
const storedAs = (key: string): string => (key.startsWith(' ') ? ` ${key}` : key);

export class SecondLevelCopies<T> {
  readonly stats: SecondLevelStats = { reads: 0, hits: 0, writes: 0, failures: 0, dropped: 0, poisoned: 0 };
  readonly #options: SecondLevelOptions<T>;
  /** Reads under way, each shared by all who ask. */
  readonly #reading = new Map<string, Promise<Looked<T> | undefined>>();
  /** When a key was not there, the longest known first. */
  readonly #missing = new Map<string, number>();
  #silentAt = Number.NEGATIVE_INFINITY;
  #forgotten = Number.NEGATIVE_INFINITY;
  /** The same moment, in ms of the elapsed clock. */
  #forgottenAt = Number.NEGATIVE_INFINITY;
  #latestBirth = Number.NEGATIVE_INFINITY;
  #writing = 0;

  constructor(options: SecondLevelOptions<T>) {
    finite('secondLevelBudgetMs', options.readBudgetMs);
    numberWithin('secondLevelReadEveryMs', options.readEveryMs, 0, Number.MAX_SAFE_INTEGER);
    wholeNumber('secondLevelWrites', options.maxWrites);
    this.#options = options;
  }

  /** Whether it is worth asking for a newer copy than the one in memory that was last compared at `comparedAt`. */
  mayKnowBetter(comparedAt: number): boolean {
    const { elapsed, readEveryMs } = this.#options;
    const now = elapsed.now();
    return now - comparedAt >= readEveryMs && now - this.#silentAt >= readEveryMs;
  }

  /** Whether the key was not there a moment ago. */
  isMissing(key: string): boolean {
    const { elapsed, readEveryMs } = this.#options;
    const at = this.#missing.get(key);
    return at !== undefined && elapsed.now() - at < readEveryMs;
  }

  /**
   * What is there, however old; undefined when the second level does not answer in time. A copy from the near future counts
   * as new: clocks differ a little. One from farther ahead was written by a clock that was wrong, so its age is unknown: it
   * counts as poisoned.
   */
  look(key: string): Promise<Looked<T> | undefined> {
    const under = this.#reading.get(key);
    if (under !== undefined) return under;
    const reading = this.#read(key).finally(() => {
      if (this.#reading.get(key) === reading) this.#reading.delete(key);
    });
    this.#reading.set(key, reading);
    return reading;
  }

  /** Begins to write what was good at `at` and lets nobody wait. `taken` is called when the store has it. */
  write(key: string, encoded: string, at: number, taken: () => void): void {
    const { store, wallClock, elapsed, maxWrites, ttlMs } = this.#options;
    if (this.#writing >= maxWrites) {
      this.stats.dropped++;
      return;
    }
    this.#missing.delete(key);
    this.#writing++;
    this.stats.writes++;
    const birth = this.#afterForgetting(Math.round(wallClock() - (elapsed.now() - at)));
    this.#latestBirth = Math.max(this.#latestBirth, birth);
    void (async () => store.set(storedAs(key), `${birth} ${encoded}`, ttlMs))()
      .then(taken)
      .catch(() => {
        this.stats.failures++;
      })
      .finally(() => {
        this.#writing--;
      });
  }

  /** Nothing that was written, or began to be written, until now is a copy any more. Rejects when the store cannot be cleared. */
  async clear(): Promise<void> {
    const { store, wallClock, elapsed, ttlMs } = this.#options;
    this.#forgottenAt = elapsed.now();
    // Nothing that was written before may be younger, not even by a clock that has been set back since.
    this.#forgotten = this.#afterForgetting(Math.max(Math.round(wallClock()), this.#latestBirth));
    this.#reading.clear();
    this.#missing.clear();
    const text = `forgotten ${this.#forgotten}`;
    try {
      const { clock, name } = this.#options;
      const cleared = await within({ clock, name, ms: clearingMs }, async () => store.clear?.());
      if (!cleared.ok) throw cleared.error;
    } finally {
      // After the store is cleared, as it would go with the rest. Nobody waits: this process knows it already.
      void (async () => store.set(markKey, text, ttlMs))().catch(() => {
        this.stats.failures++;
      });
    }
  }

  async #read(key: string): Promise<Looked<T> | undefined> {
    const { store, name, clock, elapsed, readBudgetMs } = this.#options;
    this.stats.reads++;
    const outcome: Outcome<readonly [string | undefined, string | undefined]> = await within(
      { clock, name, ms: readBudgetMs },
      // The mark after the text: a forgetting in between is seen.
      async ({ signal }) => [await store.get(storedAs(key), signal), await store.get(markKey, signal)],
    );
    if (!outcome.ok) {
      this.stats.failures++;
      this.#silentAt = elapsed.now();
      return undefined;
    }
    // Redis says null for nothing.
    const [text, marked] = outcome.value.map((answer) => answer ?? undefined);
    const ours = this.#believed(this.#forgotten);
    const theirs = this.#believed(
      Number((typeof marked === 'string' ? mark.exec(marked)?.[1] : undefined) ?? Number.NEGATIVE_INFINITY),
    );
    const copy = text === undefined ? undefined : this.#copyOf(key, text, Math.max(ours, theirs));
    if (copy === undefined) this.#noteMissing(key);
    return { copy, forgottenAt: theirs > ours ? elapsed.now() - this.#ageMs(theirs) : undefined };
  }

  #copyOf(key: string, text: string, forgotten: number): Looked<T>['copy'] {
    const stamp = typeof text === 'string' ? stamped.exec(text) : null;
    if (stamp === null) return this.#poisoned();
    const birth = Number(stamp[1]);
    if (birth <= forgotten) return undefined;
    if (this.#isFromAhead(birth)) return this.#poisoned();
    const encoded = text.slice(stamp[0].length);
    try {
      const value = this.#options.decode(encoded);
      const { elapsed } = this.#options;
      // If the wall clock was set back lately, the copy may be so much older than it seems, and from before the forgetting.
      const setBackMs = elapsed.setBackMs();
      const at = elapsed.now() - this.#ageMs(birth) - setBackMs;
      if (setBackMs > 0 && at <= this.#forgottenAt) return undefined;
      this.stats.hits++;
      return { value, at, bytes: bytesOf(key, encoded) };
    } catch {
      return this.#poisoned();
    }
  }

  /** A forgetting by a clock that was wrong counts for nothing: what was born before it is from ahead, too. */
  #believed(forgotten: number): number {
    return this.#isFromAhead(forgotten) ? Number.NEGATIVE_INFINITY : forgotten;
  }

  /** Farther ahead than clocks may differ, by a clock that says something at all. */
  #isFromAhead(birth: number): boolean {
    return !(birth - this.#options.wallClock() <= largestSkewMs);
  }

  #ageMs(birth: number): number {
    return Math.max(0, this.#options.wallClock() - birth);
  }

  /** Two things can happen in one millisecond: what is born after the forgetting says so. */
  #afterForgetting(birth: number): number {
    const behindMs = this.#forgotten - birth;
    return behindMs >= 0 && behindMs <= largestSkewMs ? this.#forgotten + 1 : birth;
  }

  #noteMissing(key: string): void {
    this.#missing.delete(key);
    this.#missing.set(key, this.#options.elapsed.now());
    for (const longest of this.#missing.keys()) {
      if (this.#missing.size <= this.#options.maxMissing) return;
      this.#missing.delete(longest);
    }
  }

  #poisoned(): undefined {
    this.stats.poisoned++;
    return undefined;
  }
}
