import { chmodSync, lstatSync, realpathSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { postgresHome } from '../src/postgres/home.ts';
import { scratchSettings } from './scratch.ts';

const asRoot = process.getuid?.() === 0;

function homeIn(mode: number) {
  const { stateDir } = scratchSettings();
  chmodSync(stateDir, mode);
  const home = postgresHome(stateDir);
  onTestFinished(() => {
    rmSync(home.dir, { recursive: true, force: true });
    rmSync(stateDir, { recursive: true });
  });
  return { home, link: path.join(stateDir, 'postgres') };
}

test('PostgreSQL lives in the folder of the shop, where it can be reached', () => {
  const { home, link } = homeIn(0o755);
  expect(home.dir).toBe(realpathSync(link));
  expect(lstatSync(link).isSymbolicLink()).toBe(false);
});

test('in a folder that only its owner can enter, root finds a link to one that PostgreSQL can', () => {
  const { home, link } = homeIn(0o700);
  expect(lstatSync(link).isSymbolicLink()).toBe(asRoot);
  expect(home.dir.startsWith('/var/tmp/evenkeel-')).toBe(asRoot);
});

test.each([0o755, 0o700])('nobody but the server can look into its folder, in one of mode %o', (mode) => {
  const { home } = homeIn(mode);
  expect(statSync(home.dir).mode & 0o777).toBe(0o700);
  expect(statSync(home.dir).uid).toBe(home.user.uid ?? process.getuid?.());
});
