// A file that one living process holds. Two terminals may start the same part at the same moment: the second waits.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { processEntry } from './processes/process-table.ts';

/** Takes the lock and answers the function that gives it back; undefined when a living process holds it. */
export function tryLock(file: string): (() => void) | undefined {
  if (lockHolder(file) === undefined) rmSync(file, { force: true }); // Not there, or its holder died.
  try {
    writeFileSync(file, signature(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
  return () => rmSync(file, { force: true });
}

/** The pid of the living process that holds the lock. */
export function lockHolder(file: string): number | undefined {
  const written = read(file);
  const pid = Number(written?.split(' ')[0]);
  return written !== undefined && signature(pid) === written ? pid : undefined;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A process by pid and birth, so that a pid used again does not hold a dead one's lock. */
function signature(pid: number): string {
  return `${pid} ${processEntry(pid)?.birth ?? 'gone'}`;
}
