// Which checkouts were tried before. Only of a first try can it be said, when everything below has failed, that nothing was charged: a
// try before may have reached payment, whose answer nobody has seen. An empty file for each, so that it outlives this process.
import type { DurableFiles } from './durable-files.ts';

export interface Tries {
  /** Notes a try. True when it is certain that there was none before. */
  isFirst(id: string): Promise<boolean>;
  /** Whether there may have been one, without noting any. */
  mayHaveBeen(id: string): Promise<boolean>;
  /** Forgets those that no page can send again. */
  sweep(now: number): Promise<void>;
}

/** A form of a checkout is good for a day (web refuses an older one), and clocks differ. In ms. */
const rememberedMs = 2 * 86_400_000;

export const triesIn = (files: DurableFiles): Tries => ({
  // A disk that takes nothing leaves nothing certain.
  isFirst: (id) => files.touch(id).catch(() => false),
  mayHaveBeen: (id) =>
    files
      .read(id)
      .then((found) => found !== undefined)
      .catch(() => true),
  sweep: (now) => files.sweep(rememberedMs, now),
});
