import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createLog, type PostgresReads, postgresReads, StoreUnavailableError } from '../../src/index.ts';
import { createDatabase, type TestDatabase, throughPort } from '../../src/testing/database.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { type TcpProxy, tcpProxy } from '../../src/testing/tcp-proxy.ts';

const log = createLog('trial', 'info', new Writable({ write: (_line, _encoding, done) => done() }));

let database: TestDatabase;
let primary: TcpProxy;
let replica: TcpProxy;
let reads: PostgresReads;

beforeAll(async () => {
  database = await createDatabase();
  await database.run('create table words (word text); insert into words values ($$evenkeel$$)');
});
afterAll(() => database.drop());

beforeEach(async () => {
  primary = await tcpProxy(database.primaryUrl);
  replica = await tcpProxy(database.replicaUrl);
  reads = postgresReads({
    primaryUrl: throughPort(database.primaryUrl, primary.port),
    replicaUrl: throughPort(database.replicaUrl, replica.port),
    log,
  });
  await eventually(async () => expect(await answeredBy()).toBe('replica'));
});
afterEach(async () => {
  await Promise.all([primary.heal(), replica.heal()]);
  await reads.close();
  await Promise.all([primary.close(), replica.close()]);
});

async function answeredBy(options = {}): Promise<string> {
  const [row] = await reads.query<{ word: string; replica: boolean }>(
    'select word, pg_is_in_recovery() as replica from words',
    [],
    options,
  );
  expect(row?.word).toBe('evenkeel');
  return row?.replica ? 'replica' : 'primary';
}

/** As the server itself counts them, so that those are ready that are counted. */
async function readyAtPrimary(): Promise<number> {
  const sql =
    'select not pg_is_in_recovery() as here, count(*)::int as open from pg_stat_activity where datname = current_database()';
  const [row] = await reads.query<{ here: boolean; open: number }>(sql, [], { prefer: 'primary' });
  return row?.here ? row.open : 0;
}

const isReplica = ({ name }: { readonly name: string }) => name === 'postgres-replica';
const breakerOf = (name: string) => reads.health().find((health) => health.name === name)?.breaker;

test('reads from the replica, and from the primary what must not be a moment old', async () => {
  expect(await answeredBy()).toBe('replica');
  expect(await answeredBy({ prefer: 'primary' })).toBe('primary');
});

test('with the replica dead the primary answers, and the replica is used again when it is back', async () => {
  await replica.cut();
  for (let request = 0; request < 10; request++) expect(await answeredBy()).toBe('primary');
  await replica.heal();
  await eventually(async () => expect(await answeredBy()).toBe('replica'));
});

test('with the primary dead the replica answers, and the primary is used again when it is back', async () => {
  await primary.cut();
  for (let request = 0; request < 10; request++) expect(await answeredBy({ prefer: 'primary' })).toBe('replica');
  await primary.heal();
  await eventually(async () => expect(await answeredBy({ prefer: 'primary' })).toBe('primary'));
});

test('a hung replica is given up, and soon not asked any more', async () => {
  replica.hang();
  await eventually(async () => {
    expect(await answeredBy()).toBe('primary');
    expect(breakerOf('postgres-replica')).toMatchObject({ state: 'OPEN' });
  });
  const attempts = replica.attempts();
  for (let request = 0; request < 10; request++) expect(await answeredBy()).toBe('primary');
  expect(replica.attempts()).toBe(attempts);
  await replica.heal();
  await eventually(async () => expect(await answeredBy()).toBe('replica'));
});

test('who comes while a hung replica is asked for a sign of life does not wait for it, too', async () => {
  replica.hang();
  expect(await answeredBy()).toBe('primary');
  expect(breakerOf('postgres-replica')).toMatchObject({ state: 'CLOSED' });
  const asked = () => breakerOf('postgres-replica.rest')?.total;
  const before = asked();
  for (let request = 0; request < 3; request++) expect(await answeredBy()).toBe('primary');
  expect(asked()).toBe(before);
});

