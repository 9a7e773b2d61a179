// A database that is asked for the first time in a while reads from the disk and plans anew, which takes longer than a visitor's
// search may: when the engine dies, the first searches would fall past a database that is well.
import { setTimeout as pause } from 'node:timers/promises';
import { searchWish } from '@evenkeel/contracts';
import type { PostgresReads } from '@evenkeel/service-kit/postgres/reads';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { wordsOf } from '../words.ts';
import { searchSql } from './sql.ts';

/** Between two searches that nobody waits for, in ms. */
const everyMs = 10_000;

const wishes = [{ q: 'light and quiet' }, { q: '', sort: 'rating' }].map((wish) => searchWish.parse(wish));

/**
 * Searches each of both servers now and then, until the function that it returns is called.
 * @param pools one with patience, which fetches from the disk, before the one that visitors' searches hurry through
 */
export function keepWarm(pools: readonly PostgresReads[], log: Log): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const searches = pools.flatMap((reads) =>
    wishes.flatMap((wish) =>
      (['replica', 'primary'] as const).map((prefer) => ({ reads, prefer, ...searchSql(wish, wordsOf(wish.q)) })),
    ),
  );
  const run = async () => {
    while (!signal.aborted) {
      for (const { reads, prefer, text, params } of searches)
        await reads
          .query(text, params, { signal, prefer })
          .catch((error: Error) => log.debug({ reason: error.message }, 'database is not kept warm'));
      await pause(everyMs, undefined, { signal }).catch(() => undefined); // Aborted: the loop ends.
    }
  };
  void run();
  return () => ending.abort();
}
