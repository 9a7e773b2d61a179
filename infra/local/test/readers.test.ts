// The role `search` may only read, and only the product service's database; in new shops and in old ones.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { waitUntil } from '@evenkeel/platform';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freeOffset } from '../src/ports.ts';
import { loadSecrets } from '../src/secrets.ts';
import { type LocalShop, localShop } from '../src/shop.ts';
import { scratchSettings } from './scratch.ts';

let shop: LocalShop;

beforeAll(async () => {
  shop = localShop(scratchSettings(await freeOffset(['postgres'])), { parts: ['postgres'] });
  // A service that cannot wait: it makes its tables in the moment in which it can log in, and is not done for a while.
  const migration = ['BEGIN', 'CREATE TABLE firsts (name text)', 'SELECT pg_sleep(1)', 'COMMIT'];
  const migrate = () =>
    as('product', 'product', ...migration).then(
      () => true,
      () => false,
    );
  const migrated = waitUntil(migrate, { limitMs: 30_000, everyMs: 1 });
  expect(await shop.up()).toEqual([]);
  expect(await migrated).toBe(true);
}, 60_000);

afterAll(async () => {
  await shop.reset();
  rmSync(shop.settings.stateDir, { recursive: true });
});

type Role = 'search' | 'product' | 'review' | 'postgres';

async function as(role: Role, database: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: shop.platform.port('postgres'),
    user: role,
    password: loadSecrets(shop.settings.stateDir)[role],
    database,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
  });
  try {
    await client.connect();
    let rows: unknown[][] = [];
    for (const text of statements) rows = (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
    return rows.map(([value]) => value);
  } finally {
    await client.end();
  }
}

test('it reads what the product service made in its first moment', async () => {
  expect(await as('search', 'product', 'SELECT name FROM firsts')).toEqual([]);
});

test('it reads what the product service makes later, tables and views alike', async () => {
  await as(
    'product',
    'product',
    'CREATE TABLE lamps (name text)',
    "INSERT INTO lamps VALUES ('desk lamp')",
    'CREATE VIEW lights AS SELECT name FROM lamps',
  );
  expect(await as('search', 'product', 'SELECT name FROM lamps')).toEqual(['desk lamp']);
  expect(await as('search', 'product', 'SELECT name FROM lights')).toEqual(['desk lamp']);
});

const writable = 'SET default_transaction_read_only = off';

test.each([
  "INSERT INTO lamps VALUES ('mine')",
  "UPDATE lamps SET name = 'mine'",
  'DELETE FROM lamps',
  'TRUNCATE lamps',
  'DROP TABLE lamps',
  'ALTER TABLE lamps ADD COLUMN mine text',
])('it may not run "%s", also after it has made its session writable', async (statement) => {
  await expect(as('search', 'product', statement)).rejects.toThrow('in a read-only transaction');
  await expect(as('search', 'product', writable, statement)).rejects.toThrow(/permission denied|must be owner/);
  expect(await as('product', 'product', 'SELECT name FROM lamps')).toEqual(['desk lamp']);
});

test.each([
  'CREATE TABLE mine (id int)',
  'CREATE TEMP TABLE mine (id int)',
  'CREATE SCHEMA mine',
  "SELECT lo_from_bytea(0, 'mine')",
])('it may not make anything of its own: "%s"', async (statement) => {
  await expect(as('search', 'product', writable, statement)).rejects.toThrow('permission denied');
});

test.each(['review', 'recommendation', 'payment', 'postgres', 'template1'])(
  'it cannot open the database %s',
  async (database) => {
    await expect(as('search', database, 'SELECT 1')).rejects.toThrow('permission denied');
  },
);

test('the owner of a database cannot open those of PostgreSQL itself either', async () => {
  await expect(as('review', 'postgres', 'SELECT 1')).rejects.toThrow('permission denied');
});

test('a statement of it ends after ten seconds', async () => {
  expect(await as('search', 'product', 'SHOW statement_timeout')).toEqual(['10s']);
});

test('a shop that was made before search existed gets the role, and keeps its data and its passwords', async () => {
  await as('postgres', 'product', 'DROP OWNED BY search', 'DROP ROLE search');
  const file = path.join(shop.settings.stateDir, 'secrets.json');
  const { search: _, ...before } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  await shop.down();
  writeFileSync(file, JSON.stringify(before));

  shop = localShop(shop.settings, { parts: ['postgres'] });
  expect(await shop.up()).toEqual([]);
  expect(loadSecrets(shop.settings.stateDir)).toMatchObject(before);
  expect(await as('search', 'product', 'SELECT name FROM lamps')).toEqual(['desk lamp']);
  await as('product', 'product', 'CREATE TABLE chairs (name text)');
  expect(await as('search', 'product', 'SELECT name FROM chairs')).toEqual([]);
});
