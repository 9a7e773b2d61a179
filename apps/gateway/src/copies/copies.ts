// Last good copies, one store per kind of section, shared by all pages that show it: memory first, then Redis.
import { createHash } from 'node:crypto';
import { tierLimitsMs } from '@evenkeel/contracts';
import { LastGood, lastGood, type SecondLevel } from '@evenkeel/resilience';
import { z } from 'zod';
import { budgets } from '../policies.ts';

export interface Copies {
  /** The store of a section; the same one for the same name. */
  of<T>(name: string, options: CopiesOptions<T>): LastGood<T>;
  /** The store of that name, if some section has one. */
  known(name: string): LastGood<unknown> | undefined;
  /** Drops all copies in memory and in the second level. */
  forget(): Promise<void>;
}

export interface CopiesOptions<T> {
  readonly schema: z.ZodType<T>;
  /** Which answers may become copies. */
  readonly keep: (data: T) => boolean;
  /** Whether they go to the second level, too. */
  readonly shared: boolean;
  /** Whether each asks anew, instead of sharing the answer of a moment ago. */
  readonly fresh?: boolean;
}

/** A second level that many stores share, each under a prefix of its own. */
export interface SharedCopies extends Omit<SecondLevel, 'clear'> {
  /** Drops every copy whose key begins with `prefix`. */
  clear(prefix: string): Promise<void>;
}

export function createCopies(shared: SharedCopies | null): Copies {
  const stores = new Map<string, LastGood<unknown>>();
  return {
    of: <T>(name: string, { schema, keep, shared: isShared, fresh }: CopiesOptions<T>) => {
      const known = stores.get(name);
      // One name is one schema: the caller's promise that this is the store it made before.
      if (known instanceof LastGood) return known as LastGood<T>;
      const store = lastGood<T>({
        name,
        maxEntries: 1_000,
        maxBytes: 8 * 1024 * 1024,
        tiers: tierLimitsMs,
        loadDeadlineMs: budgets.live,
        keep,
        ...(fresh && { shareMs: 0 }),
        ...(isShared &&
          shared && {
            secondLevel: prefixed(shared, `copy:${name}:${versionOf(schema)}:`),
            secondLevelBudgetMs: budgets.redis,
            secondLevelEveryMs: budgets.copiesEvery,
            // A copy that another version, or somebody else, wrote is checked like an answer.
            decode: (text: string) => schema.parse(JSON.parse(text)),
          }),
      });
      stores.set(name, store as LastGood<unknown>);
      return store;
    },
    known: (name) => stores.get(name),
    forget: async () => {
      // One after the other: all at once they would wait for each other longer than Redis is waited for, and open its breaker.
      const failures: unknown[] = [];
      for (const store of stores.values()) await store.forget().catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** Changes whenever the schema does, so that an old copy is never taken for a new one. */
const versionOf = (schema: z.ZodType): string =>
  createHash('sha256')
    .update(JSON.stringify(z.toJSONSchema(schema)))
    .digest('hex')
    .slice(0, 8);

const prefixed = (store: SharedCopies, prefix: string): SecondLevel => ({
  get: (key, signal) => store.get(prefix + key, signal),
  set: (key, value, ttlMs) => store.set(prefix + key, value, ttlMs),
  clear: () => store.clear(prefix),
});
