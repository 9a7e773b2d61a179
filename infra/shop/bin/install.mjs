// Installs the dependencies when the lock file is not the one that was installed last. A warm start only compares.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The message tells the person what to do. */
export class InstallError extends Error {}

export async function ensureInstalled(root) {
  const stamp = path.join(root, 'node_modules', '.installed-from');
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  const pnpm = await findPnpm(root);
  await step('Installing the dependencies', pnpm, ['install', '--frozen-lockfile', '--prefer-offline'], root);
  writeFileSync(stamp, wanted);
}

/** The pinned version: the one installed here, else one fetched through npm into the shop's own folder. */
async function findPnpm(root) {
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const version = packageManager.replace(/^pnpm@/, '').replace(/\+.*$/, '');
  const fetched = path.join(root, '.shop', 'tools', `pnpm-${version}`);
  for (const folder of [root, fetched]) if (installedVersion(folder) === version) return programIn(folder);

  mkdirSync(fetched, { recursive: true });
  const args = ['install', '--prefix', fetched, '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  await step(`Fetching pnpm ${version}`, 'npm', [...args, `pnpm@${version}`], root);
  return programIn(fetched);
}

const programIn = (folder) => path.join(folder, 'node_modules', '.bin', 'pnpm');

function installedVersion(folder) {
  const manifest = path.join(folder, 'node_modules', 'pnpm', 'package.json');
  return existsSync(manifest) && existsSync(programIn(folder))
    ? JSON.parse(readFileSync(manifest, 'utf8')).version
    : undefined;
}

/** Runs a program with its output in sight (on stderr: stdout belongs to the command), and says how long it took. */
async function step(what, program, args, cwd) {
  const began = performance.now();
  console.error(`${what} ...`);
  const code = await new Promise((resolve, reject) => {
    // CI: no questions. A question would wait for ever, as nobody is asked.
    const child = spawn(program, args, { cwd, stdio: ['ignore', 2, 2], env: { ...process.env, CI: 'true' } });
    child.once('error', (error) => reject(new InstallError(`${what}: ${program} cannot be run (${error.message}).`)));
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  if (code !== 0)
    throw new InstallError(
      `${what} failed (${code}). The first start needs the network to reach the npm registry; ` +
        'if it is reachable, the lines above say what is wrong. Start again to go on.',
    );
  console.error(`${what}: done after ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
