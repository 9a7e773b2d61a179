// Which checkouts were tried before. Only of a first try can it be said, when everything below has failed, that nothing was charged: a
// try before may have reached payment, whose answer nobody has seen. An empty file for each, so that it outlives this process.
import type { DurableFiles } from './durable-files.ts';

export interface Tries {
  /** Notes a try. True when it is certain that there was none before. */
  isFirst(id: string): Promise<boolean>;
  /** Whether there may have been one, without noting any. */
  mayHaveBeen(id: string): Promise<boolean>;
  /** Forgets those that no page can send again. */
  sweep(): Promise<void>;
}

/**
 * A form of a checkout is good for a day, which web sees to; twice that, for as long as this process has known of it, in ms. Not by the
 * dates of the files: a clock that leaps would forget everything at once.
 */
const rememberedMs = 2 * 86_400_000;
/** Processes that never live for two days forget the oldest beyond so many. */
const most = 50_000;

export function triesIn(files: DurableFiles, elapsed: () => number = () => performance.now()): Tries {
  let known = new Map<string, number>();
  return {
    // A disk that takes nothing leaves nothing certain.
    isFirst: (id) => files.touch(id).catch(() => false),
    mayHaveBeen: (id) =>
      files.read(id).then(
        (found) => found !== undefined,
        () => true,
      ),
    async sweep() {
      const names = await files.byAge();
      const now = elapsed();
      known = new Map(names.map((name) => [name, known.get(name) ?? now]));
      const tooMany = names.slice(0, Math.max(0, names.length - most));
      const outlived = names.filter((name) => now - (known.get(name) ?? now) > rememberedMs);
      for (const name of new Set([...tooMany, ...outlived])) await files.remove(name);
    },
  };
}
