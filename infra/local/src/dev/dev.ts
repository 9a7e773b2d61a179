// `pnpm dev`: the shop as `npm start` runs it, on the same ports and with the same data, for somebody who changes its code.
// A service starts again when it is saved, web is Next's own development server, and what they complain about is shown here.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { type PartName, PlatformError } from '@evenkeel/platform';
import { runInForeground } from '../foreground.ts';
import { isProgram, type Program } from '../part-settings.ts';
import { programFolder } from '../program-folder.ts';
import type { Settings } from '../settings.ts';
import { localShop } from '../shop.ts';
import { packagesOf } from '../workspace-packages.ts';
import { reloadOnChange } from './reload.ts';
import { showLogs } from './show-logs.ts';

const greeting = `For development: a service starts again when its code is saved, or that of a package it uses; web reloads by itself.
Shown here: mistakes, warnings and errors. All a service says: npm run shop logs NAME -- -f`;

/** Stays until told to stop. Answers the exit code. Throws when a shop that does not reload runs in the same folder. */
export async function runForDevelopment(
  settings: Settings,
  print: (line: string) => void,
  parts?: readonly PartName[],
): Promise<number> {
  const running = localShop(settings, parts && { parts }).platform.glance();
  if (!settings.development && running.some(({ pid }) => pid !== null))
    throw new PlatformError('The shop runs already, without reloading. Stop it first: npm run shop down');
  print(greeting);
  return runInForeground({ ...settings, development: true }, print, {
    ...(parts && { parts }),
    beside(shop, asked) {
      const programs = shop.platform.names.filter(isProgram).filter((name) => settings.elsewhere?.[name] === undefined);
      showLogs(shop, programs, print, asked);
      return reloadOnChange(shop, new Map(programs.map((name) => [name, sourcesOf(settings, name)])), print);
    },
  });
}

/** The folders that a service is made of: its own, and those of the packages it uses. Next watches web's by itself. */
function sourcesOf(settings: Settings, name: Program): string[] {
  const folder = programFolder(settings, name);
  if (name === 'web' || !existsSync(folder)) return [];
  return [folder, ...packagesOf(settings.root, folder)].flatMap((each) => [
    path.join(each, 'src'),
    path.join(each, 'migrations'),
  ]);
}
