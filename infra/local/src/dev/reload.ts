// Starts a service again when its own source, or that of a package it uses, has changed. A part that a person has killed,
// stopped or paused stays as it is; one that crashed over a mistake is tried again at each save.

import path from 'node:path';
import type { PartName, PartState } from '@evenkeel/platform';
import type { LocalShop } from '../shop.ts';
import { watchFolders } from './watch-folders.ts';

export interface Reloading {
  /** It is being started again at this moment. */
  isMoving(name: PartName): boolean;
  close(): void;
}

const reloadable: ReadonlySet<PartState | undefined> = new Set(['running', 'starting', 'crashed']);
/** ms; an editor, a formatter or git writes several files in one go. */
const settleMs = 150;

/** Watches the folders of each part from now on, until it is closed. */
export function reloadOnChange(
  { platform }: LocalShop,
  sources: ReadonlyMap<PartName, readonly string[]>,
  print: (line: string) => void,
): Reloading {
  const moving = new Set<PartName>();
  const again = new Set<PartName>();
  const changed = new Set<PartName>();
  let settled: NodeJS.Timeout | undefined;

  async function reload(name: PartName): Promise<void> {
    if (moving.has(name)) {
      again.add(name);
      await platform.stop(name); // Calls off the start of code that is old by now.
      return;
    }
    if (!reloadable.has(platform.glance().find((part) => part.name === name)?.state)) return;
    moving.add(name);
    do {
      again.delete(name);
      await restart(name);
    } while (again.has(name));
    moving.delete(name);
  }

  async function restart(name: PartName): Promise<void> {
    const began = performance.now();
    try {
      await platform.stop(name);
      await platform.start(name);
      print(`${name} runs the new code after ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    } catch (error) {
      if (!again.has(name)) print(`${firstLine(error)} It is tried again when a file is saved.`);
    }
  }

  const folders = new Set([...sources.values()].flat());
  const watch = watchFolders(folders, (file) => {
    for (const [name, its] of sources) if (its.some((folder) => file.startsWith(folder + path.sep))) changed.add(name);
    clearTimeout(settled);
    settled = setTimeout(() => {
      for (const name of changed) reload(name).catch((error: unknown) => print(firstLine(error)));
      changed.clear();
    }, settleMs);
  });

  return {
    isMoving: (name) => moving.has(name),
    close() {
      clearTimeout(settled);
      watch.close();
    },
  };
}

/** Its log is in sight already; the first line says what became of the start. */
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
