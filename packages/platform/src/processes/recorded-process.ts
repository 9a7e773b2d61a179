// Starts a process that outlives us, and finds it again later, from any other process, without a daemon.
//
// A tiny shell starts the process, waits for it, and writes down how it ended. It writes to files that we opened, so
// it needs no right to the folder and no path: PostgreSQL runs as another user than root, and paths have spaces.

import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { waitUntil } from '../wait-until.ts';
import { type ProcessEntry, type ProcessTable, parseEntry, printOwnEntry } from './process-table.ts';
import type { Command } from './recipe.ts';

export interface ProcessRecord {
  /** Undefined when it was never started. */
  readonly process: ProcessEntry | undefined;
  readonly exitCode: number | undefined;
  readonly askedToStop: boolean;
}

// File 3 takes the process's entry, file 4 its exit code. The shell itself survives a signal sent to the whole group.
const recorder = `
trap : HUP INT TERM
sh -c '{ ${printOwnEntry.replaceAll("'", "'\\''")}; } >&3; exec "$@" 3>&-' part "$@" 4>&-
echo $? >&4
`;

/** Starts the command in a session of its own, its output appended to the log. Returns once its pid is on record. */
export async function startRecorded(folder: string, command: Command, log: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const files = [
    openSync(log, 'a'),
    openSync(path.join(folder, 'process'), 'w'),
    openSync(path.join(folder, 'exit'), 'w'),
  ];
  const [output, entry, exit] = files as [number, number, number];
  try {
    const shell = spawn('/bin/sh', ['-c', recorder, 'recorder', command.file, ...command.args], {
      cwd: command.cwd,
      env: { ...command.env },
      ...(command.uid !== undefined && { uid: command.uid }),
      ...(command.gid !== undefined && { gid: command.gid }),
      detached: true,
      stdio: ['ignore', output, output, entry, exit],
    });
    const failure = new Promise<never>((_, reject) => shell.once('error', reject));
    shell.unref();
    const recorded = waitUntil(() => readRecord(folder).process, { limitMs: 5_000, everyMs: 5 });
    if (!(await Promise.race([recorded, failure]))) throw new Error(`${command.file} did not start within 5 s`);
  } finally {
    for (const file of files) closeSync(file);
  }
}

/** What is on record about the last process started in this folder. */
export function readRecord(folder: string): ProcessRecord {
  const exit = readLine(path.join(folder, 'exit'));
  const entry = readLine(path.join(folder, 'process'));
  return {
    process: entry === undefined ? undefined : parseEntry(entry),
    exitCode: exit === undefined ? undefined : Number(exit),
    askedToStop: existsSync(path.join(folder, 'asked-to-stop')),
  };
}

/** The recorded process as it is now; undefined when it is gone, also when its pid belongs to another one by now. */
export function findRecorded(record: ProcessRecord, table: ProcessTable): ProcessEntry | undefined {
  if (record.process === undefined) return undefined;
  const now = table.get(record.process.pid);
  return now?.birth === record.process.birth ? now : undefined;
}

/** Takes back `markAskedToStop`: the part is wanted again. */
export function clearAskedToStop(folder: string): void {
  rmSync(path.join(folder, 'asked-to-stop'), { force: true });
}

/** From now on the end of this process counts as wanted. */
export function markAskedToStop(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'asked-to-stop'), '');
}

/** The first line, once it is complete. */
function readLine(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const end = text.indexOf('\n');
  return end === -1 ? undefined : text.slice(0, end);
}
