// Builds the web shop when what it is built from has changed. The check reads the sources and costs some ms;
// asking turbo the same question costs a second, and a warm start has three.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { PlatformError, type Start, tryLock, waitUntil } from '@evenkeel/platform';
import { packagesOf } from './workspace-packages.ts';

const runFile = promisify(execFile);
const generated = new Set(['node_modules', '.next', '.turbo', 'test', 'next-env.d.ts']);
const buildLimitMs = 300_000;

/** Throws with the end of the build's output when it fails. */
export async function buildWeb(root: string, { progress, signal }: Start): Promise<void> {
  const app = path.join(root, 'apps/web');
  const stamp = path.join(app, '.next/built-from');
  const sources = fingerprint(root, app);
  const upToDate = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
  if (upToDate()) return;

  // Another shop of the same checkout may be building the same files.
  const lock = path.join(app, 'node_modules/.building');
  const release = await waitUntil(() => tryLock(lock), { limitMs: buildLimitMs });
  if (!release) throw new PlatformError('web is being built by another process.');
  try {
    if (upToDate()) return;
    progress('building');
    rmSync(stamp, { force: true }); // A build that fails must not pass for the one before it.
    await runBuild(root, signal);
    writeFileSync(stamp, sources);
  } finally {
    release();
  }
}

async function runBuild(root: string, signal: AbortSignal): Promise<void> {
  const bin = path.join(root, 'node_modules/.bin');
  const env = {
    ...process.env,
    PATH: [bin, process.env.PATH].join(path.delimiter),
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    WEB_OUTPUT: '', // Standalone is for containers.
  };
  try {
    await runFile(path.join(bin, 'turbo'), ['run', 'build', '--filter=@evenkeel/web', '--env-mode=loose'], {
      cwd: root,
      env,
      signal,
      timeout: buildLimitMs,
      maxBuffer: 16 * 1024 * 1024,
    });
  } catch (error) {
    if (signal.aborted) throw new PlatformError('The build of web was called off.');
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    const lines = `${stdout}\n${stderr}`.trim().split('\n').slice(-25).join('\n');
    throw new PlatformError(`web cannot be built. ${lines || message}`);
  }
}

/** Over the names and contents of all files that go into the build: the app, the packages it uses, the versions. */
export function fingerprint(root: string, app: string): string {
  const hash = createHash('sha256');
  const folders = [app, ...packagesOf(root, app)];
  const files = [
    ...folders.flatMap(filesIn),
    ...['pnpm-lock.yaml', 'tsconfig.base.json'].map((file) => path.join(root, file)),
  ];
  for (const file of files)
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !generated.has(name) && !name.endsWith('.tsbuildinfo'))
    .sort()
    .map((name) => path.join(folder, name))
    .flatMap((file) => (statSync(file).isDirectory() ? filesIn(file) : [file]));
}
