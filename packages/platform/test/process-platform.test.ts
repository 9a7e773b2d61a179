// Real processes: a small service is started, killed, suspended and lost in every way, and looked at from outside.

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { processPlatform, processTable, type Recipe, treeOf, waitUntil } from '../src/index.ts';
import { freePort, scratchFolder } from './scratch.ts';

const script = fileURLToPath(new URL('./stand-in.mjs', import.meta.url));
const port = await freePort();
const portOffset = port - 4_002;

function standIn(wish = 'serve', more: Partial<Recipe> = {}): Recipe {
  return {
    command: () => ({
      file: process.execPath,
      args: [script, String(port), wish],
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
    }),
    async answers(signal) {
      const response = await fetch(`http://127.0.0.1:${port}/`, { signal, headers: { connection: 'close' } }).catch(
        () => null,
      );
      return response?.ok ?? false;
    },
    stopSignal: 'SIGTERM',
    ...more,
  };
}

function shopOf(recipe: Recipe, stateDir = scratchFolder()) {
  const platform = processPlatform({
    stateDir,
    portOffset,
    recipes: { review: recipe },
    startLimitMs: 5_000,
    stopLimitMs: 500,
  });
  onTestFinished(() => platform.stop('review'));
  const look = async () => (await platform.list())[0];
  const becomes = (state: string) => waitUntil(async () => (await look())?.state === state, { limitMs: 5_000 });
  const pid = async () => (await look())?.pid ?? Number.NaN;
  return { platform, stateDir, look, becomes, pid };
}

test('a start returns when the part answers, and another shell sees it run', async () => {
  const { platform, stateDir } = shopOf(standIn());
  await platform.start('review');
  expect(await (await fetch(platform.url('review'))).text()).toBe('here');
  const { look } = shopOf(standIn(), stateDir);
  expect(await look()).toMatchObject({ name: 'review', port, state: 'running', pid: expect.any(Number) });
});

test('a second start leaves the running part alone, also when both come at once', async () => {
  const { platform, pid } = shopOf(standIn());
  await Promise.all([platform.start('review'), platform.start('review')]);
  const first = await pid();
  await platform.start('review');
  expect(await pid()).toBe(first);
});

test('kill takes the part and all its children, and it stays dead until it is started', async () => {
  const { platform, look, pid } = shopOf(standIn('fork'));
  await platform.start('review');
  const tree = treeOf(processTable(), await pid());
  expect(tree).toHaveLength(2);
  await platform.kill('review');
  expect(await look()).toMatchObject({ state: 'killed', pid: null });
  expect(tree.filter((entry) => processTable().has(entry.pid))).toEqual([]);
  await platform.start('review');
  expect(await look()).toMatchObject({ state: 'running' });
});

test('a kill -9 by hand shows as killed', async () => {
  const { platform, becomes, pid } = shopOf(standIn());
  await platform.start('review');
  process.kill(await pid(), 'SIGKILL');
  expect(await becomes('killed')).toBe(true);
});

test('a kill -STOP by hand shows as paused, and a start lets it go on', async () => {
  const { platform, look, becomes, pid } = shopOf(standIn());
  await platform.start('review');
  const first = await pid();
  process.kill(first, 'SIGSTOP');
  expect(await becomes('paused')).toBe(true);
  await platform.start('review');
  expect(await look()).toMatchObject({ state: 'running', pid: first });
});

test('pause suspends the whole tree, unpause lets all of it go on', async () => {
  const { platform, look, pid } = shopOf(standIn('fork'));
  await platform.start('review');
  await platform.pause('review');
  const tree = () => pid().then((root) => treeOf(processTable(), root).map((entry) => entry.suspended));
  expect(await tree()).toEqual([true, true]);
  expect(await look()).toMatchObject({ state: 'paused' });
  await platform.unpause('review');
  expect(await tree()).toEqual([false, false]);
  expect(await look()).toMatchObject({ state: 'running' });
  await platform.kill('review');
});

test('a paused part can be killed, and can be stopped', async () => {
  const { platform, look } = shopOf(standIn());
  await platform.start('review');
  await platform.pause('review');
  await platform.kill('review');
  expect(await look()).toMatchObject({ state: 'killed' });
  await platform.start('review');
  await platform.pause('review');
  await platform.stop('review');
  expect(await look()).toMatchObject({ state: 'stopped' });
});

