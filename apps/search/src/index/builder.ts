// Who builds an index: written into it, so that others can tell a slow builder from a dead one.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

const ofThisProcess = new Set<string>();

/** A builder in this process; another one, even with the same number on the same machine, has others. */
export function newBuilder(): string {
  const builder = `${hostname()}/${process.pid}/${randomBytes(6).toString('hex')}`;
  ofThisProcess.add(builder);
  return builder;
}

/** Whether `builder` builds no more: our own former attempt, or a process of this machine that has ended. */
export function isGone(builder: string, us: string): boolean {
  if (builder === us) return true;
  const [host, pid] = builder.split('/');
  if (host !== hostname()) return false;
  // In a container each process has the number that the one before it had.
  return Number(pid) === process.pid ? !ofThisProcess.has(builder) : !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
