// The last good answer of a source, kept for the time when the source fails.
//
// `load` always asks the source (callers at the same time share one question, and an answer of the last two seconds is
// shared, too); what it answers is kept. `copy` is for when `load` has failed: the last good answer with its age, the newest
// that this process or, in the second level, any other one knows.
import { type Clock, steady, systemClock } from '../clock.ts';
import { abortedError } from '../errors.ts';
import { type EventStream, resilienceEvents } from '../events/event-stream.ts';
import { reportMistake } from '../events/listeners.ts';
import { guarded } from '../guarded.ts';
import { duration, finite, numberWithin, refuseIdle, wholeNumber } from '../options.ts';
import type { Outcome } from '../outcome.ts';
import { within } from '../pipeline/within.ts';
import { bytesOf } from './byte-length.ts';
import { Copies, type Copy } from './copies.ts';
import { type ElapsedClock, elapsedClock } from './elapsed-clock.ts';
import type { AgedCopy, CopyTier, LastGoodOptions, LastGoodStats, Loader, WaiterOptions } from './last-good-options.ts';
import { type Looked, SecondLevelCopies } from './second-level.ts';

const ofSecondLevel = [
  'decode',
  'secondLevelBudgetMs',
  'secondLevelReadEveryMs',
  'secondLevelEveryMs',
  'secondLevelWrites',
] as const;
const dayTiers: Readonly<Record<CopyTier, number>> = { fresh: 5 * 60_000, degraded: 3_600_000, emergency: 86_400_000 };

/** @throws RangeError or TypeError that names the option which is out of range. */
export function lastGood<T>(options: LastGoodOptions<T>): LastGood<T> {
  return new LastGood(options);
}

export class LastGood<T> {
  readonly #name: string;
  readonly #events: EventStream;
  /** For limits. */
  readonly #clock: Clock;
  /** For ages, which go on while the machine sleeps. */
  readonly #elapsed: ElapsedClock;
  readonly #tiers: Readonly<Record<CopyTier, number>>;
  readonly #shareMs: number;
  readonly #loadDeadlineMs: number;
  readonly #keep: (value: T) => boolean;
  readonly #encode: ((value: T) => string) | undefined;
  readonly #memory: Copies<T>;
  readonly #secondLevel: SecondLevelCopies<T> | undefined;
  readonly #secondLevelEveryMs: number;
  readonly #loading = new Map<string, Promise<Outcome<T>>>();
  /** Counts the forgetting: what was begun before it is not kept after it. */
  #era = 0;
  readonly #count = { loads: 0, failedLoads: 0, joined: 0, shared: 0, copies: 0 };

