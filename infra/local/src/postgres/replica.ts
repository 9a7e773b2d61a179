// The streaming replica. It starts with the primary dead, too, if it was cloned before. With the primary there, it
// is asked whether it still knows this replica; if not, the replica is cloned again.

import { existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { PlatformError, type Recipe } from '@evenkeel/platform';
import type pg from 'pg';
import type { Secrets } from '../secrets.ts';
import { copyBinaries } from './binaries.ts';
import { clonePrimary, slotName } from './clone.ts';
import { type PostgresHome, postgresHome } from './home.ts';
import { clearLeftovers } from './leftovers.ts';
import { serverCommand } from './server-command.ts';
import { type Server, serves, withSession } from './session.ts';

/** How the replica is made and run. */
export function replicaRecipe(options: {
  stateDir: string;
  port: number;
  primaryPort: number;
  secrets: Secrets;
}): Recipe {
  const { stateDir, port, primaryPort, secrets } = options;
  const primary = { port: primaryPort, password: secrets.postgres };
  let mended = false;
  return {
    async prepare({ progress }) {
      const home = postgresHome(stateDir);
      const dir = replicaDir(home);
      await copyBinaries(home);
      if (existsSync(dir)) await clearLeftovers(dir);
      const reason = await whyClone(dir, primary);
      if (reason === undefined) return;
      progress(`copying the primary: ${reason}`);
      await clonePrimary(home, dir, primary);
    },
    command: () => {
      const home = postgresHome(stateDir);
      const following = { primaryPort, slot: slotName, password: secrets.replicator };
      return serverCommand(home, replicaDir(home), port, following);
    },
    answers: () => serves({ port, password: secrets.postgres }, 1_000),
    async lacks() {
      // With the primary dead it is the best there is.
      if ((await follows({ port, password: secrets.postgres })) || !(await serves(primary, lookMs))) return undefined;
      return 'does not follow the primary: what it answers is getting old';
    },
    restartMends: true, // The start finds out why, and copies the primary if it has to.
    async mend() {
      // It holds nothing that the primary does not hold: what does not start is thrown away, once.
      if (mended || !(await serves(primary, 1_000))) return false;
      mended = true;
      await rm(replicaDir(postgresHome(stateDir)), { recursive: true, force: true });
      return true;
    },
    stopSignal: 'SIGINT',
  };
}

/** Both looks together have to end within the limit of whoever lists the parts. */
const lookMs = 450;

/** Whether it receives the primary's log; true, too, when it cannot be asked. */
async function follows(replica: Server): Promise<boolean> {
  const receiving = "SELECT 1 FROM pg_stat_wal_receiver WHERE status = 'streaming'";
  return withSession(replica, async (client) => (await client.query(receiving)).rowCount === 1, lookMs).catch(
    () => true, // Whether it answers is another question.
  );
}

export const replicaDir = (home: PostgresHome) => path.join(home.dir, 'replica');

/** Undefined when the replica can follow, or when nobody is there to ask. */
async function whyClone(dir: string, primary: { port: number; password: string }): Promise<string | undefined> {
  const there = existsSync(path.join(dir, 'PG_VERSION'));
  if (!(await serves(primary, 1_000))) {
    if (there) return undefined;
    throw new PlatformError(
      'postgres-replica is a copy of postgres: the first time, postgres must run. `shop start postgres`',
    );
  }
  if (!there) return 'there is no copy yet';
  if (!existsSync(path.join(dir, 'standby.signal'))) return 'the copy went its own way';
  return withSession(primary, async (client) => {
    if ((await systemOf(client)) !== (await systemIn(dir))) return 'the primary is a new one';
    const slot = await client.query<{ wal_status: string }>(
      'SELECT wal_status FROM pg_replication_slots WHERE slot_name = $1',
      [slotName],
    );
    const status = slot.rows[0]?.wal_status;
    return status === undefined || status === 'lost' ? 'the copy was away for too long' : undefined;
  });
}

async function systemOf(client: pg.Client): Promise<string> {
  const answer = await client.query<{ id: string }>('SELECT system_identifier::text AS id FROM pg_control_system()');
  return answer.rows[0]?.id ?? '';
}

/** The first eight bytes of pg_control are the system identifier, in the machine's own byte order. */
async function systemIn(dir: string): Promise<string> {
  const control = path.join(dir, 'global', 'pg_control');
  if (!existsSync(control)) return 'none';
  const file = await open(control);
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.readBigUInt64LE().toString();
  } finally {
    await file.close();
  }
}
