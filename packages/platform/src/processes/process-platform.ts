// The shop as processes of this machine.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type PartName, parts } from '../parts.ts';
import { type PartStatus, type Platform, PlatformError } from '../platform.ts';
import { type ProcessPart, processPart } from './process-part.ts';
import { processTable } from './process-table.ts';
import type { Recipe } from './recipe.ts';

export interface ProcessPlatformOptions {
  /** Where pids and logs are kept. One shop, one folder. */
  readonly stateDir: string;
  /** Added to every port of the table of parts. */
  readonly portOffset: number;
  /** How to run each part. Parts without a recipe do not exist for this platform. */
  readonly recipes: Partial<Readonly<Record<PartName, Recipe>>>;
  /** Told what a slow start is doing. */
  readonly progress?: (name: PartName, line: string) => void;
  /** When it aborts, starts end as soon as they can, and nothing new is started. */
  readonly signal?: AbortSignal;
  /** ms that a started part has to answer; 30,000 by default. */
  readonly startLimitMs?: number;
  /** ms that a part has to end when asked, then it is killed; 8,000 by default. */
  readonly stopLimitMs?: number;
}

export interface ProcessPlatform extends Platform {
  /** The parts that this platform has, in the order of the table of parts. */
  readonly names: readonly PartName[];
  /** Like `list`, without asking the parts anything: one that lives counts as running. */
  glance(): PartStatus[];
  logFile(name: PartName): string;
}

/** Runs the parts that have a recipe: one process per part, however many platforms look at the same folder. */
export function processPlatform(options: ProcessPlatformOptions): ProcessPlatform {
  const { stateDir, portOffset, recipes, progress, startLimitMs = 30_000, stopLimitMs = 8_000 } = options;
  const signal = options.signal ?? new AbortController().signal;
  for (const folder of ['run', 'logs']) mkdirSync(path.join(stateDir, folder), { recursive: true });

  const known = new Map<PartName, ProcessPart>();
  for (const { name, port } of parts) {
    const recipe = recipes[name];
    if (!recipe) continue;
    const view = { name, recipe, stateDir, port: port + portOffset };
    const start = { signal, progress: (line: string) => progress?.(name, line) };
    known.set(name, processPart({ view, start, startLimitMs, stopLimitMs }));
  }

  function part(name: PartName): ProcessPart {
    const found = known.get(name);
    if (!found) throw new PlatformError(`This shop runs without ${name}.`);
    return found;
  }
  const port = (name: PartName) => (parts.find((one) => one.name === name)?.port ?? Number.NaN) + portOffset;

  return {
    names: [...known.keys()],
    port,
    url: (name) => `http://127.0.0.1:${port(name)}`,
    logFile: (name) => part(name).logFile,

    glance() {
      const table = processTable();
      return [...known.values()].map((one) => one.glance(table));
    },
    list() {
      const table = processTable();
      return Promise.all([...known.values()].map((one) => one.look(table)));
    },

    kill: async (name) => part(name).kill(),
    pause: async (name) => part(name).pause(),
    unpause: async (name) => part(name).unpause(),
    start: async (name) => part(name).start(),
    stop: async (name) => part(name).stop(),
  };
}
