// One locked table costs those who need it, and nobody else, however long it is locked.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLog, type PostgresReads, postgresReads } from '../../src/index.ts';
import { createDatabase, type TestDatabase } from '../../src/testing/database.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { lockTable, type TableLock } from '../../src/testing/table-lock.ts';

let database: TestDatabase;
let reads: PostgresReads<'words' | 'numbers'>;
let lock: TableLock | undefined;

beforeAll(async () => {
  database = await createDatabase();
  await database.run('create table words (word text); create table numbers (number int)');
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { primaryUrl, replicaUrl } = database;
  const shares = { words: 6, numbers: 6 };
  reads = postgresReads({ primaryUrl, replicaUrl, shares, log: createLog('trial', 'silent') });
  await eventually(async () => {
    await words();
    await numbers();
  });
});
afterEach(async () => {
  await lock?.release();
  await reads.close();
});

const words = () => reads.query('select word from words', [], { for: 'words' });
const numbers = () => reads.query('select number from numbers', [], { for: 'numbers' });
const stateOf = (name: string) => reads.health().find((health) => health.name === name)?.breaker?.state;

test('whoever needs the locked table fails fast, the others are answered, and the server is not called dead', async () => {
  lock = await lockTable(database, 'words');
  for (let round = 0; round < 10; round++) {
    // More than its share at once: the others must not wait for a place either.
    const failing = Promise.allSettled(Array.from({ length: 40 }, words));
    expect(await numbers()).toEqual([]);
    expect(new Set((await failing).map(({ status }) => status))).toEqual(new Set(['rejected']));
  }
  expect(stateOf('postgres.words')).toBe('OPEN');
  expect(stateOf('postgres-replica.words')).toBe('OPEN');
  for (const name of ['postgres', 'postgres-replica', 'postgres.numbers', 'postgres-replica.numbers'])
    expect(stateOf(name), name).toBe('CLOSED');
});

test('a lock that stays is not taken for mended, and one that is gone is noticed without anybody asking', async () => {
  lock = await lockTable(database, 'words');
  await eventually(async () => {
    await expect(words()).rejects.toThrow();
    expect(stateOf('postgres-replica.words')).toBe('OPEN');
  });
  // Time for two knocks: planning the statement needs the lock, too.
  const until = performance.now() + 5_000;
  while (performance.now() < until) {
    expect(stateOf('postgres-replica.words')).not.toBe('CLOSED');
    await pause(20);
  }
  await lock.release();
  await eventually(() => expect(stateOf('postgres-replica.words')).toBe('CLOSED'));
  expect(await words()).toEqual([]);
}, 20_000);

test('shares that leave nothing for the rest are refused by name', () => {
  const { primaryUrl, replicaUrl } = database;
  const all = { primaryUrl, replicaUrl, shares: { words: 20 }, log: createLog('trial', 'silent') };
  expect(() => postgresReads(all)).toThrow('the shares of postgres leave none of 20 queries');
});
