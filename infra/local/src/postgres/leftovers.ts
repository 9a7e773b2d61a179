// What a killed PostgreSQL leaves behind. Its children notice the loss and end by themselves, unless they are
// suspended; as long as one lives, it holds the shared memory and a new server refuses to start.

import { execFileSync } from 'node:child_process';
import { readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PlatformError, processTable, waitUntil } from '@evenkeel/platform';

/** Ends every process that still works in a data folder whose server is dead, then removes the server's pid file. */
export async function clearLeftovers(dataDir: string): Promise<void> {
  for (const pid of processesIn(dataDir)) process.kill(pid, 'SIGKILL');
  if (!(await waitUntil(() => processesIn(dataDir).length === 0, { limitMs: 5_000 })))
    throw new PlatformError(`Processes of a PostgreSQL that was killed still hold ${dataDir}.`);
  // Its pid may belong to somebody else by now, which PostgreSQL would take for a running server.
  rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
}

/** Every process of PostgreSQL works in its data folder. A person's shell may stand there, too, and is let be. */
function processesIn(dir: string): number[] {
  return process.platform === 'linux' ? byProc(dir) : byLsof(dir);
}

function byProc(dir: string): number[] {
  const servers = [...processTable().values()].filter((entry) => entry.command === 'postgres');
  return servers
    .map((entry) => entry.pid)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === dir;
      } catch {
        return false; // It ended meanwhile, or belongs to another user, and then is none of ours.
      }
    });
}

function byLsof(dir: string): number[] {
  try {
    const listing = execFileSync('lsof', ['-a', '-c', 'postgres', '-d', 'cwd', '-Fp', '--', dir], {
      encoding: 'utf8',
      timeout: 5_000,
    });
    return [...listing.matchAll(/^p(\d+)$/gm)].map((match) => Number(match[1]));
  } catch {
    return []; // `lsof` fails when it finds nothing.
  }
}