  constructor(options: LastGoodOptions<T>) {
    const { name, maxBytes = Number.POSITIVE_INFINITY, tiers = dayTiers, secondLevel: store } = options;
    this.#name = name;
    this.#events = options.events ?? resilienceEvents;
    this.#clock = steady(options.clock ?? systemClock);
    const wallClock = options.wallClock ?? Date.now;
    this.#elapsed = elapsedClock({ now: () => this.#clock.now(), wallClock, memoryMs: tiers.emergency });
    this.#tiers = checkedTiers(tiers);
    this.#shareMs = options.shareMs === 0 ? 0 : finite('shareMs', options.shareMs ?? 2_000);
    this.#loadDeadlineMs = finite('loadDeadlineMs', options.loadDeadlineMs);
    this.#memory = new Copies(wholeNumber('maxEntries', options.maxEntries), duration('maxBytes', maxBytes));
    this.#keep = options.keep ?? (() => true);
    const mustEncode = store !== undefined || options.maxBytes !== undefined;
    refuseIdle(options, ['encode'], mustEncode, 'secondLevel or maxBytes');
    refuseIdle(options, ofSecondLevel, store !== undefined, 'secondLevel');
    this.#encode = mustEncode ? (options.encode ?? ((value) => JSON.stringify(value))) : undefined;
    this.#secondLevelEveryMs = numberWithin(
      'secondLevelEveryMs',
      options.secondLevelEveryMs ?? 0,
      0,
      Number.MAX_SAFE_INTEGER,
    );
    this.#secondLevel =
      store &&
      new SecondLevelCopies({
        store,
        name,
        clock: this.#clock,
        elapsed: this.#elapsed,
        wallClock,
        decode: options.decode ?? ((text) => JSON.parse(text) as T),
        readBudgetMs: options.secondLevelBudgetMs ?? 50,
        readEveryMs: options.secondLevelReadEveryMs ?? 5_000,
        maxWrites: options.secondLevelWrites ?? 16,
        maxMissing: options.maxEntries,
        ttlMs: tiers.emergency,
      });
  }

  /**
   * Asks the source. A load that is under way for the same key is joined; it has a deadline of its own, and a waiter that
   * leaves cancels nothing for the others. A failure is never shared with later callers and never kept.
   * @throws the loader's error, a TimeoutError of the load, or a CancelledError for the caller who leaves
   */
  async load(key: string, loader: Loader<T>, { signal }: WaiterOptions = {}): Promise<T> {
    if (signal?.aborted) throw abortedError(signal.reason, this.#name);
    const kept = this.#memory.get(key);
    if (kept?.live && this.#elapsed.now() - kept.at < this.#shareMs) {
      this.#count.shared++;
      return kept.value;
    }
    const joined = this.#loading.get(key);
    if (joined !== undefined) this.#count.joined++;
    const loading = joined ?? this.#begin(key, loader);
    const waited = await this.#waitFor(loading, signal);
    const outcome = waited.ok ? waited.value : waited;
    if (outcome.ok) return outcome.value;
    throw outcome.error;
  }

  /** Keeps an answer that came another way, as if it had been loaded under `key` just now. */
  keep(key: string, value: T): void {
    this.#store(key, value, this.#elapsed.now());
  }

  /** Keeps what was loaded under `key` under `other`, too, with its age. Nothing, when it was forgotten or not kept. */
  keepAlso(key: string, other: string): void {
    const kept = this.#memory.get(key);
    if (kept?.live) this.#store(other, kept.value, kept.at);
  }

  /** The last good answer and its age, the newer one of memory's and the second level's. Never rejects. */
  async copy(key: string, { signal }: WaiterOptions = {}): Promise<AgedCopy<T> | undefined> {
    const copy = await this.#newest(key, signal);
    const aged = copy && this.#aged(copy);
    if (aged === undefined) return undefined;
    this.#count.copies++;
    const { tier, ageMs } = aged;
    this.#events.emit({ type: 'copy', name: this.#name, tier, ageMs, at: this.#clock.now() });
    return aged;
  }

  /**
   * Drops all copies. What was loaded or written before leaves none, however late it arrives; other instances on the same second
   * level drop theirs when they next compare. Rejects only when the second level cannot be cleared.
   */
  async forget(): Promise<void> {
    this.#era++;
    this.#memory.clear();
    this.#loading.clear();
    await this.#secondLevel?.clear();
  }

  stats(): LastGoodStats {
    const secondLevel = this.#secondLevel ? { ...this.#secondLevel.stats } : null;
    return { entries: this.#memory.size, bytes: this.#memory.bytes, ...this.#count, secondLevel };
  }

  #begin(key: string, loader: Loader<T>): Promise<Outcome<T>> {
    const era = this.#era;
    // An answer is as old as its question: between the two the machine may have slept.
    const at = this.#elapsed.now();
    this.#count.loads++;
    const limits = { clock: this.#clock, name: this.#name, ms: this.#loadDeadlineMs };
    const loading = within(limits, loader).then((outcome) => {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
      if (!outcome.ok) this.#count.failedLoads++;
      else if (era === this.#era) this.#store(key, outcome.value, at);
      return outcome;
    });
    this.#loading.set(key, loading);
    return loading;
  }

  /** Whoever leaves waits no longer. */
  #waitFor<R>(what: Promise<R>, signal: AbortSignal | null | undefined): Promise<Outcome<R>> {
    return within({ clock: this.#clock, name: this.#name, signal }, () => what);
  }

  #store(key: string, value: T, at: number): void {
    try {
      if (!guarded(`keep of ${this.#name}`, () => this.#keep(value))) return;
      const known = this.#memory.get(key);
      // An answer to an older question came later than one to a newer.
      if (known !== undefined && known.at > at) return;
      const encoded = this.#encode?.(value);
      if (this.#encode !== undefined && typeof encoded !== 'string') return; // There is no text of it: nor could it be counted.
      const bytes = encoded === undefined ? 0 : bytesOf(key, encoded);
      const sharedAt = known?.sharedAt;
      const copy: Copy<T> = { value, at, comparedAt: at, live: true, bytes, sharedAt };
      this.#memory.set(key, copy);
      if (encoded === undefined || at - (sharedAt ?? Number.NEGATIVE_INFINITY) < this.#secondLevelEveryMs) return;
      this.#secondLevel?.write(key, encoded, at, () => {
        copy.sharedAt = at;
      });
    } catch (mistake) {
      reportMistake(`encode of ${this.#name}`, mistake);
    }
  }

  #inMemory(key: string): Copy<T> | undefined {
    const copy = this.#memory.get(key);
    if (copy !== undefined && this.#aged(copy) !== undefined) return copy;
    this.#memory.delete(key);
    return undefined;
  }

  async #newest(key: string, signal: AbortSignal | null | undefined): Promise<Copy<T> | undefined> {
    const store = this.#secondLevel;
    const kept = this.#inMemory(key);
    if (store === undefined) return kept;
    if (kept ? !store.mayKnowBetter(kept.comparedAt) : store.isMissing(key)) return kept;
    const era = this.#era;
    const waited = await this.#waitFor(store.look(key), signal);
    const looked = waited.ok ? waited.value : undefined;
    return looked === undefined || era !== this.#era ? this.#inMemory(key) : this.#compared(key, looked);
  }

  #compared(key: string, { copy: found, forgottenAt }: Looked<T>): Copy<T> | undefined {
    let kept = this.#inMemory(key);
    if (kept && forgottenAt !== undefined && kept.at <= forgottenAt) {
      this.#memory.delete(key);
      kept = undefined;
    }
    const comparedAt = this.#elapsed.now();
    if (kept) kept.comparedAt = comparedAt;
    // Stamps are whole milliseconds: within one it is the same copy.
    if (found === undefined || (kept && found.at <= kept.at + 1)) return kept;
    const copy: Copy<T> = { ...found, comparedAt, live: false, sharedAt: kept?.sharedAt };
    if (this.#aged(copy) !== undefined) this.#memory.set(key, copy);
    return copy;
  }

  #aged({ value, at }: Copy<T>): AgedCopy<T> | undefined {
    const ageMs = this.#elapsed.now() - at;
    const { fresh, degraded, emergency } = this.#tiers;
    if (ageMs > emergency) return undefined;
    return { value, ageMs, tier: ageMs <= fresh ? 'fresh' : ageMs <= degraded ? 'degraded' : 'emergency' };
  }
}

function checkedTiers(tiers: Readonly<Record<CopyTier, number>>): Readonly<Record<CopyTier, number>> {
  const fresh = duration('tiers.fresh', tiers.fresh);
  const degraded = numberWithin('tiers.degraded', tiers.degraded, fresh, Number.MAX_SAFE_INTEGER);
  numberWithin('tiers.emergency', tiers.emergency, degraded, Number.MAX_SAFE_INTEGER);
  return tiers;
}
