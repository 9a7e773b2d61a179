import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

test('a shop of an earlier version gets the secrets it lacks, keeps all others, and keeps them to its owner', () => {
  const folder = scratch();
  const file = path.join(folder, 'secrets.json');
  const { search: _, ...before } = loadSecrets(folder);
  writeFileSync(file, JSON.stringify(before));
  const after = loadSecrets(folder);
  expect(after).toMatchObject(before);
  expect(after.search).toMatch(/^[0-9a-f]{48}$/);
  expect(new Set(Object.values(after)).size).toBe(Object.keys(after).length);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(after);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('two starts that add the same secret at the same moment agree on it, and two shops do not', () => {
  const [folder, other] = [scratch(), scratch()];
  const { search: _, ...before } = loadSecrets(folder);
  const lacking = (at: string, secrets: object) => {
    writeFileSync(path.join(at, 'secrets.json'), JSON.stringify(secrets));
    return loadSecrets(at).search;
  };
  expect(lacking(folder, before)).toBe(lacking(folder, before));
  const { search: __, ...elsewhere } = loadSecrets(other);
  expect(lacking(other, elsewhere)).not.toBe(lacking(folder, before));
});
