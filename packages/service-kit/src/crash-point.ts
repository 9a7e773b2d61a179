import { readFileSync, rmSync } from 'node:fs';

/**
 * Where a test lets this process die, as if the power had gone, or stand still. Inert unless CRASH_AT names the point, or the file that
 * CRASH_FILE names holds its name (`NAME`, or `NAME freeze`; the file is taken away). The names are those of docs/payment-states.md.
 */
export function crashPoint(name: string): void {
  const { CRASH_AT, CRASH_FILE } = process.env;
  if (CRASH_AT === name) process.kill(process.pid, 'SIGKILL');
  if (CRASH_FILE === undefined) return;
  const [armed, how] = armedIn(CRASH_FILE);
  if (armed !== name) return;
  rmSync(CRASH_FILE, { force: true });
  process.kill(process.pid, how === 'freeze' ? 'SIGSTOP' : 'SIGKILL');
}

function armedIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trim().split(' ');
  } catch {
    return []; // Nobody has armed anything.
  }
}
