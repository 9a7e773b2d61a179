import path from 'node:path';
import { product } from '@evenkeel/contracts';
import { createDatabase, type TestDatabase, throughPort } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { runToEnd, type ServiceProcess, startService } from '@evenkeel/service-kit/testing/service-process';
import { type TcpProxy, tcpProxy } from '@evenkeel/service-kit/testing/tcp-proxy';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const main = path.join(import.meta.dirname, '../src/main.ts');

let database: TestDatabase;
let primary: TcpProxy;
let replica: TcpProxy;
let service: ServiceProcess;

// The service starts before its database is there, as it may in the shop.
beforeAll(async () => {
  database = await createDatabase();
  primary = await tcpProxy(database.primaryUrl);
  replica = await tcpProxy(database.replicaUrl);
  await Promise.all([primary.cut(), replica.cut()]);
  service = await startService(main, {
    DATABASE_URL: throughPort(database.primaryUrl, primary.port),
    DATABASE_REPLICA_URL: throughPort(database.replicaUrl, replica.port),
  });
});
afterEach(() => allWell());
afterAll(async () => {
  await service.stop();
  await Promise.all([primary.close(), replica.close()]);
  await database.drop();
});

/** Heals the stores, and waits until a little traffic has closed the breakers of each. */
async function allWell() {
  await Promise.all([primary.heal(), replica.heal()]);
  await eventually(async () => {
    await answers();
    const { body } = await service.get('/metrics');
    expect(body).toMatch(/circuit_breaker_state\{.*dependency="postgres".*\} 0/);
    expect(body).not.toMatch(/circuit_breaker_state\{.*\} [12]/);
  });
}

/** The product page's questions are answered: the one that asks the replica first, and the one that asks the primary. */
async function answers() {
  const { status, body } = await service.get('/products/laptop');
  expect(status).toBe(200);
  expect(product.parse(body).name).toBe('Laptop');
  expect((await service.get('/products/laptop/price')).body).toMatchObject({ money: { cents: 99_900 } });
}

test('starts without its database: alive, not ready, and honest; and fills it as soon as it is there', async () => {
  expect((await service.get('/health/live')).status).toBe(200);
  expect((await service.get('/health/ready')).status).toBe(503);
  const { status, headers } = await service.get('/products/laptop');
  expect(status).toBe(503);
  expect(headers.get('retry-after')).toBe('1');
  await Promise.all([primary.heal(), replica.heal()]);
  await eventually(answers);
});

test.each([
  ['killed', (store: TcpProxy) => store.cut()],
  ['hung', (store: TcpProxy) => store.hang()],
])('with either store %s everything is answered', async (_, fail) => {
  for (const store of [replica, primary]) {
    await fail(store);
    for (let request = 0; request < 8; request++) await answers();
    await allWell();
  }
});

test.each([
  ['killed', (store: TcpProxy) => store.cut()],
  ['hung', (store: TcpProxy) => store.hang()],
])('with both stores %s it says 503 and no more, and heals by itself', async (_, fail) => {
  await Promise.all([fail(primary), fail(replica)]);
  for (let request = 0; request < 8; request++) {
    expect((await service.get('/products/laptop')).status).toBe(503);
  }
  expect((await service.get('/health/live')).status).toBe(200);
  await allWell();
});

test('a store that is gone is not an error of ours', () => {
  expect(service.log().filter(({ level }) => level === 'error')).toEqual([]);
});

test('a bad setting ends the start with one line that names it', async () => {
  const { code, errors } = await runToEnd(main, { PORT: '4001', DATABASE_URL: 'mysql://secret@db' });
  expect(code).toBe(1);
  expect(errors).toMatch(/^DATABASE_URL must be an address .*; DATABASE_REPLICA_URL must be .*\(it is not set\)\n$/);
  expect(errors).not.toContain('secret');
});
