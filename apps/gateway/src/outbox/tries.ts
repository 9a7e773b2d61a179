// Where the tries of a checkout have got to. "Nothing was charged" can be said only when no try of it may have reached payment, and
// "not without you" only when none waits in Redis with its card. A button that is pressed twice, a gateway that has died, an answer that got
// lost: each is a try whose end nobody here knows. An empty file for each, so that it outlives this process; gateways may share them.
import { randomUUID } from 'node:crypto';
import type { DurableFiles } from './durable-files.ts';

export interface Tries {
  /** Noted before payment is asked. `what` is tried: the checkout itself, or another card for its order. */
  begin(id: string, what?: 'card'): Promise<Try>;
  /** Whether some try of this checkout may have reached payment, and whether one may wait in the stream. */
  reached(id: string): Promise<Reached>;
  /** Whether the end of some other card's try is not known. */
  isCardOpen(id: string): Promise<boolean>;
  /** What waits in the stream is about to be given to payment. What it answers takes that back: payment has certainly not heard of it. */
  handingOver(id: string): Promise<() => Promise<void>>;
  /** Forgets those that no page can send again. */
  sweep(): Promise<void>;
}

export interface Reached {
  readonly payment: boolean;
  readonly stream: boolean;
}

export interface Try {
  /** False when no disk took the note: then nothing is certain. */
  readonly noted: boolean;
  /** Payment has certainly not heard of it; from now on it may be in the stream. */
  toStream(): Promise<void>;
  /** Neither payment nor the stream has it. */
  drop(): Promise<void>;
  /** Payment has answered: its end is known, and payment has heard of it. */
  answered(): Promise<void>;
}

/**
 * A form of a checkout is good for a day, which web sees to; twice that, for as long as this process has known of it, in ms. Not by the
 * dates of the files: a clock that leaps would forget everything at once.
 */
const rememberedMs = 2 * 86_400_000;
/** In each folder. Processes that never live for two days forget the oldest beyond so many. */
const most = 2_000;
/** Tries that no disk has noted, of this process. */
const mostUnnoted = 10_000;

/** `ID.UUID.payment`, `ID.UUID.stream`, `ID~card.UUID.payment`, `ID~known.UUID.payment`. */
const nameOf = (of: string, own: string, stage: keyof Reached) => `${of}.${own}.${stage}`;
const isAt = (stage: keyof Reached) => (name: string) => name.endsWith(`.${stage}`);

/** The folder of a checkout: 256 of them, since each look reads one whole. */
export const shardOf = (id: string): string => id.slice(0, 2).toLowerCase();

/** @param filesIn the files of a folder, by its name */
export function triesIn(
  filesIn: (shard: string) => DurableFiles,
  elapsed: () => number = () => performance.now(),
): Tries {
  const shards = new Map<string, DurableFiles>();
  const unnoted = new Set<string>();
  /** More than can be remembered: then nothing is certain of anybody, until this process ends. */
  let isForgetful = false;
  const remember = (id: string) => {
    if (unnoted.size < mostUnnoted) unnoted.add(id);
    else isForgetful = true;
  };
  let known = new Map<string, number>();
  const filesOf = (shard: string): DurableFiles => {
    const files = shards.get(shard) ?? filesIn(shard);
    shards.set(shard, files);
    return files;
  };
  const of = async (id: string) =>
    (await filesOf(shardOf(id)).list()).filter((name) => name.startsWith(`${id}.`) || name.startsWith(`${id}~`));

  return {
    async begin(id, what) {
      const files = filesOf(shardOf(id));
      const own = randomUUID();
      const first = what === undefined ? id : `${id}~${what}`;
      const noted = await files.touch(nameOf(first, own, 'payment')).catch(() => false);
      if (!noted) remember(id);
      return {
        noted,
        // A note that cannot be changed stays as it is: then less is certain, and nothing else.
        async toStream() {
          if (noted)
            await files.rename(nameOf(first, own, 'payment'), nameOf(first, own, 'stream')).catch(() => remember(id));
        },
        async answered() {
          if (noted)
            await files
              .rename(nameOf(first, own, 'payment'), nameOf(`${id}~known`, own, 'payment'))
              .catch(() => undefined);
        },
        async drop() {
          // What cannot be noted cannot be taken back either: `reached` cannot look, or finds nothing.
          for (const stage of ['payment', 'stream'] as const)
            await files.remove(nameOf(first, own, stage)).catch(() => false);
        },
      };
    },
    async reached(id) {
      try {
        const names = await of(id);
        return {
          payment: isForgetful || unnoted.has(id) || names.some(isAt('payment')),
          stream: names.some(isAt('stream')),
        };
      } catch {
        return { payment: true, stream: true }; // Without its disk nothing is certain.
      }
    },
    isCardOpen: async (id) =>
      of(id).then(
        (names) => isForgetful || unnoted.has(id) || names.some((name) => name.startsWith(`${id}~card.`)),
        () => true,
      ),
    async handingOver(id) {
      const files = filesOf(shardOf(id));
      const atPayment = (name: string) => name.replace(/stream$/, 'payment');
      try {
        const waiting = (await of(id)).filter(isAt('stream'));
        for (const name of waiting) await files.rename(name, atPayment(name));
        return async () => {
          for (const name of waiting) await files.rename(atPayment(name), name).catch(() => remember(id));
        };
      } catch {
        // A disk that does not answer keeps no order from being charged; it only makes less certain.
        remember(id);
        return async () => undefined;
      }
    },
    async sweep() {
      const now = elapsed();
      const before = known;
      known = new Map();
      for (let shard = 0; shard < 256; shard += 1) {
        const files = filesOf(shard.toString(16).padStart(2, '0'));
        const names = await files.byAge();
        for (const name of names) known.set(name, before.get(name) ?? now);
        const outlived = names.filter((name) => now - (known.get(name) ?? now) > rememberedMs);
        for (const name of new Set([...names.slice(0, Math.max(0, names.length - most)), ...outlived]))
          await files.remove(name);
      }
    },
  };
}
