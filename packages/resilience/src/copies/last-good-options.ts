// What one can set, hand in and read of last good copies.
import type { Clock } from '../clock.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { SecondLevel, SecondLevelStats } from './second-level.ts';

export interface LastGoodOptions<T> {
  /** Named in errors. */
  name: string;
  /** So many copies in memory; the least recently used goes first. */
  maxEntries: number;
  /** So many bytes of encoded copies and their keys, in UTF-8, in memory (no limit). */
  maxBytes?: number;
  /** Greatest age in ms per tier (5 minutes, 1 hour, 1 day). Older than the last is gone. */
  tiers?: Readonly<Record<CopyTier, number>>;
  /** An answer this young is given to others as well, in ms (2,000); 0 shares none. */
  shareMs?: number;
  /** Time for one load, in ms, whoever waits for it. */
  loadDeadlineMs: number;
  /** Which answers become copies (all). One that is not kept is still given to those who wait for it. */
  keep?: (value: T) => boolean;
  secondLevel?: SecondLevel;
  /** Time for one read of the second level, in ms (50). */
  secondLevelBudgetMs?: number;
  /**
   * A copy in memory is compared with the second level, where others may have put a newer one, after so long at the earliest, in
   * ms (5,000); after as long a key that was not there is looked for again.
   */
  secondLevelReadEveryMs?: number;
  /**
   * A key that was written to the second level is written again after so long at the earliest, in ms (0: every time). Those who find
   * the copy there see it that much older than it could be; its age is true.
   */
  secondLevelEveryMs?: number;
  /** So many writes to the second level at once; more are dropped (16). */
  secondLevelWrites?: number;
  /** To text (JSON.stringify); used with `maxBytes` and `secondLevel`. */
  encode?: (value: T) => string;
  /** From text (JSON.parse). Throws when the text is not a valid T: such a copy is never served. */
  decode?: (text: string) => T;
  /**
   * Ms since 1970 (Date.now): for ages in the second level, which other processes wrote, and for the time that a machine sleeps
   * through. What it leaps forward makes all copies so much older.
   */
  wallClock?: () => number;
  clock?: Clock;
  /** Hears of every copy that is served (`resilienceEvents`). */
  events?: EventStream;
}

export type Loader<T> = (context: { readonly signal: AbortSignal; readonly remainingMs: number }) => Promise<T>;

export interface WaiterOptions {
  signal?: AbortSignal | null | undefined;
}

export interface AgedCopy<T> {
  /** Shared by all who ask: read it, don't change it. */
  value: T;
  ageMs: number;
  tier: CopyTier;
}

export interface LastGoodStats {
  entries: number;
  /** Of encoded copies and their keys; 0 when neither `maxBytes` nor `secondLevel` makes encoding necessary. */
  bytes: number;
  loads: number;
  failedLoads: number;
  /** Callers who joined a load under way. */
  joined: number;
  /** Callers who got an answer younger than `shareMs`. */
  shared: number;
  /** Copies served. */
  copies: number;
  secondLevel: SecondLevelStats | null;
}

/** By age: up to 5 minutes, an hour, a day. */
export type CopyTier = 'fresh' | 'degraded' | 'emergency';
