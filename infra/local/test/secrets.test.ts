import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadSecrets } from '../src/secrets.ts';
import { scratchSettings } from './scratch.ts';

function scratch(): string {
  const { stateDir } = scratchSettings();
  onTestFinished(() => rmSync(stateDir, { recursive: true }));
  return stateDir;
}

test('each shop has secrets of its own, made once', () => {
  const folder = scratch();
  const secrets = loadSecrets(folder);
  expect(loadSecrets(folder)).toEqual(secrets);
  expect(loadSecrets(scratch())).not.toEqual(secrets);
  expect(new Set(Object.values(secrets)).size).toBe(Object.keys(secrets).length);
});

test('nobody but their owner can read them', () => {
  const folder = scratch();
  loadSecrets(folder);
  expect(statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('they can stand in a URL and in a line of SQL as they are', () => {
  for (const secret of Object.values(loadSecrets(scratch()))) expect(secret).toMatch(/^[0-9a-f]{48}$/);
});
