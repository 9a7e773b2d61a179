// Keeps the index by itself: builds it where there is none that can be used, follows the catalogue, and puts right what is not.
//
// One look a second. Each look finds out where things stand instead of remembering it, so that a new engine, an empty one, a
// lost alias or a second search service need nothing special: the next look sees them.
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@evenkeel/service-kit/log';
import type { Engine } from '../engine/engine.ts';
import { indexSchema } from '../engine/schema.ts';
import { isGone } from './builder.ts';
import type { CatalogueReader } from './catalogue.ts';
import { type Index, type IndexMeta, type Indices, isLocked } from './indices.ts';

/** Between two looks, in ms. */
const everyMs = 1_000;
/** Between two looks while they fail: doubles up to this, in ms. Short, since search climbs back only after one. */
const longestPauseMs = 2_000;
/** A red index may be one that is being loaded after a start: so long it may take, in ms. */
const redPatienceMs = 5_000;
/** Every so many quiet looks the products in the index are counted. */
const countEvery = 15;
/** An index that was begun by another process, and is in nobody's use after so long, was left half-built. In ms. */
const abandonedMs = 10 * 60_000;

export interface Keeper {
  /** Since when the index is not known to equal the catalogue, as an age in ms; Infinity when there is none. */
  ageMs(): number;
  /** What it does, in words. */
  state(): string;
  /** Whether searches can be answered, or it is known that they cannot. */
  settled(): boolean;
  close(): void;
}

export function keeper(options: { engine: Engine; indices: Indices; catalogue: CatalogueReader; log: Log }): Keeper {
  const { engine, indices, catalogue, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let state = 'not looked at yet';
  let equalAt = -Infinity;
  let settled = false;
  let redSince: number | undefined;
  let quietLooks = 0;
  let miscounts = 0;

  /** Said once for each change of state, not for each look. */
  const enter = (next: string, level: 'info' | 'warn' = 'info', facts: object = {}) => {
    if (next !== state) log[level]({ ...facts, was: state }, `index: ${next}`);
    state = next;
  };

  async function look(): Promise<void> {
    if (!engine.identity()) await engine.introduce();
    const all = await indices.list(signal);
    const [first] = all;
    const current = first?.current ? first : undefined;
    if (!current?.meta || current.meta.schema !== indexSchema || (await isLost(current))) return build(all);
    if (equalAt === -Infinity) equalAt = current.meta.equalAt;
    settled = true;
    const now = await catalogue.now(current.meta.horizon, signal);
    if (now.catalogue !== current.meta.catalogue) return build(all);
    await follow(current.name, current.meta, now);
    if (!now.changed && (await hasDrifted(current.name))) return build(all);
    await tidy(all);
    enter('follows the catalogue');
  }

  async function isLost({ name }: Index): Promise<boolean> {
    if (!(await indices.isRed(name, signal))) {
      redSince = undefined;
      return false;
    }
    redSince ??= performance.now();
    return performance.now() - redSince > redPatienceMs;
  }

  async function build(before: readonly Index[]): Promise<void> {
    enter('being built');
    const beganAt = Date.now();
    const moment = await catalogue.now(undefined, signal);
    const index = await indices.create(moment, signal);
    let products = 0;
    try {
      for await (const documents of catalogue.all(signal)) {
        await indices.add(index.name, documents, signal);
        products += documents.length;
      }
      await indices.refresh(index.name, signal);
      await indices.warm(index.name, signal);
      await indices.use(index.name, before, signal);
    } catch (error) {
      // Best effort: what cannot be removed now is found by a later look.
      await indices
        .remove(index.name, signal)
        .catch((also: unknown) => log.debug({ err: also }, 'half an index is left'));
      throw error;
    }
    equalAt = beganAt;
    redSince = undefined;
    settled = true;
    enter('built', 'info', { index: index.name, products, tookMs: Date.now() - beganAt });
    for (const old of before.filter(({ current }) => current)) await indices.remove(old.name, signal);
  }

  async function follow(name: string, meta: IndexMeta, now: { horizon: string; changed: boolean }): Promise<void> {
    const beganAt = Date.now();
    if (now.changed) {
      try {
        for await (const documents of catalogue.changedSince(meta.horizon, signal))
          await indices.change(name, documents, [], signal);
        await indices.change(name, [], await catalogue.removedSince(meta.horizon, signal), signal);
        await indices.note(name, { ...meta, horizon: now.horizon, equalAt: beganAt }, signal);
      } catch (error) {
        if (isLocked(error)) await unlock(name);
        throw error;
      }
    }
    equalAt = beganAt;
  }

  async function unlock(name: string): Promise<void> {
    log.warn({ index: name }, 'index is locked against writing; lifting that');
    await indices.unlock(name, signal);
  }

  /** Twice in a row, since products may come and go between the two counts. */
  async function hasDrifted(name: string): Promise<boolean> {
    quietLooks += 1;
    if (quietLooks % countEvery !== 0 && miscounts === 0) return false;
    const [inIndex, inCatalogue] = [await indices.count(name, signal), await catalogue.count(signal)];
    miscounts = inIndex === inCatalogue ? 0 : miscounts + 1;
    if (miscounts < 2) return false;
    miscounts = 0;
    log.warn({ inIndex, inCatalogue }, 'index has lost its way');
    return true;
  }

  /** Removes what was left half-built, by us or by a process that died; never what another one is building. */
  async function tidy(all: readonly Index[]): Promise<void> {
    for (const { name, current, meta } of all) {
      if (current || !meta) continue;
      if (isGone(meta.builder, indices.builder) || Date.now() - meta.equalAt > abandonedMs) {
        await indices.remove(name, signal);
        log.info({ index: name }, 'half-built index removed');
      }
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
