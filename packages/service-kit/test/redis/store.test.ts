// A Redis that replies lives: what it refuses costs what is refused, and nothing else.
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog, type RedisStore, redisStore } from '../../src/index.ts';
import { refusalOf } from '../../src/redis/errors.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { type FakeRedis, fakeRedis } from '../../src/testing/fake-redis.ts';

const log = createLog('trial', 'info', new Writable({ write: (_line, _encoding, done) => done() }));

let redis: FakeRedis;
let store: RedisStore;
beforeEach(async () => {
  redis = await fakeRedis();
  redis.kept.set('copy', 'kept');
  store = redisStore({ name: 'redis', url: redis.url, log, openMs: 100, timeoutMs: 500 });
  await eventually(async () => expect(await read()).toBe('kept'));
});
afterEach(async () => {
  await store.close();
  redis.close();
});

const read = () => store.run((client) => client.get('copy'));
const write = () => store.write((client) => client.set('copy', 'newer'));
const states = () => store.pipelines.map((pipeline) => pipeline.health().breaker?.state);
const isWrite = (command: string) => ['SET', 'LPUSH'].includes(command);

const refusedWrites = [
  "READONLY You can't write against a read only replica.",
  "MISCONF Valkey is configured to save RDB snapshots, but it's currently unable to persist to disk.",
  "OOM command not allowed when used memory > 'maxmemory'.",
  'NOREPLICAS Not enough good replicas to write.',
];

test.each(refusedWrites)('refused writes leave the reads alone: %s', async (refusal) => {
  redis.refuse = (command) => (isWrite(command) ? refusal : undefined);
  for (let request = 0; request < 20; request++) {
    await expect(write()).rejects.toThrow();
    expect(await read()).toBe('kept');
  }
  expect(states()[0]).toBe('CLOSED');
});

test('writes that are refused again and again are not asked for any more, and begin again by themselves', async () => {
  redis.refuse = (command) => (isWrite(command) ? refusedWrites[0] : undefined);
  for (let request = 0; request < 5; request++) await expect(write()).rejects.toThrow('READONLY');
  await expect(write()).rejects.toThrow('circuit breaker open');
  redis.refuse = () => undefined;
  await eventually(() => expect(states()).toEqual(['CLOSED', 'CLOSED']));
  await write();
  expect(redis.kept.get('copy')).toBe('newer');
});

test('a transaction that is discarded for refused writes is a refused write', async () => {
  redis.refuse = (command) => (isWrite(command) ? refusedWrites[0] : undefined);
  const error = await store
    .write((client) => client.multi().get('copy').lpush('list', 'one').exec())
    .catch((thrown: unknown) => thrown);
  expect(refusalOf(error)).toBe('writes');
  expect(await read()).toBe('kept');
});

test('a command that is refused for its key or its caller counts against nobody', async () => {
  redis.refuse = (_command, key) =>
    key === 'list' ? 'WRONGTYPE Operation against a key holding the wrong kind of value' : undefined;
  for (let request = 0; request < 10; request++) {
    await expect(store.run((client) => client.get('list'))).rejects.toThrow('WRONGTYPE');
    await expect(store.write((client) => client.set('list', 'text'))).rejects.toThrow('WRONGTYPE');
  }
  expect(states()).toEqual(['CLOSED', 'CLOSED']);
  expect(await read()).toBe('kept');
});

test('a server that refuses everybody is a failure of both: it is asked no more until it serves', async () => {
  redis.refuse = (command) => (command === 'INFO' ? undefined : 'NOAUTH Authentication required.');
  await expect(read()).rejects.toThrow('NOAUTH');
  await eventually(() => expect(read()).rejects.toThrow('circuit breaker open'));
  await expect(write()).rejects.toThrow('circuit breaker open');
  expect(redis.asked).not.toContain('SET');
  redis.refuse = () => undefined;
  await eventually(() => expect(states()).toEqual(['CLOSED', 'CLOSED']));
});

test('writes may be slow, since nobody waits for them: they are not given up like reads', async () => {
  const slow = redisStore({ name: 'redis', url: redis.url, log });
  await eventually(() => slow.run((client) => client.get('copy')));
  redis.delayMs = (command) => (isWrite(command) ? 150 : 0);
  for (let request = 0; request < 6; request++) await slow.write((client) => client.set('copy', String(request)));
  expect(slow.health().map(({ breaker }) => breaker?.state)).toEqual(['CLOSED', 'CLOSED']);
  await slow.close();
});

test('what a reply refuses, by its first word', () => {
  const reply = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' });
  expect(refusalOf(reply('LOADING Valkey is loading the dataset in memory'))).toBe('serving');
  expect(refusalOf(reply('ERR max number of clients reached'))).toBe('serving');
  expect(refusalOf(reply('ERR syntax error'))).toBe('command');
  expect(refusalOf(reply("NOPERM User reader has no permissions to run the 'set' command"))).toBe('command');
  expect(refusalOf(new Error('connect ECONNREFUSED'))).toBeUndefined();
});
