// `npm start`: brings the shop up, shows it, watches it, and takes it down when the person goes.

import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lockHolder, type PartName, type PartStatus, PlatformError, tryLock } from '@evenkeel/platform';
import { silentElsewhere } from './elsewhere.ts';
import type { Settings } from './settings.ts';
import { type LocalShop, localShop } from './shop.ts';
import { statusTable } from './status-table.ts';
import { stopRequests } from './stop-requests.ts';

const lookMs = 1_000;

export interface ForegroundOptions {
  /** All by default. */
  readonly parts?: readonly PartName[];
  /** What else is done to the shop as long as it runs; the signal aborts when it is told to stop. */
  readonly beside?: (shop: LocalShop, asked: AbortSignal) => Company;
}

/** Something that moves parts by itself beside the person. */
export interface Company {
  /** The part is being moved at this moment: nobody has to be told what it looks like meanwhile. */
  isMoving(name: PartName): boolean;
  close(): void;
}

/** Stays until told to stop, or until somebody else took the shop down. Answers the exit code. */
export async function runInForeground(
  settings: Settings,
  print: (line: string) => void,
  { parts, beside }: ForegroundOptions = {},
): Promise<number> {
  const stop = stopRequests();
  const shop = localShop(settings, { progress: print, signal: stop.asked, ...(parts && { parts }) });
  const lock = path.join(settings.stateDir, 'run', 'foreground.lock');
  const release = tryLock(lock);
  if (!release) {
    stop.stopListening();
    return showRunning(shop, lockHolder(lock), print);
  }
  stop.insisted.addEventListener('abort', () => endAtOnce(shop, release));
  const company = beside?.(shop, stop.asked);
  try {
    await bringUp(shop, stop.asked, print);
    await watch(shop, stop.asked, print, company);
    company?.close();
    await takeDown(shop, print);
    return 0;
  } catch (error) {
    company?.close();
    if (!(error instanceof PlatformError)) await shop.down(); // A fault of ours: nobody would stop it later.
    throw error;
  } finally {
    release();
    stop.stopListening();
  }
}

async function showRunning(shop: LocalShop, holder: number | undefined, print: (line: string) => void) {
  print(`The shop runs already, started by process ${holder}. Stop it there with Ctrl-C, or here: npm run shop down`);
  print(statusTable(await shop.platform.list()));
  print(`\n${shop.platform.url('web')}`);
  return 1;
}

async function bringUp(shop: LocalShop, asked: AbortSignal, print: (line: string) => void): Promise<void> {
  const began = performance.now();
  const failures = await shop.up();
  if (asked.aborted) return;
  for (const failure of failures) print(failure.message);
  print(`\n${statusTable(await shop.platform.list())}`);
  for (const line of await silentElsewhere(shop.settings.elsewhere ?? {})) print(line);
  const open = failures.length === 0 ? 'The shop is open' : `The shop is open without ${failures.length} of its parts`;
  print(`\n${open} after ${((performance.now() - began) / 1_000).toFixed(1)} s: ${shop.platform.url('web')}`);
  print('Break it: npm run shop kill review    Stop it: Ctrl-C');
}

/** Tells of each part that dies, hangs or comes back. Ends when asked, or when nothing is left that could. */
async function watch(
  shop: LocalShop,
  asked: AbortSignal,
  print: (line: string) => void,
  company?: Company,
): Promise<void> {
  let before = shop.platform.glance();
  while (!asked.aborted) {
    await pause(lookMs, undefined, { signal: asked }).catch(() => undefined); // Aborted: the loop ends.
    const now = shop.platform.glance();
    for (const part of now) {
      const line = change(
        part,
        before.find((one) => one.name === part.name),
      );
      if (line && !company?.isMoving(part.name)) print(line);
    }
    before = now;
    if (now.every(({ name, state }) => (state === 'stopped' || state === 'absent') && !company?.isMoving(name))) {
      print('Every part was stopped.');
      return;
    }
  }
}

function change(now: PartStatus, before: PartStatus | undefined): string | undefined {
  if (now.state === before?.state && now.pid === before.pid) return undefined;
  if (now.state === 'running') return `${now.name} is back (process ${now.pid})`;
  const how = { paused: `npm run shop unpause ${now.name}`, starting: '' } as Record<string, string>;
  const remedy = how[now.state] ?? `npm run shop start ${now.name}`;
  return [`${now.name} is ${now.state}`, now.note, remedy].filter(Boolean).join('; ');
}

async function takeDown(shop: LocalShop, print: (line: string) => void): Promise<void> {
  print('Stopping the shop. Again Ctrl-C: at once.');
  await shop.down();
  print('All stopped.');
}

/** Nothing is asked any more, and nothing is waited for. */
async function endAtOnce(shop: LocalShop, release: () => void): Promise<void> {
  const alive = shop.platform.glance().filter((part) => part.pid !== null);
  await Promise.allSettled(alive.map((part) => shop.platform.kill(part.name)));
  release();
  process.exit(130);
}
