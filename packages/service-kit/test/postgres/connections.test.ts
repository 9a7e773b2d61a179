// What is told of a connection that does not come, or breaks: whoever hears it has to know whether the statement can have arrived.
import { classify } from '@evenkeel/resilience';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isCertainlyNotSent } from '../../src/http/not-sent.ts';
import { type Connections, postgresConnections } from '../../src/postgres/connections.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createDatabase, type TestDatabase, throughPort } from '../../src/testing/database.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { type TcpProxy, tcpProxy } from '../../src/testing/tcp-proxy.ts';

let database: TestDatabase;
let wire: TcpProxy;
let connections: Connections;

beforeAll(async () => {
  database = await createDatabase();
  wire = await tcpProxy(database.primaryUrl);
});
afterEach(async () => {
  await wire.heal();
  await connections.close();
});
afterAll(async () => {
  await wire.close();
  await database.drop();
});

const open = (most: number, warm = 0) => {
  const log = createLog('trial', 'silent');
  const url = throughPort(database.primaryUrl, wire.port);
  connections = postgresConnections({ name: 'trial', url, log, most, warm, lockMs: 500 });
  return connections;
};
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );
const soon = () => AbortSignal.timeout(5_000);

test('a server that takes connections and says nothing has heard nothing', async () => {
  wire.hang();
  const error = await failureOf(open(2).ask('select 1', [], soon()));
  expect(isCertainlyNotSent(error)).toBe(true);
  expect(error).toMatchObject({ name: 'NotConnectedError', message: expect.stringContaining('timeout') });
});

test('whoever waits for a place among many others in vain has said nothing either', async () => {
  const { ask } = open(1);
  const first = ask('select pg_sleep(0.9)', [], soon());
  expect(isCertainlyNotSent(await failureOf(ask('select 1', [], soon())))).toBe(true);
  await first;
});

test('a crowd has two connections made at a time, not one for each', async () => {
  const { ask } = open(20);
  const before = wire.attempts();
  wire.hang();
  const crowd = Array.from({ length: 20 }, () => failureOf(ask('select 1', [], AbortSignal.timeout(150))));
  expect(new Set((await Promise.all(crowd)).map((error) => (error as Error).name))).toEqual(new Set(['TimeoutError']));
  expect(wire.attempts() - before).toBe(2);
});

test('a crowd is answered by the connections that are open', async () => {
  const { ask } = open(20, 6);
  await eventually(async () => {
    await ask('select 1', [], soon());
    expect(wire.connections()).toBeGreaterThanOrEqual(6);
  });
  await Promise.all(Array.from({ length: 6 }, () => ask('select 1', [], soon())));
  const before = wire.attempts();
  const crowd = Array.from({ length: 20 }, () => ask('select 1', [], soon()));
  await Promise.all(crowd);
  // Fourteen found none free.
  expect(wire.attempts() - before).toBeLessThanOrEqual(7);
});

test('where all that are open are held up, others are made, as many as there may be', async () => {
  const { ask } = open(12);
  const sleeping = Array.from({ length: 11 }, () => ask('select pg_sleep(0.8)', [], soon()));
  const running = `select 1 from pg_stat_activity where datname = current_database() and query like '%sleep(0.8)' and state = 'active'`;
  await eventually(async () => expect(await ask(running, [], soon())).toHaveLength(11));
  await Promise.all(sleeping);
});

test('where nobody takes the connection Node says so itself', async () => {
  await wire.cut();
  expect(await failureOf(open(1).ask('select 1', [], soon()))).toMatchObject({ code: 'ECONNREFUSED' });
});

test('a connection that breaks under its query may have carried it, and is no mistake of the statement', async () => {
  const { ask } = open(1);
  await ask('select 1', [], soon());
  const asking = failureOf(ask('select pg_sleep(0.8)', [], soon()));
  await wire.cut();
  const error = await asking;
  expect(isCertainlyNotSent(error)).toBe(false);
  expect(classify(error)).toEqual({ result: 'failure', retry: true });
});

test('a wrong question stays one', async () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const error = await failureOf(open(1).ask('select $1::text', [circle], soon()));
  expect(error).toBeInstanceOf(TypeError);
  expect(isCertainlyNotSent(error)).toBe(false);
});

test('whoever leaves hears their own reason', async () => {
  wire.hang();
  const reason = new Error('left');
  const leaving = new AbortController();
  const asking = failureOf(open(1).ask('select 1', [], leaving.signal));
  leaving.abort(reason);
  expect(await asking).toBe(reason);
});
