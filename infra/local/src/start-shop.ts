// A shop of one's own, for tests and measurements: on free ports, in its own folder, gone at the end.

import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type PartName, type Platform, PlatformError, partNames } from '@evenkeel/platform';
import { addressesOf } from './addresses.ts';
import { freeOffset } from './ports.ts';
import { loadSecrets } from './secrets.ts';
import { readSettings, type Settings } from './settings.ts';
import { localShop } from './shop.ts';

export interface StartShopOptions {
  /** Data, logs and pids. Kept at the end; the data of an earlier shop in it is taken over. */
  readonly stateDir: string;
  /** `free` looks for an offset at which every part finds its port free. */
  readonly portOffset: number | 'free';
  /** All by default. */
  readonly parts?: readonly PartName[];
  /** Programs to run from other folders than the checkout's. */
  readonly folders?: Settings['folders'];
  /**
   * Part → port of 127.0.0.1 under which the *other* parts reach it; the part itself listens on its own. For a proxy in between,
   * which must listen before the start: `freeOffset` and `portOf` tell where the part will be. The replica follows its
   * primary directly all the same, and so do `url` and `access`.
   */
  readonly reachedThrough?: Settings['reachedThrough'];
  /** Parts that run elsewhere. By default none does, whatever the environment says: a trial brings its own. */
  readonly elsewhere?: Settings['elsewhere'];
  /** What single programs are told besides, or instead of, the usual. */
  readonly env?: Settings['env'];
  /** Told what the start is doing. */
  readonly log?: (line: string) => void;
}

export interface Shop {
  readonly platform: Platform;
  readonly portOffset: number;
  /** `http://127.0.0.1:PORT` of a part. */
  url(name: PartName): string;
  /** Connection strings of the stores with all rights, and the token of the operator's routes. */
  readonly access: Readonly<{ primaryUrl: string; replicaUrl: string; redisUrl: string; operatorToken: string }>;
  stop(): Promise<void>;
  /** Stops, and deletes the state folder with everything that belongs to it, elsewhere too. */
  destroy(): Promise<void>;
}

/** Returns when all parts answer. A part that does not come up, an absent one too, takes the shop down and throws. */
export async function startShop(options: StartShopOptions): Promise<Shop> {
  const names = options.parts ?? partNames;
  const stateDir = path.resolve(options.stateDir);
  const portOffset = options.portOffset === 'free' ? await freeOffset(names) : options.portOffset;
  const { root, toolsDir, logLevel } = readSettings({ LOG_LEVEL: process.env.LOG_LEVEL });
  const settings = { root, toolsDir, logLevel, stateDir, portOffset, ...given(options) };
  const shop = localShop(settings, { parts: names, progress: options.log });
  const failures = await shop.up();
  const missing = (await shop.platform.list()).filter(
    ({ name, state }) => state !== 'running' && options.elsewhere?.[name] === undefined,
  );
  if (missing.length > 0) {
    await shop.down();
    const states = missing.map((part) => `${part.name} is ${part.state}. ${part.note}`);
    throw new PlatformError([...failures.map((failure) => failure.message), ...states].join('\n'));
  }
  const secrets = loadSecrets(stateDir);
  const { port } = addressesOf(settings);
  const postgres = (name: PartName) => `postgres://postgres:${secrets.postgres}@127.0.0.1:${port(name)}/postgres`;
  return {
    platform: shop.platform,
    portOffset,
    url: (name) => options.elsewhere?.[name] ?? shop.platform.url(name),
    access: {
      primaryUrl: postgres('postgres'),
      replicaUrl: postgres('postgres-replica'),
      redisUrl: `redis://:${secrets.redis}@127.0.0.1:${port('redis')}/0`,
      operatorToken: secrets.operatorToken,
    },
    stop: () => shop.down(),
    destroy: async () => {
      await shop.reset();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

const given = ({ folders, reachedThrough, elsewhere, env }: StartShopOptions) => ({
  ...(folders && { folders }),
  ...(reachedThrough && { reachedThrough }),
  ...(elsewhere && { elsewhere }),
  ...(env && { env }),
});
