// A part's log is bounded while the part runs, by nobody that has to be there: not the launcher, not the recorder.

import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { processTable, waitUntil } from '../src/index.ts';
import { type LogLimit, readRecord, startRecorded } from '../src/processes/recorded-process.ts';
import { scratchFolder } from './scratch.ts';

const limit: LogLimit = { bytes: 20_000, everySeconds: 0.05 };
/** It says 1 kB every 10 ms, with the number of the line. */
const chatter =
  'let n = 0; setInterval(() => process.stdout.write(String(++n).padStart(999, "_") + "\\n"), 10); process.on("SIGUSR2", () => process.exit(7));';
const command = { file: process.execPath, args: ['-e', chatter], cwd: '/', env: { PATH: '/usr/bin:/bin' } };

const seen = { limitMs: 10_000, everyMs: 20 };
const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** The shells that keep this log. */
const keepersOf = (log: string): number[] =>
  execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('log-keeper') && line.includes(log))
    .map((line) => Number.parseInt(line, 10));

function places() {
  const folder = scratchFolder();
  const part = { folder: path.join(folder, 'run'), log: path.join(folder, 'review.log') };
  const pid = () => readRecord(part.folder).process?.pid ?? Number.NaN;
  onTestFinished(async () => {
    if (processTable().has(pid())) process.kill(pid(), 'SIGKILL');
    await waitUntil(() => keepersOf(part.log).length === 0, seen);
  });
  return { ...part, pid };
}

/** The log was cut and grows again: twice, so that it goes on. */
async function isCutAgain(log: string): Promise<boolean> {
  const lineOf = (file: string) =>
    Number(/(\d+)\n$/.exec(sizeOf(file) > 0 ? readFileSync(file, 'utf8') : '')?.[1] ?? 0);
  const before = lineOf(`${log}.1`);
  const cut = await waitUntil(() => lineOf(`${log}.1`) > before && sizeOf(log) < limit.bytes, seen);
  return cut === true && (await waitUntil(() => sizeOf(log) > 0, seen)) === true;
}

test('the log of a part that talks on is cut while it runs, and what was cut is kept once', async () => {
  const { folder, log, pid } = places();
  await startRecorded(folder, command, log, limit);
  expect(await isCutAgain(log)).toBe(true);
  expect(await isCutAgain(log)).toBe(true);
  expect(sizeOf(`${log}.1`)).toBeGreaterThan(limit.bytes);
  expect(processTable().has(pid())).toBe(true);
});

test('it is cut, too, when who started the part is long gone', async () => {
  const { folder, log, pid } = places();
  const module = fileURLToPath(new URL('../src/processes/recorded-process.ts', import.meta.url));
  const script = `import { startRecorded } from ${JSON.stringify(module)};
    await startRecorded(${[folder, command, log, limit].map((value) => JSON.stringify(value)).join(', ')});
    process.kill(process.pid, 'SIGKILL');`;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  await new Promise((resolve) => launcher.once('exit', resolve));
  expect(launcher.signalCode).toBe('SIGKILL');
  expect(await isCutAgain(log)).toBe(true);
  expect(processTable().has(pid())).toBe(true);
});

test('it is cut, too, when the shell that waits for the part was killed', async () => {
  const { folder, log, pid } = places();
  await startRecorded(folder, command, log, limit);
  process.kill(processTable().get(pid())?.parent ?? 0, 'SIGKILL');
  expect(await isCutAgain(log)).toBe(true);
});

test('a killed keeper takes nothing with it: the part runs on, and its end is written down', async () => {
  const { folder, log, pid } = places();
  await startRecorded(folder, command, log, limit);
  const [keeper] = keepersOf(log);
  process.kill(keeper ?? 0, 'SIGKILL');
  expect(await waitUntil(() => keepersOf(log).length === 0, seen)).toBe(true);
  const size = sizeOf(log);
  expect(await waitUntil(() => sizeOf(log) > size + 2 * limit.bytes, seen)).toBe(true);
  process.kill(pid(), 'SIGUSR2');
  expect(await waitUntil(() => readRecord(folder).exitCode === 7, seen)).toBe(true);
});

test('nothing is left of the keeper when the part has ended, however it did', async () => {
  for (const signal of ['SIGKILL', 'SIGUSR2', 'SIGTERM'] as const) {
    const { folder, log, pid } = places();
    await startRecorded(folder, command, log, { ...limit, everySeconds: 300 });
    expect(keepersOf(log).length).toBeGreaterThan(0);
    await waitUntil(() => sizeOf(log) > 0, seen);
    process.kill(pid(), signal);
    expect(await waitUntil(() => keepersOf(log).length === 0, seen)).toBe(true);
  }
});
