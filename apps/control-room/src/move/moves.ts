// What can be done to the shop by hand: the verbs of the `shop` command, one at a time for each part, each told on the time line.
import { type ManagedShop, type PartName, PlatformError } from '@evenkeel/platform';
import type { Told } from '../picture.ts';
import type { Watch } from '../watch/watch.ts';

export const verbs = ['kill', 'pause', 'unpause', 'start'] as const;
export type Verb = (typeof verbs)[number];

export interface Moves {
  /** @throws PlatformError when it cannot be done, with the reason; nothing is half done then */
  move(part: PartName, verb: Verb): Promise<void>;
  /** Lets go on what is paused, and starts what is down. @throws PlatformError with what did not come up */
  heal(): Promise<void>;
  /** Drops the last good copies. @throws PlatformError with who did not */
  forget(): Promise<void>;
}

export type MovedShop = Pick<ManagedShop, 'platform' | 'start' | 'up' | 'forget'>;

const done: Readonly<Record<Verb, readonly [Told['tone'], string]>> = {
  kill: ['unavailable', 'You killed'],
  pause: ['stale', 'You paused'],
  unpause: ['live', 'You let go on'],
  start: ['live', 'You started'],
};

export function moves(shop: MovedShop, watch: Pick<Watch, 'tell'>): Moves {
  const moving = new Set<PartName>();
  let healing: Promise<void> | undefined;

  const does: Readonly<Record<Verb, (part: PartName) => Promise<void>>> = {
    kill: (part) => shop.platform.kill(part),
    pause: (part) => shop.platform.pause(part),
    unpause: (part) => shop.platform.unpause(part),
    start: (part) => shop.start(part),
  };

  async function healAll(): Promise<void> {
    const paused = (await shop.platform.list()).filter(({ state }) => state === 'paused');
    for (const { name } of paused) await shop.platform.unpause(name);
    const failures = await shop.up();
    if (failures.length > 0) throw new PlatformError(failures.map(({ message }) => message).join(' '));
    watch.tell({ tone: 'live', title: 'You healed the shop', detail: 'everything was let go on, or started' });
  }

  return {
    async move(part, verb) {
      if (moving.has(part)) throw new PlatformError(`${part} is being moved already.`);
      moving.add(part);
      try {
        const before = (await shop.platform.list()).find(({ name }) => name === part);
        await does[verb](part);
        const [tone, title] = done[verb];
        watch.tell({ tone, title: `${title} ${part}`, detail: before?.pid ? `process ${before.pid}` : '' }, part);
      } finally {
        moving.delete(part);
      }
    },
    heal() {
      // Whoever presses while it goes on hears how that ends.
      healing ??= healAll().finally(() => {
        healing = undefined;
      });
      return healing;
    },
    async forget() {
      const silent = (await shop.forget()).filter((answer) => !answer.done);
      if (silent.length > 0) throw new PlatformError(silent.map(({ name, answer }) => `${name} ${answer}`).join(', '));
      watch.tell({ tone: 'disabled', title: 'You dropped all copies', detail: 'of gateway and web' });
    },
  };
}
