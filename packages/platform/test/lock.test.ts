import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lockHolder, tryLock } from '../src/lock.ts';
import { scratchFolder } from './scratch.ts';

const lockFile = () => path.join(scratchFolder(), 'lock');

test('one holds it, nobody else gets it', () => {
  const file = lockFile();
  expect(tryLock(file)).toBeTypeOf('function');
  expect(tryLock(file)).toBeUndefined();
  expect(lockHolder(file)).toBe(process.pid);
});

test('given back, it is free', () => {
  const file = lockFile();
  tryLock(file)?.();
  expect(lockHolder(file)).toBeUndefined();
  expect(tryLock(file)).toBeTypeOf('function');
});

test('a holder that died holds nothing, even when its pid lives on as another process', () => {
  const file = lockFile();
  writeFileSync(file, `${process.pid} another-birth`);
  expect(lockHolder(file)).toBeUndefined();
  expect(tryLock(file)).toBeTypeOf('function');
});
