// `npm start` with one store as its shop: whichever way it ends, no process is left behind.

import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockHolder, waitUntil } from '@evenkeel/platform';
import { expect, onTestFinished, test } from 'vitest';
import { freeOffset } from '../src/ports.ts';
import type { Settings } from '../src/settings.ts';
import { type LocalShop, localShop } from '../src/shop.ts';
import { scratchSettings } from './scratch.ts';

const keeper = fileURLToPath(new URL('./foreground-keeper.ts', import.meta.url));
const parts = ['redis'] as const;

interface Open {
  readonly shop: LocalShop;
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly says: (text: string) => Promise<boolean>;
  readonly ended: Promise<number | null>;
}

async function open(through: 'directly' | 'through a shell' = 'directly'): Promise<Open> {
  const settings = scratchSettings(await freeOffset(parts));
  const shop = localShop(settings, { parts });
  const opened = keep(settings, shop, through);
  onTestFinished(async () => {
    opened.process.kill('SIGKILL');
    // A keeper that takes its shop down just now would write into the folder that is deleted here.
    const lock = path.join(settings.stateDir, 'run', 'foreground.lock');
    await waitUntil(() => lockHolder(lock) === undefined, { limitMs: 10_000 });
    await shop.reset();
    rmSync(settings.stateDir, { recursive: true });
  });
  expect(await opened.says('The shop is open')).toBe(true);
  return opened;
}

function keep(settings: Settings, shop: LocalShop, through: 'directly' | 'through a shell'): Open {
  const words = [process.execPath, keeper, settings.stateDir, String(settings.portOffset)] as const;
  const [file, ...args] = through === 'directly' ? words : (['/bin/sh', '-c', '"$@"; exit', 'sh', ...words] as const);
  // As under `npm test`: a launcher further up left its own parent in the environment.
  const env = { ...process.env, SHOP_LAUNCHER_PARENT: '1' };
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  let heard = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (heard += text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const says = (text: string) => waitUntil(() => heard.includes(text), { limitMs: 20_000 });
  return { shop, process: child, output: () => heard, says, ended };
}

const state = (shop: LocalShop) => shop.platform.glance()[0]?.state;
const isDown = (shop: LocalShop) => waitUntil(() => shop.platform.glance()[0]?.pid === null, { limitMs: 10_000 });

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops everything', async (signal) => {
  const { shop, process: child, ended } = await open();
  child.kill(signal);
  expect(await ended).toBe(0);
  expect(state(shop)).toBe('stopped');
});

test('the death of what started it stops everything, though no signal comes', async () => {
  const { shop, process: shell } = await open('through a shell');
  shell.kill('SIGKILL');
  expect(await isDown(shop)).toBe(true);
  expect(state(shop)).toBe('stopped');
});

test('a reader that goes away does not end it', async () => {
  const { shop, process: child, ended } = await open();
  child.stdout?.destroy();
  child.stderr?.destroy();
  await shop.platform.kill('redis');
  await shop.platform.start('redis');
  expect(child.exitCode).toBeNull();
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(state(shop)).toBe('stopped');
});

test('it tells when a part dies and when it is back', async () => {
  const { shop, says } = await open();
  await shop.platform.kill('redis');
  expect(await says('redis is killed; npm run shop start redis')).toBe(true);
  await shop.platform.start('redis');
  expect(await says('redis is back')).toBe(true);
});

test('it ends when the shop is taken down from elsewhere', async () => {
  const { shop, says, ended } = await open();
  await shop.down();
  expect(await says('Every part was stopped.')).toBe(true);
  expect(await ended).toBe(0);
});

test('a second one says that the shop runs already, shows it, and leaves it alone', async () => {
  const { shop } = await open();
  const second = keep(shop.settings, shop, 'directly');
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain('The shop runs already');
  expect(second.output()).toMatch(/redis +\d+ +\d+ +running/);
  expect(state(shop)).toBe('running');
});

test('a shop whose keeper was killed goes on, and the next start takes it over', async () => {
  const { shop, process: child, ended } = await open();
  const pid = shop.platform.glance()[0]?.pid;
  child.kill('SIGKILL');
  await ended;
  const next = keep(shop.settings, shop, 'directly');
  expect(await next.says('The shop is open')).toBe(true);
  expect(shop.platform.glance()[0]).toMatchObject({ state: 'running', pid });
  next.process.kill('SIGINT');
  expect(await next.ended).toBe(0);
  expect(state(shop)).toBe('stopped');
});
