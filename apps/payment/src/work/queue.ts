// The workers: whatever is due is claimed and worked on, a few at a time, for as long as the service runs.
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import { pollMs, workers } from '../policy.ts';

/** One kind of work. */
export interface Work<Item> {
  /** What it is called in the log. */
  readonly name: string;
  /** Claims what is due, at most so much. */
  readonly claim: (most: number) => Promise<Item[]>;
  readonly do: (item: Item) => Promise<string>;
  /** For the log. */
  readonly facts: (item: Item) => object;
}

/** Works until the function that it returns is called; what is under way then is finished first. */
export function workOn<Item>({ name, claim, do: work, facts }: Work<Item>, log: Log): () => Promise<void> {
  const ending = new AbortController();
  const underWay = new Set<Promise<void>>();
  let quiet = false;

  async function one(item: Item): Promise<void> {
    try {
      const came = await work(item);
      log.info({ ...facts(item), came }, name);
    } catch (error) {
      // Its claim ends, and it is due again.
      log.warn({ ...facts(item), reason: reasonOf(error) }, `${name} was cut off`);
    }
  }

  /** Whether there may be more. */
  async function poll(): Promise<boolean> {
    const free = workers - underWay.size;
    if (free <= 0) return true;
    try {
      const items = await claim(free);
      for (const item of items) {
        const begun = one(item).finally(() => underWay.delete(begun));
        underWay.add(begun);
      }
      quiet = false;
      return items.length === free;
    } catch (error) {
      if (!quiet) log.warn({ reason: reasonOf(error) }, `what is due cannot be read: ${name}`);
      quiet = true;
      return false;
    }
  }

  const polling = (async () => {
    while (!ending.signal.aborted) {
      const more = await poll();
      const idle = pause(pollMs, undefined, { signal: ending.signal }).catch(() => undefined); // Ended: nothing more is claimed.
      // A long queue is not kept waiting for the clock.
      await (more ? Promise.race([idle, ...underWay]) : idle);
    }
  })();

  return async () => {
    ending.abort();
    await polling;
    await Promise.all(underWay);
  };
}
