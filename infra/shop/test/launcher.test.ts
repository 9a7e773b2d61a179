// The launcher in a checkout of its own, with a pnpm that only writes down how it was called.

import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from './scratch.ts';

const bin = fileURLToPath(new URL('../bin', import.meta.url));

function checkout(pnpmExitCode = 0) {
  const root = scratchFolder();
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  cpSync(bin, path.join(root, 'infra/shop/bin'), { recursive: true });
  write('package.json', JSON.stringify({ packageManager: 'pnpm@12.0.0', scripts: { start: '', test: '' } }));
  write('pnpm-lock.yaml', 'first');
  write('node_modules/pnpm/package.json', JSON.stringify({ version: '12.0.0' }));
  write('node_modules/.bin/pnpm', `#!/bin/sh\necho "$@" >> calls\nexit ${pnpmExitCode}\n`);
  chmodSync(path.join(root, 'node_modules/.bin/pnpm'), 0o755);
  write(
    'infra/shop/src/main.ts',
    'const words: string[] = process.argv.slice(2);\nconsole.log(words.join(" "));\nprocess.exitCode = 7;\n',
  );
  const calls = () => (existsSync(path.join(root, 'calls')) ? readFileSync(path.join(root, 'calls'), 'utf8') : '');
  return { write, calls, run: (...words: string[]) => launch(path.join(root, 'infra/shop/bin/evenkeel.mjs'), words) };
}

function launch(launcher: string, words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [launcher, ...words], { timeout: 20_000 }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

test('installs before the first start, and not again until the lock file changes', async () => {
  const { run, calls, write } = checkout();
  await run('start');
  await run('start');
  expect(calls()).toBe('install --frozen-lockfile --prefer-offline\n');
  write('pnpm-lock.yaml', 'second');
  await run('start');
  expect(calls().trim().split('\n')).toHaveLength(2);
});

test('hands words, output and exit code through', async () => {
  const { code, out } = await checkout().run('shop', 'kill', 'review');
  expect(out).toBe('shop kill review\n');
  expect(code).toBe(7);
});

test('an installation that fails stops it, with what to do, and is tried again the next time', async () => {
  const { run, calls } = checkout(1);
  const { code, err, out } = await run('start');
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err).toContain('The first start needs the network');
  await run('start');
  expect(calls().trim().split('\n')).toHaveLength(2);
});

test('a command that it does not know is answered with the known ones', async () => {
  const { code, err } = await checkout().run('serve');
  expect(code).toBe(2);
  expect(err).toContain('Nothing to run. There are: start, test.');
});
