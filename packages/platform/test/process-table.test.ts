import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { parsePs, parseStat, processEntry, processTable, treeOf } from '../src/processes/process-table.ts';

const stat = (name: string, state: string) =>
  `4711 (${name}) ${state} 42 4711 4711 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 987654 1000 10 18446744073709551615`;

test('reads pid, parent and time of birth from a line of /proc', () => {
  expect(parseStat(stat('node', 'S'))).toEqual({
    pid: 4711,
    parent: 42,
    birth: '987654',
    command: 'node',
    suspended: false,
  });
});

test('is not misled by a command that contains parentheses and spaces', () => {
  expect(parseStat(stat('a) R 1 (b', 'T'))).toMatchObject({ parent: 42, command: 'a) R 1 (b', suspended: true });
});

test('reads the same from a line of ps on macOS', () => {
  expect(parsePs('  4711    42 S+   Mon Nov  2 14:58:11 2026     next server')).toEqual({
    pid: 4711,
    parent: 42,
    birth: 'Mon Nov  2 14:58:11 2026',
    command: 'next server',
    suspended: false,
  });
  expect(parsePs('4711 42 T Mon Nov 23 14:58:11 2026 node')).toMatchObject({ suspended: true });
});

test('leaves zombies out: they are dead', () => {
  expect(parseStat(stat('node', 'Z'))).toBeUndefined();
  expect(parsePs('4711 42 Z+ Mon Nov 23 14:58:11 2026 (node)')).toBeUndefined();
});

test('finds a process and its children, parents first', async () => {
  const shell = spawn('/bin/sh', ['-c', 'sleep 60 & echo ready; wait']);
  try {
    await new Promise((resolve) => shell.stdout.once('data', resolve));
    const tree = () => treeOf(processTable(), shell.pid ?? 0);
    // Between its fork and its exec the child is a shell, too.
    await expect.poll(() => tree().map((entry) => entry.command)).toEqual(['sh', 'sleep']);
    for (const entry of tree()) process.kill(entry.pid, 'SIGKILL');
  } finally {
    shell.kill('SIGKILL');
  }
});

test('knows this process, and none that does not exist', () => {
  expect(processEntry(process.pid)).toMatchObject({ pid: process.pid, parent: process.ppid });
  expect(processEntry(2 ** 30)).toBeUndefined();
});
