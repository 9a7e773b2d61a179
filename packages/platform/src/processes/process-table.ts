// All processes of the machine, from /proc on Linux and from `ps` elsewhere.
// A pid alone names nothing for long: pids are used again. A pid with the time of its birth does.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Opaque; two entries with the same pid and birth are the same process. */
  readonly birth: string;
  readonly command: string;
  /** Suspended by SIGSTOP. */
  readonly suspended: boolean;
}

export type ProcessTable = ReadonlyMap<number, ProcessEntry>;

const onLinux = process.platform === 'linux';
const psFields = 'pid=,ppid=,stat=,lstart=,ucomm=';
const psEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** A line of shell that prints the shell's own entry; `parseEntry` reads it. */
export const printOwnEntry = onLinux
  ? 'read -r entry < /proc/$$/stat; echo "$entry"'
  : `LC_ALL=C TZ=UTC ps -o ${psFields} -p $$`;

/** Every living process. Zombies are left out: they are dead, only not yet buried. */
export function processTable(): ProcessTable {
  const lines = onLinux ? statLines(readdirSync('/proc').filter((name) => /^\d+$/.test(name))) : psLines(['-A']);
  const entries = lines.map(parseEntry).filter((entry) => entry !== undefined);
  return new Map(entries.map((entry) => [entry.pid, entry]));
}

/** One process, or undefined when it is gone. */
export function processEntry(pid: number): ProcessEntry | undefined {
  const [line] = onLinux ? statLines([String(pid)]) : psLines(['-p', String(pid)]);
  return line === undefined ? undefined : parseEntry(line);
}

/**
 * A process and all its descendants, parents before children. By parenthood, since
 * PostgreSQL gives each of its children a process group of its own.
 */
export function treeOf(table: ProcessTable, root: number): ProcessEntry[] {
  const found = new Map<number, ProcessEntry>();
  const queue = [table.get(root)];
  for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
    if (found.has(entry.pid)) continue;
    found.set(entry.pid, entry);
    for (const other of table.values()) if (other.parent === entry.pid) queue.push(other);
  }
  return [...found.values()];
}

/** Undefined for a zombie and for what is not an entry. */
export function parseEntry(line: string): ProcessEntry | undefined {
  return onLinux ? parseStat(line) : parsePs(line);
}

/** proc_pid_stat(5): the command stands in parentheses and may hold any character; field 22 is the start time. */
export function parseStat(line: string): ProcessEntry | undefined {
  const match = /^(\d+) \((.*)\) (\S) (\d+) (.*)$/s.exec(line.trim());
  if (!match) return undefined;
  const [, pid, command = '', state = '', parent, rest = ''] = match;
  const birth = rest.split(' ')[17];
  if (birth === undefined || state === 'Z' || state === 'X') return undefined;
  return { pid: Number(pid), parent: Number(parent), birth, command, suspended: state === 'T' || state === 't' };
}

/** `lstart` is five words: `Mon Nov 23 14:58:11 2026`. */
export function parsePs(line: string): ProcessEntry | undefined {
  const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line.trimEnd());
  if (!match) return undefined;
  const [, pid, parent, state = '', birth = '', command = ''] = match;
  if (state.startsWith('Z')) return undefined;
  return { pid: Number(pid), parent: Number(parent), birth, command, suspended: state.startsWith('T') };
}

function statLines(pids: readonly string[]): string[] {
  return pids.flatMap((pid) => {
    try {
      return [readFileSync(`/proc/${pid}/stat`, 'utf8')];
    } catch {
      return []; // It ended between the listing and the look.
    }
  });
}

function psLines(which: readonly string[]): string[] {
  try {
    return execFileSync('ps', [...which, '-o', psFields], { encoding: 'utf8', env: psEnv, timeout: 5_000 })
      .split('\n')
      .filter((line) => line.trim() !== '');
  } catch (error) {
    if (which[0] === '-p') return []; // `ps` fails when no such process is there.
    throw error;
  }
}
