// A shop on this machine: the platform with all its recipes, and what is done to it as a whole.

import { existsSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import {
  followLog,
  type ManagedShop,
  type PartName,
  PlatformError,
  type ProcessPlatform,
  processPlatform,
  type Recipe,
  tailLog,
  waitUntil,
} from '@evenkeel/platform';
import { forgetCopies, metricsOf, operate, steerBreaker } from './operator.ts';
import { assertPortsFree } from './ports.ts';
import { recipes } from './recipes.ts';
import { forgetRunning, rememberRunning } from './running-shop.ts';
import type { Settings } from './settings.ts';

/** Nothing else waits for anything. */
const startsAfter: Readonly<Partial<Record<PartName, PartName>>> = {
  // It asks the primary whether it can still follow it.
  'postgres-replica': 'postgres',
  // No page of the shop needs it: on a small machine the first page is there sooner.
  'naive-gateway': 'web',
};

/** Refuses to start a part when another program has its port. */
export interface LocalShop extends ManagedShop {
  readonly settings: Settings;
  readonly platform: ProcessPlatform;
}

export interface LocalShopOptions {
  /** All by default. */
  readonly parts?: readonly PartName[];
  readonly progress?: ((line: string) => void) | undefined;
  /** Calls starts off. */
  readonly signal?: AbortSignal;
}

/** On a first start the services fill their databases after they have begun to answer. Without a database they never are ready. */
const readyLimitMs = 20_000;

/** A replica connects to a primary that has just started within half a second, on a busy machine within two. */
const settleMs = 4_000;

/** The shop that these settings mean, running or not. */
export function localShop(settings: Settings, options: LocalShopOptions = {}): LocalShop {
  const { parts, progress = () => undefined } = options;
  const all = Object.entries(recipes(settings)) as [PartName, ReturnType<typeof recipes>[PartName]][];
  const recipeOf: Partial<Record<PartName, Recipe>> = Object.fromEntries(
    all.filter(([name]) => parts === undefined || parts.includes(name)),
  );
  const platform = processPlatform({
    ...settings,
    ...(options.signal && { signal: options.signal }),
    recipes: recipeOf,
    progress: (name, line) => progress(`${name}: ${line}`),
  });

  /** What is not running and could be: a part that runs elsewhere is not ours to start. */
  const down = () =>
    platform.glance().filter(({ name, pid }) => pid === null && settings.elsewhere?.[name] === undefined);
  const isAbsent = (name: PartName) => platform.glance().some((part) => part.name === name && part.state === 'absent');

  async function startOne(name: PartName): Promise<void> {
    const began = performance.now();
    const wasDown = down().some((part) => part.name === name);
    await platform.start(name);
    if (!wasDown) return;
    progress(`${name} answers after ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  }

  const lacksSomething = async (name: PartName) =>
    (await platform.list()).some((part) => part.name === name && part.state === 'running' && part.note !== '');

  /** A part that runs and lacks what only a new start brings back. What has just begun to run is given a moment. */
  async function renew(name: PartName): Promise<void> {
    if (await waitUntil(async () => !(await lacksSomething(name)), { limitMs: settleMs, everyMs: 300 })) return;
    progress(`${name} is started anew`);
    await platform.stop(name);
    await platform.start(name);
  }

  /** Nothing that runs lacks anything. */
  const isReady = async () =>
    options.signal?.aborted || (await platform.list()).every(({ state, note }) => state !== 'running' || note === '');

  const remember = () => {
    const { stateDir, portOffset, elsewhere, development } = settings;
    const elasticsearchUrl = elsewhere?.elasticsearch;
    rememberRunning(stateDir, {
      portOffset,
      ...(elasticsearchUrl && { elasticsearchUrl }),
      ...(development && { development }),
    });
  };

  return {
    settings,
    platform,

    async start(name) {
      await assertPortsFree(down().filter((part) => part.name === name));
      remember();
      await platform.start(name);
    },

    async up() {
      await assertPortsFree(down());
      remember();
      const failures: PlatformError[] = [];
      const attempt = async (name: PartName) => {
        const begin = async () => {
          await startOne(name);
          if (recipeOf[name]?.restartMends) await renew(name);
        };
        await begin().catch((error: unknown) => {
          if (!(error instanceof PlatformError)) throw error;
          if (isAbsent(name)) progress(error.message);
          else failures.push(error);
        });
      };
      const starts = new Map<PartName, Promise<void>>();
      // What waits for something comes last, when that has begun.
      const inOrder = [...platform.names].sort((a, b) => Number(a in startsAfter) - Number(b in startsAfter));
      for (const name of inOrder) {
        const before = startsAfter[name];
        starts.set(
          name,
          Promise.resolve(before && starts.get(before)).then(() => attempt(name)),
        );
      }
      await Promise.all(starts.values());
      if (failures.length === 0) await waitUntil(isReady, { limitMs: readyLimitMs, everyMs: 100 });
      return failures;
    },

    async down() {
      await Promise.all(platform.names.map((name) => platform.stop(name)));
      forgetRunning(settings.stateDir);
    },

    async reset() {
      await this.down();
      const postgres = path.join(settings.stateDir, 'postgres');
      if (existsSync(postgres)) await rm(realpathSync(postgres), { recursive: true }); // It may be a link.
      for (const folder of ['postgres', 'redis', 'bank', 'journal', 'run', 'logs'])
        await rm(path.join(settings.stateDir, folder), { recursive: true, force: true });
    },

    forget: () => forgetCopies(platform, settings.stateDir),
    operate: (name, method, path) => operate({ platform, stateDir: settings.stateDir }, name, method, path),
    metrics: (name) => metricsOf(platform, settings.stateDir, name),
    steerBreaker: (name, verb) => steerBreaker(platform, settings.stateDir, name, verb),
    tail: async (name, lines) => tailLog(platform.logFile(name), lines),
    follow: (name, write, signal) => followLog(platform.logFile(name), write, signal),
  };
}
