import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { fingerprint } from '../src/build-web.ts';
import { scratchSettings } from './scratch.ts';

let root: string;

beforeEach(() => {
  root = scratchSettings().stateDir;
  write('pnpm-lock.yaml', '1');
  write('tsconfig.base.json', '{}');
  write('apps/web/package.json', JSON.stringify({ dependencies: { '@evenkeel/kit': 'workspace:*', next: '16' } }));
  write('apps/web/src/page.tsx', 'page');
  write('packages/kit/package.json', JSON.stringify({ dependencies: { '@evenkeel/base': 'workspace:*' } }));
  write('packages/base/package.json', JSON.stringify({ dependencies: { '@evenkeel/kit': 'workspace:*' } }));
  write('packages/base/src/index.ts', 'base');
  write('packages/other/package.json', '{}');
  onTestFinished(() => rmSync(root, { recursive: true }));
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

const now = () => fingerprint(root, path.join(root, 'apps/web'));

test.each([
  ['apps/web/src/page.tsx', 'another page'],
  ['apps/web/public/new.svg', '<svg/>'],
  ['packages/base/src/index.ts', 'used by what it uses'],
  ['pnpm-lock.yaml', '2'],
])('the web shop is built again when %s changes', (file, text) => {
  const before = now();
  write(file, text);
  expect(now()).not.toBe(before);
});

test.each([
  'apps/web/test/page.test.ts',
  'apps/web/.next/BUILD_ID',
  'packages/other/src/index.ts',
  'apps/product/x.ts',
])('it is not built again when %s changes', (file) => {
  const before = now();
  write(file, 'changed');
  expect(now()).toBe(before);
});
