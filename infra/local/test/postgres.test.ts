// A real primary and its replica, killed and cut off in every order. What counts: both come back, with the data.

import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { processTable, treeOf, waitUntil } from '@evenkeel/platform';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freeOffset } from '../src/ports.ts';
import { loadSecrets } from '../src/secrets.ts';
import type { Settings } from '../src/settings.ts';
import { type LocalShop, localShop } from '../src/shop.ts';
import { scratchSettings } from './scratch.ts';

type Store = 'postgres' | 'postgres-replica';
const stores: Store[] = ['postgres', 'postgres-replica'];

let settings: Settings;
let shop: LocalShop;
let home: string;
const progress: string[] = [];

beforeAll(async () => {
  settings = scratchSettings(await freeOffset(stores));
  shop = localShop(settings, { parts: stores, progress: (line) => progress.push(line) });
  expect(await shop.up()).toEqual([]);
  home = realpathSync(path.join(settings.stateDir, 'postgres'));
  await query('postgres', 'CREATE TABLE notes (text text)');
}, 60_000);

beforeEach(async () => {
  expect(await shop.up()).toEqual([]);
  progress.length = 0;
}, 30_000);

afterAll(async () => {
  await shop.reset();
  rmSync(shop.settings.stateDir, { recursive: true });
});

async function query(store: Store, sql: string, user = 'postgres', database = user): Promise<string[]> {
  const secrets = loadSecrets(shop.settings.stateDir);
  const client = new pg.Client({
    host: '127.0.0.1',
    port: shop.platform.port(store),
    user,
    password: secrets[user as keyof typeof secrets],
    database,
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
  });
  client.on('error', () => client.removeAllListeners());
  try {
    await client.connect();
    const { rows } = await client.query<[unknown]>({ text: sql, rowMode: 'array' });
    return rows.map(([value]) => String(value));
  } finally {
    await client.end();
  }
}

const write = (text: string) => query('postgres', `INSERT INTO notes VALUES ('${text}')`);
const notes = (store: Store) => query(store, 'SELECT text FROM notes');
const arrives = (text: string) =>
  waitUntil(async () => (await notes('postgres-replica').catch((): string[] => [])).includes(text), {
    limitMs: 10_000,
  });
const pidOf = (store: Store) => shop.platform.glance().find((part) => part.name === store)?.pid ?? Number.NaN;
const stateOf = async (store: Store) => (await shop.platform.list()).find((part) => part.name === store)?.state;

test('each service has a database of its own, and cannot look into another one', async () => {
  expect(await query('postgres', 'SELECT current_user', 'review')).toEqual(['review']);
  await expect(query('postgres', 'SELECT 1', 'review', 'product')).rejects.toThrow('permission denied');
});

test('what is written to the primary can be read from the replica, which takes no writes', async () => {
  await write('streamed');
  expect(await arrives('streamed')).toBe(true);
  await expect(query('postgres-replica', "INSERT INTO notes VALUES ('x')")).rejects.toThrow('read-only');
});

test('the pid in the list is the one that PostgreSQL itself calls its own', () => {
  const [pid] = readFileSync(path.join(home, 'primary/postmaster.pid'), 'utf8').split('\n');
  expect(pidOf('postgres')).toBe(Number(pid));
});

test('both killed by hand: the replica starts first, alone, and has the data; then the primary, and it follows', async () => {
  await write('before the kill');
  expect(await arrives('before the kill')).toBe(true);
  for (const store of stores) process.kill(pidOf(store), 'SIGKILL');
  expect(await waitUntil(async () => (await stateOf('postgres')) === 'killed', { limitMs: 5_000 })).toBe(true);
  await shop.platform.start('postgres-replica');
  expect(await notes('postgres-replica')).toContain('before the kill');
  await shop.platform.start('postgres');
  await write('after the kill');
  expect(await arrives('after the kill')).toBe(true);
});

test('a killed primary whose children are suspended starts again', async () => {
  await write('held');
  await shop.platform.pause('postgres');
  const tree = treeOf(processTable(), pidOf('postgres'));
  expect(tree.length).toBeGreaterThan(3);
  process.kill(pidOf('postgres'), 'SIGKILL');
  expect(await waitUntil(() => Number.isNaN(pidOf('postgres')), { limitMs: 5_000 })).toBe(true);
  await shop.platform.start('postgres');
  expect(await notes('postgres')).toContain('held');
});

test('kill takes all processes of PostgreSQL with it', async () => {
  const tree = treeOf(processTable(), pidOf('postgres'));
  await shop.platform.kill('postgres');
  expect(tree.filter((entry) => processTable().has(entry.pid))).toEqual([]);
  expect(await stateOf('postgres')).toBe('killed');
});

