// A database of its own for each test file, on the real PostgreSQL that the test run has started.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { eventually } from './eventually.ts';

export interface TestDatabase {
  readonly primaryUrl: string;
  readonly replicaUrl: string;
  /** Runs SQL on the primary. */
  run(sql: string): Promise<void>;
  drop(): Promise<void>;
}

/** @throws when the stores for tests are not there: a test that cannot run must not look as if it had. */
export function testSetting(name: 'TEST_DATABASE_URL' | 'TEST_REPLICA_URL' | 'TEST_REDIS_URL'): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set. These tests need the real stores: run "npm test" at the top of the repository.`);
}

// Read when the file is loaded: then the whole test file fails, and no test of it can pass as skipped.
const adminUrl = testSetting('TEST_DATABASE_URL');
const adminReplicaUrl = testSetting('TEST_REPLICA_URL');

/** Makes an empty database, and returns when the replica has it, too. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const primaryUrl = inDatabase(adminUrl, name);
  const replicaUrl = inDatabase(adminReplicaUrl, name);
  await runSql(adminUrl, `create database ${name}`);
  await eventually(() => runSql(replicaUrl, 'select 1'));
  return {
    primaryUrl,
    replicaUrl,
    run: (sql) => runSql(primaryUrl, sql),
    drop: () => runSql(adminUrl, `drop database ${name} with (force)`),
  };
}

/** The same server, user and password, through another port. */
export function throughPort(url: string, port: number): string {
  const through = new URL(url);
  through.port = String(port);
  return through.href;
}

function inDatabase(url: string, name: string): string {
  const inside = new URL(url);
  inside.pathname = `/${name}`;
  return inside.href;
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
