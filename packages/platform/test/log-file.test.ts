import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { boundLog, followLog, tailLog } from '../src/log-file.ts';
import { scratchFolder } from './scratch.ts';

test('a log of more than 10 MB becomes the one old log that is kept', () => {
  const file = path.join(scratchFolder(), 'review.log');
  writeFileSync(`${file}.1`, 'older');
  writeFileSync(file, 'x'.repeat(10 * 1024 * 1024 + 1));
  boundLog(file);
  expect(statSync(file).size).toBe(0);
  expect(statSync(`${file}.1`).size).toBe(10 * 1024 * 1024 + 1);
});

test('a smaller one is left alone', () => {
  const file = path.join(scratchFolder(), 'review.log');
  writeFileSync(file, 'short');
  boundLog(file);
  expect(readFileSync(file, 'utf8')).toBe('short');
  expect(existsSync(`${file}.1`)).toBe(false);
});

test('the tail is the last whole lines', () => {
  const file = path.join(scratchFolder(), 'review.log');
  writeFileSync(file, `${'y'.repeat(300 * 1024)}\none\ntwo\nthree\n`);
  expect(tailLog(file, 2)).toEqual(['two', 'three']);
  expect(tailLog(file, 10)).toEqual(['one', 'two', 'three']);
  expect(tailLog(`${file}.none`, 10)).toEqual([]);
});

test('following hands over what is appended', async () => {
  const file = path.join(scratchFolder(), 'review.log');
  writeFileSync(file, 'before\n');
  const stop = new AbortController();
  const heard = new Promise<string>((resolve) => {
    void followLog(file, resolve, stop.signal);
  });
  appendFileSync(file, 'after\n');
  expect(await heard).toBe('after\n');
  stop.abort();
});
