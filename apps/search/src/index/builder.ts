// Who builds an index: written into it, so that others can tell a slow builder from a dead one.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** This process; another one, even with the same number on the same machine, is another builder. */
export const thisBuilder = (): string => `${hostname()}/${process.pid}/${randomBytes(6).toString('hex')}`;

/** Whether `builder` builds no more: our own former attempt, or a process of this machine that has ended. */
export function isGone(builder: string, us: string): boolean {
  if (builder === us) return true;
  const [host, pid] = builder.split('/');
  if (host !== hostname()) return false;
  return Number(pid) === process.pid || !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
