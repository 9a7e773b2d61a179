// A replica that has stopped to follow is not taken for the truth while the primary answers.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog, type PostgresReads, postgresReads } from '../../src/index.ts';
import { replicaJudge } from '../../src/postgres/replica-trust.ts';
import { createDatabase, type TestDatabase, throughPort } from '../../src/testing/database.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { type TcpProxy, tcpProxy } from '../../src/testing/tcp-proxy.ts';

const primary = { system: '1', started: 'monday', written: '100' };
const replica = { system: '1', started: 'tuesday', follows: true, replayed: '100', receiver: 7 };

test('a replica that streams and is up to date is believed from the first look on', () => {
  expect(replicaJudge()(primary, replica, 0)).toBeNull();
});

test('one that lags a little stays in use, and is left once it has been behind for more than five seconds', () => {
  const judge = replicaJudge();
  judge(primary, replica, 0);
  for (let second = 1; second <= 5; second++)
    expect(judge({ ...primary, written: String(100 + second) }, replica, second * 1_000)).toBeNull();
  expect(judge({ ...primary, written: '106' }, replica, 7_000)).toBe('it is more than 5 s behind');
  expect(judge({ ...primary, written: '107' }, { ...replica, replayed: '107' }, 8_000)).toBeNull();
});

test('on a primary where nothing happens nobody is behind', () => {
  const judge = replicaJudge();
  for (let second = 0; second < 100; second++) expect(judge(primary, replica, second * 1_000)).toBeNull();
});

test('one that does not receive the log is left within three seconds, also before anything has changed', () => {
  const judge = replicaJudge();
  judge(primary, replica, 0);
  const verdicts = [1, 2, 3].map((second) => judge(primary, { ...replica, receiver: null }, second * 1_000));
  expect(verdicts).toEqual([null, null, 'it does not stream']);
});

test('a receiver that begins anew each time, because the primary refuses it, does not stream', () => {
  const judge = replicaJudge();
  judge(primary, replica, 0);
  const verdicts = [1, 2, 3].map((second) => judge(primary, { ...replica, receiver: second * 10 }, second * 1_000));
  expect(verdicts.at(-1)).toBe('it does not stream');
  judge(primary, { ...replica, receiver: 99 }, 4_000);
  expect(judge(primary, { ...replica, receiver: 99 }, 5_000)).toBeNull();
});

test('one that was behind already when the service started is believed once it has caught up', () => {
  const judge = replicaJudge();
  expect(judge({ ...primary, written: '500' }, replica, 0)).toBe('it has not caught up yet');
  expect(judge({ ...primary, written: '600' }, { ...replica, replayed: '550' }, 1_000)).toBeNull();
});

test('a copy of another primary, and one that follows nobody, are left at once', () => {
  expect(replicaJudge()(primary, { ...replica, system: '2' }, 0)).toBe('it is a copy of another primary');
  expect(replicaJudge()(primary, { ...replica, follows: false, replayed: null }, 0)).toBe('it follows nobody');
});

test('one server under both addresses is its own truth', () => {
  expect(replicaJudge()(primary, { ...replica, started: 'monday', follows: false, replayed: null }, 0)).toBeNull();
});

/** With the addresses exchanged the "replica" is a server that follows nobody. */
let database: TestDatabase;
let truth: TcpProxy;
let reads: PostgresReads;
beforeEach(async () => {
  database = await createDatabase();
  await database.run('create table words (word text)');
  truth = await tcpProxy(database.replicaUrl);
  reads = postgresReads({
    primaryUrl: throughPort(database.replicaUrl, truth.port),
    replicaUrl: database.primaryUrl,
    log: createLog('trial', 'silent'),
  });
  await eventually(async () => expect((await reads.check()).checks['postgres-replica']).toContain('follows nobody'));
});
afterEach(async () => {
  await truth.heal();
  await reads.close();
  await truth.close();
  await database.drop();
});

async function answeredBy(): Promise<'primary' | 'replica'> {
  const [row] = await reads.query<{ isTruth: boolean }>(
    'select pg_is_in_recovery() as "isTruth", (select 1 from words)',
  );
  return row?.isTruth ? 'primary' : 'replica';
}

test('reads leave a replica that follows nobody; readiness says why, and the service stays ready', async () => {
  await eventually(async () => expect(await answeredBy()).toBe('primary'));
  expect(await reads.check()).toEqual({
    ok: true,
    checks: { postgres: 'up', 'postgres-replica': 'up, and not used while postgres answers: it follows nobody' },
  });
});

test('with the primary dead the replica is the best there is, and with the primary back it is left again', async () => {
  await truth.cut();
  for (let request = 0; request < 10; request++) expect(await answeredBy()).toBe('replica');
  await truth.heal();
  await eventually(async () => expect(await answeredBy()).toBe('primary'));
});

test('with the primary hung the replica is used as soon as that is known', async () => {
  truth.hang();
  await eventually(async () => expect(await answeredBy()).toBe('replica'));
});

test('what the primary cannot read now is missing, not told as the replica remembers it', async () => {
  await eventually(async () => expect(await answeredBy()).toBe('primary'));
  const slowOnPrimary = 'select pg_sleep(case when pg_is_in_recovery() then 1 else 0 end)';
  for (let request = 0; request < 8; request++)
    await expect(reads.query(slowOnPrimary)).rejects.toMatchObject({ status: 503 });
});
