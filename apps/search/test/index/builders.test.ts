// Several search services keep one index: they may start together, die, and be of different versions.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { type TestDatabase, testSetting } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { isGone, newBuilder } from '../../src/index/builder.ts';
import { type RawEngine, rawEngine } from './raw-engine.ts';
import { createCatalogue, finds, follows, newAlias, type RunningKeeper, startEngine, startKeeper } from './stage.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startEngine>>;
let alias: string;
let raw: RawEngine;
let all: RunningKeeper[] = [];

beforeAll(async () => {
  [database, server] = await Promise.all([createCatalogue(), startEngine()]);
});
beforeEach(() => {
  alias = newAlias();
  raw = rawEngine(server.url, alias);
});
afterEach(async () => {
  await Promise.all(all.splice(0).map((one) => one.close()));
  await raw.clean();
});
afterAll(() => Promise.all([database.drop(), server.stop()]));

const start = () => {
  const one = startKeeper({ alias, engineUrl: server.url, database });
  all = [...all, one];
  return one;
};

test.each([2, 5])('%i services that start at once end with one index, and find no product twice', async (services) => {
  const started = Array.from({ length: services }, start);
  await Promise.all(started.map((one) => follows(one)));
  // Nothing is left to be done: the same index is the only one, look after look.
  await eventually(() => raw.only(), 15_000);
  const { name } = await raw.only();
  for (const one of started) await finds(one);
  await database.run(`update products set tagline = tagline || '!'`);
  await Promise.all(started.map((one) => eventually(() => expect(one.ageMs()).toBeLessThan(1_500))));
  expect((await raw.only()).name).toBe(name);
});

test('a service that is killed while it builds leaves the old index in service, and the next one tidies up', async () => {
  const one = start();
  await follows(one);
  const { name: old } = await raw.only();
  all = [];
  await one.close();
  await raw.order('PUT', `/${old}/_mapping`, { _meta: { nothing: 'of ours' } });

  const lock = new Client(database.primaryUrl);
  await lock.connect();
  onTestFinished(() => lock.end());
  // A build gets no further than its first products while this is held.
  await lock.query('begin; lock table specifications in access exclusive mode');
  const victim = spawn(process.execPath, [path.join(import.meta.dirname, '../../src/main.ts')], {
    env: {
      PATH: process.env.PATH,
      PORT: String(await freePort()),
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.primaryUrl,
      DATABASE_REPLICA_URL: database.replicaUrl,
      ELASTICSEARCH_URL: server.url,
      REDIS_URL: testSetting('TEST_REDIS_URL'),
      SEARCH_INDEX: alias,
    },
    stdio: 'ignore',
  });
  const halfBuilt = await eventually(async () => {
    const half = (await raw.list()).find(({ current }) => !current);
    expect(half).toBeDefined();
    victim.kill('SIGKILL');
    return half?.name;
  }, 20_000);
  await once(victim, 'exit');
  await lock.query('rollback');

  const visitor = start();
  expect(await visitor.slugs()).toEqual(['radio', 'speaker', 'turntable']);
  await eventually(async () => expect((await raw.list()).map(({ name }) => name)).not.toContain(halfBuilt), 15_000);
  await eventually(async () => expect((await raw.only()).name).not.toBe(old), 15_000);
  await finds(visitor);
});

test('an index that another machine is building is left alone', async () => {
  await follows(start());
  const index = await raw.only();
  const { meta } = index;
  const name = index.name.replace(/.{6}$/, 'ffffff');
  const elsewhere = { ...meta, mapping: '', builder: 'another-machine/1/abc' };
  await raw.imitate(index, name, elsewhere);
  const two = start();
  await follows(two);
  await database.run(`update products set tagline = tagline || '!'`);
  await eventually(
    async () => expect((await raw.list()).find(({ current }) => current)?.meta).not.toEqual(meta),
    15_000,
  );
  expect((await raw.list()).map((one) => one.name)).toContain(name);
});

test('a service of an older version leaves the index to the younger one that has just replaced it', async () => {
  const older = start();
  await follows(older);
  const index = await raw.only();
  const { name, meta } = index;
  const younger = `${alias}-v00000000-20260101000000-abcdef`;
  const elsewhere = { ...meta, mapping: '', version: '00000000', builder: 'another-machine/1/abc' };
  await raw.imitate(index, younger, elsewhere);
  await raw.point({ remove: { index: name, alias } }, { add: { index: younger, alias } });
  await eventually(() => expect(older.state()).toBe('left to a younger version of this service'), 15_000);
  expect((await raw.list()).find(({ current }) => current)?.name).toBe(younger);
  expect(older.settled()).toBe(true);

  // One that starts later is younger still.
  const next = start();
  await finds(next);
  await eventually(
    async () => expect((await raw.list()).find(({ current }) => current)?.name).not.toBe(younger),
    15_000,
  );
});

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  return typeof address === 'object' && address ? address.port : 0;
}

test('a builder is gone when its process has ended, and when it was one of ours before', () => {
  const us = newBuilder();
  const [host, pid] = [hostname(), process.pid];
  expect(isGone(us, us)).toBe(true);
  expect(isGone(`${host}/${pid}/before-a-restart`, us)).toBe(true);
  expect(isGone(`${host}/${2 ** 22 + 1}/x`, us)).toBe(true);
  expect(isGone(`${host}/${process.ppid}/x`, us)).toBe(false);
  expect(isGone('another-machine/1/x', us)).toBe(false);
});
