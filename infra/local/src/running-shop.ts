// What the shop in a state folder was started with, so that commands in another terminal mean the same shop.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface RunningShop {
  readonly portOffset: number;
  /** Not there when the shop runs its own stand-in. */
  readonly elasticsearchUrl?: string;
  /** It was started by `pnpm dev`. */
  readonly development?: boolean;
}

const fileIn = (stateDir: string) => path.join(stateDir, 'run', 'started-with.json');

/** From now on, until it is forgotten. The owner alone may read it: an address may hold a password. */
export function rememberRunning(stateDir: string, shop: RunningShop): void {
  mkdirSync(path.dirname(fileIn(stateDir)), { recursive: true });
  const aside = `${fileIn(stateDir)}.${process.pid}`; // Another terminal never reads half of it.
  writeFileSync(aside, JSON.stringify(shop), { mode: 0o600 });
  renameSync(aside, fileIn(stateDir));
}

export function forgetRunning(stateDir: string): void {
  rmSync(fileIn(stateDir), { force: true });
}

/** Undefined when no shop runs there. */
export function recallRunning(stateDir: string): RunningShop | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(stateDir), 'utf8')) as RunningShop;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
