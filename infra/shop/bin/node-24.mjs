// Node 24 runs TypeScript as it stands. On an older one the script runs on the Node of the npm package `node`.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { InstallError } from './install.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export async function runOnNode24(root, [file, ...args]) {
  if (Number.parseInt(process.versions.node, 10) >= 24) {
    module.enableCompileCache?.(compileCache(root));
    process.argv = [process.execPath, file, ...args];
    await import(pathToFileURL(file).href);
    return;
  }
  const node = path.join(root, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(node))
    throw new InstallError(
      'This machine needs Node 24 or newer: the npm package `node` has none for it. https://nodejs.org',
    );
  await handOver(node, [file, ...args], {
    SHOP_LAUNCHER_PARENT: String(process.ppid),
    NODE_COMPILE_CACHE: compileCache(root),
  });
}

const compileCache = (root) => path.join(root, '.shop', 'compile-cache');

/** Signals go on to the child, its end comes back as ours. */
function handOver(node, args, env) {
  const child = spawn(node, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.exitCode = code ?? 128 + (signal === 'SIGKILL' ? 9 : 15);
      resolve();
    });
  });
}
