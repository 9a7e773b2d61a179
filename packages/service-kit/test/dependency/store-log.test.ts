// A dead store is told with its reason, once, from the first moment on.
import { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { storeLog } from '../../src/dependency/store-log.ts';
import { createLog, postgresReads, redisStore } from '../../src/index.ts';
import { breakerAlerts } from '../../src/telemetry/breaker-alerts.ts';
import { createDatabase, throughPort } from '../../src/testing/database.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { fakeRedis } from '../../src/testing/fake-redis.ts';
import { tcpProxy } from '../../src/testing/tcp-proxy.ts';

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly dependency: string;
  readonly reason?: string;
  readonly from?: string;
  readonly to?: string;
}

function listening() {
  const lines: Line[] = [];
  const written = new Writable({
    write: (line, _encoding, done) => {
      lines.push(JSON.parse(String(line)));
      done();
    },
  });
  const log = createLog('trial', 'info', written);
  onTestFinished(breakerAlerts({ service: 'trial', log }));
  return { log, lines };
}

/** These lines and no others; whether connection or breaker comes first is chance. */
function expectLines(lines: readonly Line[], expected: readonly Partial<Line>[]) {
  expect(lines).toHaveLength(expected.length);
  expect(lines).toEqual(expect.arrayContaining(expected.map((line) => expect.objectContaining(line))));
}

/** A proxy in front of `url` that refuses whoever comes. */
async function dead(url: string) {
  const proxy = await tcpProxy(url);
  await proxy.cut();
  return proxy;
}

test('a Redis that is dead when the service starts is told once, with the reason, and again when it is there', async () => {
  const redis = await fakeRedis();
  const proxy = await dead(redis.url);
  const { log, lines } = listening();
  const store = redisStore({ name: 'redis', url: throughPort(redis.url, proxy.port), log, openMs: 100 });
  for (let request = 0; request < 8; request++) await store.run((client) => client.get('copy')).catch(() => undefined);
  await eventually(() => expect(store.pipelines[0]?.health().breaker?.failed).toBeGreaterThan(6));
  await proxy.heal();
  await eventually(() => expect(lines).toHaveLength(4));
  expectLines(lines, [
    { level: 'warn', msg: 'Redis service circuit breaker is OPEN!', dependency: 'redis', from: 'CLOSED', to: 'OPEN' },
    { level: 'warn', dependency: 'redis', reason: `connect ECONNREFUSED 127.0.0.1:${proxy.port}` },
    { level: 'info', msg: 'store answers', dependency: 'redis' },
    { level: 'info', msg: 'Redis service circuit breaker is CLOSED again', dependency: 'redis', to: 'CLOSED' },
  ]);
  await store.close();
  await proxy.close();
  redis.close();
});

test('a PostgreSQL that is dead when the service starts is told once, with the reason, before anybody asks', async () => {
  const database = await createDatabase();
  const proxy = await dead(database.primaryUrl);
  const { log, lines } = listening();
  const primaryUrl = throughPort(database.primaryUrl, proxy.port);
  const reads = postgresReads({ primaryUrl, replicaUrl: database.replicaUrl, log });
  const ofPrimary = () => lines.filter(({ dependency }) => dependency === 'postgres');
  await eventually(() => expect(ofPrimary()).not.toEqual([]));
  for (let request = 0; request < 8; request++)
    await reads.query('select 1', [], { prefer: 'primary' }).catch(() => undefined); // On a busy machine the replica may be slow.
  await eventually(() => expect(reads.health()[0]?.breaker?.state).not.toBe('CLOSED'));
  await proxy.heal();
  await eventually(() => expect(ofPrimary()).toHaveLength(4));
  expectLines(ofPrimary(), [
    { level: 'warn', reason: `connect ECONNREFUSED 127.0.0.1:${proxy.port}` },
    { level: 'warn', from: 'CLOSED', to: 'OPEN' },
    { level: 'info', to: 'CLOSED' },
    { level: 'info', msg: 'store answers' },
  ]);
  await reads.close();
  await proxy.close();
  await database.drop();
});

test('a store that is tried for hours is told once for each reason, and no more than a few of those', () => {
  const { log, lines } = listening();
  const store = storeLog(log, 'redis');
  for (let attempt = 0; attempt < 1_000; attempt++) {
    store.lost(new Error('connect ECONNREFUSED'));
    store.lost(new Error(attempt < 10 ? 'WRONGPASS' : `port ${attempt}`));
  }
  expect(lines.map(({ reason }) => reason).slice(0, 2)).toEqual(['connect ECONNREFUSED', 'WRONGPASS']);
  expect(lines.length).toBeLessThan(6);
});
