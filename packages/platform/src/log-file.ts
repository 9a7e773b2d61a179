// Logs of parts: appended to by the part itself, bounded at each start and, while it runs, by a keeper (recorded-process.ts).

import { closeSync, copyFileSync, existsSync, fstatSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A part's log is cut at this size. */
export const logLimitBytes = 10 * 1024 * 1024;
const tailBytes = 256 * 1024;

/**
 * Keeps a log under 10 MB: a larger one becomes `FILE.1`, in place of the one kept before. Safe while the part
 * writes, since it appends; the few lines written between copy and cut are lost.
 */
export function boundLog(file: string): void {
  if (!existsSync(file) || statSync(file).size <= logLimitBytes) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}

/** The last lines of a log, at most 256 kB of them. A log that is not there has none. */
export function tailLog(file: string, lines: number): string[] {
  if (!existsSync(file)) return [];
  const size = statSync(file).size;
  const start = Math.max(0, size - tailBytes);
  const found = readFrom(file, start, size).trimEnd().split('\n');
  if (start > 0) found.shift();
  return found.filter((line) => line !== '').slice(-lines);
}

/** Hands over what is appended from now on, until the signal aborts. */
export async function followLog(file: string, write: (text: string) => void, signal: AbortSignal): Promise<void> {
  let position = existsSync(file) ? statSync(file).size : 0;
  while (!signal.aborted) {
    await pause(250);
    const size = existsSync(file) ? statSync(file).size : 0;
    if (size < position) position = 0; // It was cut by `boundLog`.
    const end = Math.min(size, position + tailBytes);
    if (end > position) write(readFrom(file, position, end));
    position = end;
  }
}

function readFrom(file: string, start: number, end: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(Math.max(0, Math.min(end, fstatSync(descriptor).size) - start));
    const read = readSync(descriptor, buffer, 0, buffer.length, start);
    return buffer.toString('utf8', 0, read);
  } finally {
    closeSync(descriptor);
  }
}
