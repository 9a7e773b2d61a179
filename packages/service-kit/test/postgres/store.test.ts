// What one server's store knows of it while nobody asks for anything.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../src/index.ts';
import { type PostgresStore, postgresStore } from '../../src/postgres/store.ts';
import { createDatabase, type TestDatabase, throughPort } from '../../src/testing/database.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { type TcpProxy, tcpProxy } from '../../src/testing/tcp-proxy.ts';

let database: TestDatabase;
let wire: TcpProxy;
let store: PostgresStore;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  wire = await tcpProxy(database.primaryUrl);
});
afterEach(async () => {
  await wire.heal();
  await store.close();
  await wire.close();
});

const open = () => {
  const log = createLog('trial', 'silent');
  store = postgresStore({ name: 'trial', url: throughPort(database.primaryUrl, wire.port), log });
};
const allAreOpen = () => eventually(() => expect(wire.connections()).toBeGreaterThanOrEqual(6));
const cut = async () => {
  await wire.cut();
  await eventually(() => expect(wire.connections()).toBe(0));
};

test('a server whose connections break is asked whether it lives, before anybody needs it', async () => {
  open();
  const idle = `select 1 from pg_stat_activity where datname = current_database() and state = 'idle'`;
  // One more is the one that counts them.
  await eventually(async () => expect((await store.look(idle, 1_000)).length).toBeGreaterThanOrEqual(5));
  await cut();
  await eventually(() => expect(store.isUp()).toBe(false));
  await wire.heal();
  await eventually(() => expect(store.isUp()).toBe(true));
});

test('connections that broke are made again, as many as there were, and also those that the start could not make', async () => {
  await cut();
  open();
  await eventually(() => expect(store.isUp()).toBe(false));
  await wire.heal();
  await allAreOpen();
  await cut();
  await wire.heal();
  await allAreOpen();
});

test('a look that gets no answer raises a doubt, one that is refused does not', async () => {
  open();
  await allAreOpen();
  await expect(store.look('select nonsense(', 1_000)).rejects.toThrow('syntax error');
  expect(store.isInDoubt()).toBe(false);
  wire.hang();
  await expect(store.look('select 1', 100)).rejects.toThrow('timeout');
  expect(store.isInDoubt()).toBe(true);
});
