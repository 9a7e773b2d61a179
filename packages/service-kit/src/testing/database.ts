// A database of its own for each test file, on the real PostgreSQL that the test run has started.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

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

/** Makes an empty database on the primary; the replica has it a moment later. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = testSetting('TEST_DATABASE_URL');
  const primaryUrl = inDatabase(admin, name);
  await runSql(admin, `create database ${name}`);
  return {
    primaryUrl,
    replicaUrl: inDatabase(testSetting('TEST_REPLICA_URL'), name),
    run: (sql) => runSql(primaryUrl, sql),
    drop: () => runSql(admin, `drop database ${name} with (force)`),
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