test('a pid file that names a process of today does not stop the start', async () => {
  await shop.platform.kill('postgres');
  const file = path.join(home, 'primary/postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
  await shop.platform.start('postgres');
  expect(await stateOf('postgres')).toBe('running');
});

test('a paused primary is paused in the list, answers nothing, and goes on where it was', async () => {
  await shop.platform.pause('postgres');
  expect(await stateOf('postgres')).toBe('paused');
  await expect(notes('postgres')).rejects.toThrow('timeout');
  await shop.platform.unpause('postgres');
  expect(await notes('postgres')).toContain('held');
});

test('a look that is under way when the primary hangs comes to its end', async () => {
  const looks = [0, 5, 10, 20, 40].map((ms) =>
    new Promise((resolve) => setTimeout(resolve, ms)).then(() => shop.platform.list()),
  );
  await shop.platform.pause('postgres');
  expect(await Promise.all(looks)).toHaveLength(5);
  await shop.platform.unpause('postgres');
});

test('a replica that the primary does not know any more is copied again', async () => {
  await shop.platform.stop('postgres-replica');
  await query('postgres', "SELECT pg_drop_replication_slot('replica')");
  await shop.platform.start('postgres-replica');
  expect(progress).toEqual(['postgres-replica: copying the primary: the copy was away for too long']);
  await write('copied again');
  expect(await arrives('copied again')).toBe(true);
});

test('a running replica whose slot is gone says so in the list, and the next start of what is down mends it', async () => {
  const noteOf = async () => (await shop.platform.list()).find((part) => part.name === 'postgres-replica')?.note;
  expect(await noteOf()).toBe('');
  // The replica connects again at once: whoever wants to drop its slot has to be faster.
  await query(
    'postgres',
    `DO $$ BEGIN
      FOR time IN 1..1000 LOOP
        PERFORM pg_terminate_backend(active_pid, 1000) FROM pg_replication_slots WHERE slot_name = 'replica' AND active;
        BEGIN
          PERFORM pg_drop_replication_slot('replica');
          RETURN;
        EXCEPTION WHEN object_in_use THEN PERFORM pg_sleep(0.01);
        END;
      END LOOP;
      RAISE EXCEPTION 'the slot is never free';
    END $$`,
  );
  const told = async () => (await noteOf())?.startsWith('does not follow the primary') ?? false;
  expect(await waitUntil(told, { limitMs: 10_000 })).toBe(true);
  expect(await stateOf('postgres-replica')).toBe('running');
  expect(await shop.up()).toEqual([]);
  expect(await noteOf()).toBe('');
  await write('after the slot was gone');
  expect(await arrives('after the slot was gone')).toBe(true);
}, 60_000);

test('a replica whose primary is dead lacks nothing that a start could bring back', async () => {
  await shop.platform.kill('postgres');
  const replica = (await shop.platform.list()).find((part) => part.name === 'postgres-replica');
  expect(replica).toMatchObject({ state: 'running', note: '' });
});

test('a shop that moves to other ports takes its data along, and the replica follows there', async () => {
  await shop.down();
  shop = localShop({ ...shop.settings, portOffset: await freeOffset(stores) }, { parts: stores });
  expect(await shop.up()).toEqual([]);
  await write('moved');
  expect(await arrives('moved')).toBe(true);
  await shop.down();
  shop = localShop(settings, { parts: stores, progress: (line) => progress.push(line) });
});

test('a replica that was promoted by hand is copied again', async () => {
  await query('postgres-replica', 'SELECT pg_promote(true, 10)');
  await shop.platform.stop('postgres-replica');
  await shop.platform.start('postgres-replica');
  expect(progress).toEqual(['postgres-replica: copying the primary: the copy went its own way']);
});

test('a replica too damaged to start is copied again', async () => {
  await shop.platform.kill('postgres-replica');
  truncateSync(path.join(home, 'replica/global/pg_control'), 100);
  await shop.platform.start('postgres-replica');
  expect(progress).toEqual(['postgres-replica: copying the primary: there is no copy yet']);
  await write('mended');
  expect(await arrives('mended')).toBe(true);
});

test('a power cut in the middle of making primary and replica leaves nothing in the way', async () => {
  await shop.down();
  for (const name of ['primary', 'replica']) {
    rmSync(path.join(home, name), { recursive: true });
    mkdirSync(path.join(home, `${name}.new`));
    writeFileSync(path.join(home, `${name}.new`, 'PG_VERSION'), '18');
  }
  expect(await shop.up()).toEqual([]);
  expect(existsSync(path.join(home, 'primary.new'))).toBe(false);
  await query('postgres', 'CREATE TABLE notes (text text)');
  await write('anew');
  expect(await arrives('anew')).toBe(true);
});

test('a replica of another primary is copied again', async () => {
  await shop.down();
  rmSync(path.join(home, 'primary'), { recursive: true });
  expect(await shop.up()).toEqual([]);
  expect(progress).toContain('postgres-replica: copying the primary: the primary is a new one');
});

test('a replica that was never copied says that it needs the primary', async () => {
  await shop.down();
  rmSync(path.join(home, 'replica'), { recursive: true });
  await expect(shop.platform.start('postgres-replica')).rejects.toThrow('the first time, postgres must run');
});
