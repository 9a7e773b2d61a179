// Keeps the index by itself: builds it where there is none that can be used, follows the catalogue, and puts right what is not.
//
// One look a second. Each look finds out where things stand instead of remembering it, so that a new engine, an empty one, a
// lost alias or a second search service need nothing special: the next look sees them.
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import type { Engine } from '../engine/engine.ts';
import { buildIndex } from './build.ts';
import type { CatalogueReader } from './catalogue.ts';
import { driftWatch } from './drift.ts';
import { follow } from './follow.ts';
import type { Indices } from './indices.ts';
import { fits, type Index } from './listing.ts';
import { isLeft, isOfYoungerVersion } from './others.ts';

/** Between two looks, in ms. */
const aLookMs = 1_000;
/** Between two looks while they fail: grows up to this, in ms. Short, since search climbs back only after one. */
const longestPauseMs = 2_000;
/** An index that cannot be searched may be one that is being loaded after a start: so long it may take, in ms. */
const loadingMs = 5_000;

export interface Keeper {
  /** Since when the index is not known to equal the catalogue, as an age in ms; Infinity when there is none. */
  ageMs(): number;
  /** What it does, in words. */
  state(): string;
  /** Whether searches can be answered, or it is known that they cannot. */
  settled(): boolean;
  close(): void;
}

export interface KeeperOptions {
  readonly engine: Engine;
  readonly indices: Indices;
  readonly catalogue: CatalogueReader;
  readonly log: Log;
  /** Between two looks. */
  readonly everyMs?: number;
}

export function keeper({ engine, indices, catalogue, log, everyMs = aLookMs }: KeeperOptions): Keeper {
  const startedAt = Date.now();
  const stopping = new AbortController();
  const { signal } = stopping;
  const drift = driftWatch(catalogue);
  let state = 'not looked at yet';
  let equalAt = -Infinity;
  let settled = false;
  let unsearchableSince: number | undefined;

  /** Said once for each change of state, not for each look. */
  const enter = (next: string, level: 'info' | 'warn' = 'info', facts: object = {}) => {
    if (next !== state) log[level]({ ...facts, was: state }, `index: ${next}`);
    state = next;
  };

  async function look(): Promise<void> {
    if (!engine.identity()) await engine.introduce();
    const all = await indices.list(signal);
    await unlock(all);
    const [current, other] = all.filter((index) => index.current);
    if (current && isOfYoungerVersion(current, { startedAt, builder: indices.builder })) {
      settled = true;
      return enter('left to a younger version of this service');
    }
    if (!fits(current)) return build();
    if (other) await indices.use(current.name, signal);
    const products = await indices.count(current.name, signal);
    if (products === undefined) return waitOrBuild();
    unsearchableSince = undefined;
    settled = true;
    if (equalAt === -Infinity) equalAt = current.meta.equalAt;
    const now = await catalogue.now(current.meta.horizon, signal);
    if (now.catalogue !== current.meta.catalogue || now.wentBack) return build();
    const lookedAt = Date.now();
    if (now.changed) {
      drift.forget();
      await follow({ indices, catalogue, signal }, current, now, lookedAt);
    }
    if (!now.changed && (await hasDrifted(products, current.meta.horizon))) return build();
    equalAt = lookedAt;
    await tidy(all);
    enter('follows the catalogue');
  }

  async function unlock(all: readonly Index[]): Promise<void> {
    for (const { name } of all.filter(({ ours, locked }) => ours && locked)) {
      log.warn({ index: name }, 'index is locked; lifting that');
      await indices.unlock(name, signal);
    }
  }

  async function waitOrBuild(): Promise<void> {
    unsearchableSince ??= performance.now();
    if (performance.now() - unsearchableSince > loadingMs) return build();
    enter('cannot be searched', 'warn');
  }

  async function build(): Promise<void> {
    enter('being built');
    const beganAt = performance.now();
    const built = await buildIndex({ indices, catalogue, log, signal });
    equalAt = built.equalAt;
    unsearchableSince = undefined;
    settled = true;
    drift.forget();
    enter('built', 'info', { ...built, tookMs: Math.round(performance.now() - beganAt) });
  }

  async function hasDrifted(products: number, horizon: string): Promise<boolean> {
    const counts = await drift.look(products, horizon, signal);
    if (counts) log.warn(counts, 'index has lost its way');
    return counts !== undefined;
  }

  async function tidy(all: readonly Index[]): Promise<void> {
    for (const index of all.filter((one) => isLeft(one, indices.builder))) {
      await indices.removeUnused(index.name, signal);
      log.info({ index: index.name }, 'half-built index removed');
    }
  }

  async function run(): Promise<void> {
    let pauseMs = everyMs;
    while (!signal.aborted) {
      try {
        await look();
        pauseMs = everyMs;
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        enter(`waits: ${reason.slice(0, 200)}`, 'warn');
        pauseMs = Math.min(pauseMs * 1.5, longestPauseMs);
      }
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
  void run();

  return {
    ageMs: () => Math.max(0, Date.now() - equalAt),
    state: () => state,
    settled: () => settled,
    close: () => stopping.abort(),
  };
}
