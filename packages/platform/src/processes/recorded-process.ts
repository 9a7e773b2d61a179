// Starts a process that outlives us, and finds it again later, from any other process, without a daemon.
//
// A tiny shell starts the process, waits for it, and writes down how it ended. It writes to files that we opened, so
// it needs no right to the folder and no path: PostgreSQL runs as another user than root, and paths have spaces.
// A second one, which is ours, bounds the log for as long as anybody could write to it.

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { logLimitBytes } from '../log-file.ts';
import { waitUntil } from '../wait-until.ts';
import { type ProcessEntry, type ProcessTable, parseEntry, printOwnEntry } from './process-table.ts';
import type { Command } from './recipe.ts';

export interface ProcessRecord {
  /** Undefined when it was never started. */
  readonly process: ProcessEntry | undefined;
  readonly exitCode: number | undefined;
  readonly askedToStop: boolean;
}

// File 3 takes the process's entry, file 4 its exit code; file 5 only tells the log's keeper that somebody lives. The shell
// itself survives a signal sent to the whole group.
const recorder = `
trap : HUP INT TERM
sh -c '{ ${printOwnEntry.replaceAll("'", "'\\''")}; } >&3; exec "$@" 3>&-' part "$@" 4>&-
echo $? >&4
`;

export interface LogLimit {
  readonly bytes: number;
  /** How often it is looked at. */
  readonly everySeconds: number;
}

// Its input ends when the last process has that inherited the other end of it: the recorder and the part itself. So neither
// has to be asked, none has to say goodbye, and whichever is killed, the log is bounded as long as the other lives.
const logKeeper = `
(
  while sleep "$3" && kill -0 $$; do
    if [ -n "$(find "$1" -size +"$2"c)" ]; then cp "$1" "$1.1"; : > "$1"; fi
  done
) 2>/dev/null </dev/null &
read -r nothing
kill -9 0
`;

/** Keeps a log as `boundLog` does, until its input ends; in a session of its own, so that it outlives us. */
function keepLog(log: string, { bytes, everySeconds }: LogLimit) {
  const keeper = spawn('/bin/sh', ['-c', logKeeper, 'log-keeper', log, String(bytes), String(everySeconds)], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keeper.unref();
  return keeper;
}

/**
 * Starts the command in a session of its own, its output appended to the log, which is kept under its limit. Returns once its
 * pid is on record.
 */
export async function startRecorded(
  folder: string,
  command: Command,
  log: string,
  limit: LogLimit = { bytes: logLimitBytes, everySeconds: 10 },
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const files = [
    openSync(log, 'a'),
    openSync(path.join(folder, 'process'), 'w'),
    openSync(path.join(folder, 'exit'), 'w'),
  ];
  const [output, entry, exit] = files as [number, number, number];
  const keeper = keepLog(log, limit);
  const noKeeper = failureOf(keeper);
  noKeeper.catch(() => undefined); // Told by the race below, if it comes to that.
  try {
    const shell = spawn('/bin/sh', ['-c', recorder, 'recorder', command.file, ...command.args], {
      cwd: command.cwd,
      env: { ...command.env },
      ...(command.uid !== undefined && { uid: command.uid }),
      ...(command.gid !== undefined && { gid: command.gid }),
      detached: true,
      stdio: ['ignore', output, output, entry, exit, keeper.stdin],
    });
    const noShell = failureOf(shell);
    shell.unref();
    const recorded = waitUntil(() => readRecord(folder).process, { limitMs: 5_000, everyMs: 5 });
    if (!(await Promise.race([recorded, noShell, noKeeper])))
      throw new Error(`${command.file} did not start within 5 s`);
  } finally {
    for (const file of files) closeSync(file);
    keeper.stdin.destroy();
  }
}

/** Rejects when the program could not be started at all. */
const failureOf = (child: ChildProcess) => new Promise<never>((_, reject) => child.once('error', reject));

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