test('a part that ends with an exit code crashed, and the note says which', async () => {
  const { platform, look, becomes } = shopOf(standIn());
  await platform.start('review');
  await fetch(`${platform.url('review')}/crash`).catch(() => undefined);
  expect(await becomes('crashed')).toBe(true);
  expect(await look()).toMatchObject({ note: 'exit code 3', pid: null });
});

test('a part that was stopped is stopped, also when it had to be killed for it', async () => {
  const { platform, look } = shopOf(standIn('stubborn'));
  await platform.start('review');
  await platform.stop('review');
  expect(await look()).toMatchObject({ state: 'stopped', pid: null });
});

test('a stop ends the children, too, that do not end with their parent', async () => {
  const { platform, pid } = shopOf(standIn('fork'));
  await platform.start('review');
  const tree = treeOf(processTable(), await pid());
  await platform.stop('review');
  expect(tree.filter((entry) => processTable().has(entry.pid))).toEqual([]);
});

test('a start that fails tells the exit code and the end of the log', async () => {
  const { platform } = shopOf(standIn('refuse'));
  await expect(platform.start('review')).rejects.toThrow(/exit code 3[\s\S]*PORT must be a number/);
});

test('a start that fails is tried once more when the recipe mended something', async () => {
  let wish = 'refuse';
  const mend = async () => {
    wish = 'serve';
    return true;
  };
  const recipe = standIn('serve', { mend });
  const { platform, look } = shopOf({ ...recipe, command: () => standIn(wish).command() });
  await platform.start('review');
  expect(await look()).toMatchObject({ state: 'running' });
});

test('a pid that belongs to another process by now is neither shown nor signalled', async () => {
  const { platform, stateDir, look } = shopOf(standIn());
  await platform.start('review');
  await platform.stop('review');
  const bystander = spawn('sleep', ['60']);
  onTestFinished(() => void bystander.kill('SIGKILL'));
  const record = path.join(stateDir, 'run', 'review', 'process');
  writeFileSync(record, readFileSync(record, 'utf8').replace(/^\s*\d+/, String(bystander.pid)));
  expect(await look()).toMatchObject({ pid: null });
  await expect(platform.kill('review')).rejects.toThrow('review is not running');
  await platform.stop('review');
  expect(processTable().has(bystander.pid ?? 0)).toBe(true);
});

test('a part without a process can be neither killed nor paused, and says so', async () => {
  const { platform } = shopOf(standIn());
  await expect(platform.kill('review')).rejects.toThrow('review is not running: it is stopped.');
  await expect(platform.pause('review')).rejects.toThrow('review is not running: it is stopped.');
});

test('a part that this machine cannot have is absent, with the reason', async () => {
  const { look } = shopOf(standIn('serve', { absent: () => 'install it' }));
  expect(await look()).toMatchObject({ state: 'absent', note: 'install it' });
});

test('a stop that meets a new start ends the process it was meant for, and takes no other for it', async () => {
  const { platform, pid } = shopOf(standIn());
  await platform.start('review');
  const old = await pid();
  const stopping = platform.stop('review');
  // At once, so that the stop never sees a moment without any process.
  while (processTable().has(old));
  await Promise.all([platform.start('review'), stopping]);
  expect(await pid()).not.toBe(old);
});

test('a stop while the start is still being prepared calls it off', async () => {
  const stateDir = scratchFolder();
  const { platform: other } = shopOf(standIn(), stateDir);
  const { platform, look } = shopOf(standIn('serve', { prepare: () => other.stop('review') }), stateDir);
  await expect(platform.start('review')).rejects.toThrow('called off');
  expect(await look()).toMatchObject({ state: 'stopped', pid: null });
});

test('a start that is called off starts nothing', async () => {
  const stop = new AbortController();
  const recipe = standIn('serve', { prepare: async () => stop.abort() });
  const platform = processPlatform({
    stateDir: scratchFolder(),
    portOffset,
    recipes: { review: recipe },
    signal: stop.signal,
  });
  await expect(platform.start('review')).rejects.toThrow('called off');
  expect((await platform.list())[0]).toMatchObject({ state: 'stopped', pid: null });
});
