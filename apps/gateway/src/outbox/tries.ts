// Where the tries of a checkout have got to. "Nothing was charged" can be said only when no try of it may have reached payment, and
// "not without you" only when none waits in Redis with its card. A button that is pressed twice, a gateway that has died, an answer that got
// lost: each is a try whose end nobody here knows. An empty file for each, so that it outlives this process; gateways may share them.
import { randomUUID } from 'node:crypto';
import type { DurableFiles } from './durable-files.ts';

export interface Tries {
  /** Noted before payment is asked. */
  begin(id: string): Promise<Try>;
  /** Whether some try of this checkout may have reached payment, and whether one may wait in the stream. */
  reached(id: string): Promise<Reached>;
  /** What waits in the stream is about to be given to payment. */
  handingOver(id: string): Promise<void>;
  /** Forgets those that no page can send again. */
  sweep(): Promise<void>;
}

export interface Reached {
  readonly payment: boolean;
  readonly stream: boolean;
}

export interface Try {
  /** Payment has certainly not heard of it; from now on it may be in the stream. */
  toStream(): Promise<void>;
  /** Neither payment nor the stream has it. */
  drop(): Promise<void>;
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
  const of = async (id: string) => (await files.list()).filter((name) => name.startsWith(`${id}.`));
  const isAt = (stage: keyof Reached) => (name: string) => name.endsWith(`.${stage}`);

  return {
    async begin(id) {
      const own = `${id}.${randomUUID()}`;
      const made = await files.touch(`${own}.payment`).catch(() => false);
      return {
        toStream: () => (made ? files.rename(`${own}.payment`, `${own}.stream`) : Promise.resolve()),
        async drop() {
          // What cannot be noted cannot be taken back either: `reached` cannot look, or finds nothing.
          for (const stage of ['payment', 'stream']) await files.remove(`${own}.${stage}`).catch(() => false);
        },
      };
    },
    reached: async (id) => {
      try {
        const names = await of(id);
        return { payment: names.some(isAt('payment')), stream: names.some(isAt('stream')) };
      } catch {
        return { payment: true, stream: true }; // Without its disk nothing is certain.
      }
    },
    async handingOver(id) {
      for (const name of (await of(id)).filter(isAt('stream')))
        await files.rename(name, name.replace(/stream$/, 'payment'));
    },
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
