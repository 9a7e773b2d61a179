// The `shop` command as a person or a script meets it: a process with words, output and an exit code.

import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from './scratch.ts';

const launcher = fileURLToPath(new URL('../bin/evenkeel.mjs', import.meta.url));

function shop(words: string[], env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  const stateDir = scratchFolder();
  onTestFinished(() => rmSync(stateDir, { recursive: true }));
  const full = { ...process.env, SHOP_STATE_DIR: stateDir, SHOP_PORT_OFFSET: '24700', ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [launcher, 'shop', ...words], { env: full, timeout: 20_000 }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

test('ps --json prints one document: name, pid, port, state and note of every part', async () => {
  const { code, out } = await shop(['ps', '--json']);
  expect(code).toBe(0);
  const list = JSON.parse(out) as object[];
  expect(list).toHaveLength(13);
  expect(list).toContainEqual({ name: 'review', pid: null, port: 28_702, state: 'stopped', note: '' });
});

test('an unknown verb is answered with the known ones, in one line', async () => {
  const { code, err } = await shop(['kil', 'review']);
  expect(code).toBe(2);
  expect(err).toMatch(/^No verb "kil"; there are up, down, ps, kill, .*\.\n$/);
});

test('an unknown part is answered with the known ones, in one line', async () => {
  const { code, err } = await shop(['kill', 'reviews']);
  expect(code).toBe(2);
  expect(err).toMatch(/^No part "reviews"; there are postgres, .*web\. Usage: shop kill NAME\.\.\.\n$/);
});

test.each([
  [['kill'], 'A name is missing'],
  [['ps', '--jsno'], "Unknown option '--jsno'"],
  [['down', 'review'], '"review" is one word too many.'],
  [['load', '--seconds', 'ten'], '--seconds must be a whole number from 1 to 3600, not "ten".'],
  [['logs', 'review', 'product'], 'One name at a time.'],
  [['breaker', 'review.texts'], 'A breaker and one of open, close, release are needed'],
  [['order'], 'The id of an order is needed, or its reference'],
  [['order', '17', 'pay'], 'Usage: shop order ID [redrive|give-up|refund|acknowledge] [--json]'],
  [['breaker', 'review.texts', 'explode'], 'Usage: shop breaker NAME open|close|release'],
])('shop %j is refused with a usage', async (words, message) => {
  const { code, err } = await shop(words);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('what cannot be done is told in one line, without a stack', async () => {
  const { code, err } = await shop(['kill', 'review']);
  expect(code).toBe(1);
  expect(err).toBe('review is not running: it is stopped.\n');
});

test.each([[], ['--json']])(
  'load on a shop that is not there says so instead of counting nothing %j',
  async (...words) => {
    const { code, out, err } = await shop(['load', ...words]);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toBe('Nobody answers at http://127.0.0.1:27700: is the shop running? pnpm shop ps\n');
  },
);

test('a bad setting stops it with one line that names the setting', async () => {
  const { code, err } = await shop(['ps'], { SHOP_PORT_OFFSET: 'abc' });
  expect(code).toBe(2);
  expect(err).toBe('SHOP_PORT_OFFSET must be a whole number from 0 to 56325, not "abc".\n');
});

test('a breaker is steered at the gateway, which has to be there', async () => {
  const { code, out } = await shop(['breaker', 'review.texts', 'open']);
  expect(code).toBe(1);
  expect(out).toBe('gateway: does not answer (ECONNREFUSED)\n');
});

test('the payments are told by payment, which has to be there', async () => {
  expect(await shop(['payments'])).toEqual({
    code: 1,
    out: 'outbox      the gateway does not answer\n',
    err: 'payment does not answer (ECONNREFUSED)\n',
  });
});

test('forget says which of the two did not answer', async () => {
  const { code, out } = await shop(['forget']);
  expect(code).toBe(1);
  expect(out).toBe('gateway: does not answer (ECONNREFUSED)\nweb: does not answer (ECONNREFUSED)\n');
});
