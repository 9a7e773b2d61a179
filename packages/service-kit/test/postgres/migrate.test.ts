import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog, migrate, migrateWhenPossible } from '../../src/index.ts';
import { createDatabase, type TestDatabase, throughPort } from '../../src/testing/database.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { tcpProxy } from '../../src/testing/tcp-proxy.ts';

let database: TestDatabase;
let directory: string;
let lines: { msg: string; level: string }[];
const log = createLog(
  'trial',
  'info',
  new Writable({
    write: (line, _encoding, done) => {
      lines.push(JSON.parse(String(line)));
      done();
    },
  }),
);

beforeEach(async () => {
  lines = [];
  database = await createDatabase();
  directory = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  await file('001-fruit.sql', 'create table fruit (name text primary key);');
});
afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

const file = (name: string, sql: string) => writeFile(path.join(directory, name), sql);

/** Plants an apple in an empty table. */
async function seed(client: Client) {
  await client.query(`insert into fruit select 'apple' where not exists (select from fruit)`);
}

const run = (work = seed) => migrate({ primaryUrl: database.primaryUrl, directory, seed: work });

async function fruit(): Promise<string[]> {
  const client = new Client(database.primaryUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('select name from fruit order by name');
    return rows.map((row) => row.name);
  } finally {
    await client.end();
  }
}

test('applies each file once, in the order of the numbers', async () => {
  await file('002-pear.sql', `insert into fruit values ('pear');`);
  await file('notes.txt', 'not SQL');
  expect(await run()).toEqual(['001-fruit.sql', '002-pear.sql']);
  expect(await run()).toEqual([]);
  await file('003-plum.sql', `insert into fruit values ('plum');`);
  expect(await run()).toEqual(['003-plum.sql']);
  expect(await fruit()).toEqual(['pear', 'plum']);
});

test('a migration that fails leaves nothing behind, not even the ones before it', async () => {
  await file('002-broken.sql', 'create table vegetables (name text); select nonsense(;');
  await expect(run()).rejects.toThrow('syntax error');
  await expect(fruit()).rejects.toMatchObject({ code: '42P01' });
});

test('a seed that fails leaves nothing behind: nobody ever sees an empty shop', async () => {
  await expect(
    run(async () => {
      throw new Error('no seeds today');
    }),
  ).rejects.toThrow('no seeds today');
  await expect(fruit()).rejects.toMatchObject({ code: '42P01' });
});

test('instances that start together migrate and seed once', async () => {
  const applied = await Promise.all([run(), run(), run()]);
  expect(applied.flat()).toEqual(['001-fruit.sql']);
  expect(await fruit()).toEqual(['apple']);
});

test('waits for the primary as long as it takes, and says so once', async () => {
  const proxy = await tcpProxy(database.primaryUrl);
  await proxy.cut();
  const primaryUrl = throughPort(database.primaryUrl, proxy.port);
  const done = migrateWhenPossible({ primaryUrl, directory, seed, log, signal: new AbortController().signal });
  await eventually(() => expect(lines).toHaveLength(1));
  expect(lines[0]).toMatchObject({ level: 'warn', msg: 'database cannot be migrated yet' });
  await proxy.heal();
  await done;
  expect(await fruit()).toEqual(['apple']);
  expect(lines).toHaveLength(2);
  await proxy.close();
});

test('stops trying when the service stops', async () => {
  const proxy = await tcpProxy(database.primaryUrl);
  await proxy.cut();
  const stopping = new AbortController();
  const primaryUrl = throughPort(database.primaryUrl, proxy.port);
  const done = migrateWhenPossible({ primaryUrl, directory, seed, log, signal: stopping.signal });
  await eventually(() => expect(lines).toHaveLength(1));
  stopping.abort();
  await done;
});