test('a replica that falls silent is found out before anybody asks for something', async () => {
  const asked = () => breakerOf('postgres-replica.rest')?.total;
  const before = asked();
  replica.hang();
  await eventually(() => expect(breakerOf('postgres-replica')).toMatchObject({ state: 'OPEN' }));
  expect(await answeredBy()).toBe('primary');
  expect(asked()).toBe(before);
});

test('a primary that was away for a moment has connections ready for those whom the replica leaves waiting', async () => {
  await primary.cut();
  await primary.heal();
  await eventually(async () => expect(await readyAtPrimary()).toBeGreaterThanOrEqual(6));
  const attempts = primary.attempts();
  replica.hang();
  const crowd = Array.from({ length: 5 }, () => answeredBy());
  expect(new Set(await Promise.all(crowd))).toEqual(new Set(['primary']));
  expect(primary.attempts()).toBe(attempts);
});

test('where the other server is known to be dead, the one that is left has the time of the last', async () => {
  const patient = postgresReads({
    primaryUrl: throughPort(database.primaryUrl, primary.port),
    replicaUrl: throughPort(database.replicaUrl, replica.port),
    patienceMs: { hurried: 200, patient: 900 },
    log,
  });
  onTestFinished(patient.close);
  await replica.cut();
  await eventually(() => expect(patient.health().find(isReplica)?.breaker?.state).not.toBe('CLOSED'));
  expect(await patient.query('select pg_sleep(0.4)')).toHaveLength(1);
});

test('connections to a hung server are destroyed, not kept for the next query', async () => {
  replica.hang();
  for (let request = 0; request < 5; request++) await answeredBy();
  await eventually(() => expect(replica.connections()).toBe(0));
});

test('with both hung the caller is told within its deadline, and no breaker counts a caller who left', async () => {
  replica.hang();
  primary.hang();
  const left = new Error('the caller left');
  const failures = breakerOf('postgres-replica')?.failuresInWindow;
  await expect(answeredBy({ signal: AbortSignal.abort(left) })).rejects.toBe(left);
  expect(breakerOf('postgres-replica')?.failuresInWindow).toBe(failures);
  await expect(answeredBy()).rejects.toThrow(StoreUnavailableError);
});

test('with both dead the answer is 503, and comes back with either', async () => {
  await Promise.all([replica.cut(), primary.cut()]);
  for (let request = 0; request < 7; request++) await expect(answeredBy()).rejects.toMatchObject({ status: 503 });
  expect(await reads.check()).toEqual({ ok: false, checks: { postgres: 'down', 'postgres-replica': 'down' } });
  await replica.heal();
  await eventually(async () => expect(await answeredBy()).toBe('replica'));
  expect(await reads.check()).toEqual({ ok: true, checks: { postgres: 'down', 'postgres-replica': 'up' } });
});

test('a wrong statement is told once and counts against no server', async () => {
  const failures = () => reads.health().map(({ breaker }) => breaker?.failuresInWindow);
  const before = failures();
  for (let request = 0; request < 6; request++) {
    await expect(reads.query('select nonsense(')).rejects.toMatchObject({ code: '42601' });
    await expect(reads.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
  }
  expect(failures()).toEqual(before);
});

test('a replica that has not replayed a migration yet is passed over, not blamed', async () => {
  const behind = await createDatabase();
  const lagging = postgresReads({ primaryUrl: database.primaryUrl, replicaUrl: behind.replicaUrl, log });
  for (let request = 0; request < 7; request++) {
    expect(await lagging.query('select word from words')).toEqual([{ word: 'evenkeel' }]);
  }
  // Seven would have opened it.
  expect(new Set(lagging.health().map(({ breaker }) => breaker?.state))).toEqual(new Set(['CLOSED']));
  await lagging.close();
  await behind.drop();
});

test('of a thousand queries at once twenty run, some wait, and the rest are turned away', async () => {
  const asked = Array.from({ length: 1_000 }, () => reads.query('select 1'));
  const { bulkhead } = reads.health().find(({ name }) => name === 'postgres-replica.rest') ?? {};
  expect(bulkhead).toMatchObject({ limit: 20, active: 20, queued: 100 });
  const answers = await Promise.allSettled(asked);
  expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
  await eventually(async () => expect(await answeredBy()).toBe('replica'));
});
