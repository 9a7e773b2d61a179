// A base backup without pg_basebackup, which the npm package lacks: PostgreSQL's low-level backup API.
// https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP

import { chmod, chown, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import type { PostgresHome } from './home.ts';
import { primaryDir } from './primary.ts';
import { type Server, withSession } from './session.ts';

/** Holds the primary's log until this replica has read it. */
export const slotName = 'replica';

// Of these folders only the empty shell is wanted: their content is the primary's own.
const emptied = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];
const leftOut = ['postmaster.pid', 'postmaster.opts', 'pg_internal.init', 'backup_label', 'tablespace_map'];

/** Copies the running primary to `dir`, over what is there. Made aside and renamed: half a copy is never started. */
export async function clonePrimary(home: PostgresHome, dir: string, primary: Server): Promise<void> {
  const aside = `${dir}.new`;
  await rm(aside, { recursive: true, force: true });
  const label = await withSession(
    primary,
    async (client) => {
      await renewSlot(client);
      await client.query("SELECT pg_backup_start('replica', true)");
      await copyFolder(primaryDir(home), aside, '');
      const stop = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
      return stop.rows[0]?.labelfile ?? '';
    },
    60_000,
  );
  await writeFile(path.join(aside, 'backup_label'), label);
  await writeFile(path.join(aside, 'standby.signal'), '');
  await giveTo(home.user, aside);
  await rm(dir, { recursive: true, force: true });
  await rename(aside, dir);
}

async function renewSlot(client: pg.Client): Promise<void> {
  await client.query('SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1', [
    slotName,
  ]);
  await client.query('SELECT pg_create_physical_replication_slot($1, true)', [slotName]);
}

async function copyFolder(from: string, to: string, inside: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  if (emptied.includes(inside)) return;
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (leftOut.includes(entry.name) || entry.name.startsWith('pgsql_tmp')) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await copyFolder(source, target, path.join(inside, entry.name));
    else await copyUnlessGone(source, target);
  }
}

/** The primary goes on working: a table that is dropped during the copy is not missed, the log tells of it. */
async function copyUnlessGone(source: string, target: string): Promise<void> {
  try {
    await copyFile(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function giveTo({ uid, gid }: PostgresHome['user'], dir: string): Promise<void> {
  if (uid === undefined || gid === undefined) return;
  await chown(dir, uid, gid);
  await chmod(dir, 0o700);
  for (const entry of await readdir(dir, { recursive: true })) await chown(path.join(dir, entry), uid, gid);
}
