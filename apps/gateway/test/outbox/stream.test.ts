// Orders in a real Redis.
import { randomUUID } from 'node:crypto';
import { redisStore } from '@evenkeel/service-kit/redis/store';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { orderStream } from '../../src/outbox/stream.ts';
import { anEntry } from './entries.ts';

/** A database of its own: the names of the stream are fixed. */
const url = new URL(process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379');
url.pathname = '/5';
const client = new Redis(url.href);
const redis = redisStore({
  name: 'redis.orders',
  url: url.href,
  log: createLog('gateway', 'silent'),
  timeoutMs: 2_000,
  writeTimeoutMs: 5_000,
});
const stream = orderStream(redis, 'one');

beforeEach(async () => {
  await client.flushdb();
  await eventually(() => redis.run((connected) => connected.ping()));
});
afterAll(async () => {
  await client.flushdb();
  client.disconnect();
  await redis.close();
});

const entriesOf = (items: Awaited<ReturnType<typeof stream.due>>) => items.map(({ entry }) => entry);

test('what was appended is found, handed over in its order, and gone when it is done', async () => {
  const [first, second] = [anEntry(), anEntry()];
  expect(await stream.append(first)).toEqual({ entry: first, mayBeHandedOver: false });
  await stream.append(second);
  expect(await stream.find(first.order.id)).toEqual({
    entry: first,
    hasOthers: false,
    isAside: false,
    mayBeHandedOver: false,
  });
  expect(await stream.depth()).toEqual({ waiting: 2, refused: 0 });
  const due = await stream.due(10);
  expect(entriesOf(due)).toEqual([first, second]);
  for (const item of due) await stream.done(item);
  expect(await stream.find(first.order.id)).toBeUndefined();
  expect(await stream.depth()).toEqual({ waiting: 0, refused: 0 });
});

test('the same again is the same; another cart under the same id is handed over as well, and the first counts', async () => {
  const first = anEntry();
  const other = anEntry({ id: first.order.id, visitor: first.order.visitor, quantity: 7 });
  await stream.append(first);
  expect((await stream.append({ ...first, at: other.at, certain: false })).entry).toEqual(first);
  expect((await stream.append(other)).entry).toEqual(first);
  expect(entriesOf(await stream.due(10))).toEqual([first, { ...other, card: null }]); // To be named, never charged.
  expect(await stream.find(first.order.id)).toEqual({
    entry: first,
    hasOthers: true,
    isAside: false,
    mayBeHandedOver: false,
  });
});

test('what was put aside is still found, and is due again when it is brought back', async () => {
  const kept = anEntry();
  await stream.append(kept);
  for (const item of await stream.due(10)) await stream.refuse(item, 'a test');
  expect(await stream.find(kept.order.id)).toEqual({
    entry: kept,
    hasOthers: false,
    isAside: true,
    mayBeHandedOver: false,
  });
  await client.xadd('gateway:orders:refused', '*', 'entry', 'not JSON', 'reason', 'a test');
  expect(await stream.again()).toBe(2);
  expect(await stream.find(kept.order.id)).toEqual({
    entry: kept,
    hasOthers: false,
    isAside: false,
    mayBeHandedOver: false,
  });
  expect(entriesOf(await stream.due(10))).toEqual([kept, undefined]);
});

test('that payment may hear of it is told to every gateway, until that is taken back', async () => {
  const kept = anEntry();
  await stream.append(kept);
  const another = orderStream(redis, 'another');
  const takeBack = await stream.handingOver(kept.order.id);
  await another.handingOver(kept.order.id); // And dies.
  await takeBack();
  for (const one of [stream, another]) {
    expect(await one.find(kept.order.id)).toMatchObject({ mayBeHandedOver: true });
    expect(await one.append(kept)).toEqual({ entry: kept, mayBeHandedOver: true });
  }
  for (const item of await stream.due(10)) await stream.done(item);
  await takeBack();
  expect(await stream.find(kept.order.id)).toBeUndefined();
  expect(await client.exists(`gateway:order:${kept.order.id}`)).toBe(0);
});

test('a stranger’s order under the id of another is not kept', async () => {
  const first = anEntry();
  await stream.append(first);
  expect((await stream.append(anEntry({ id: first.order.id }))).entry).toEqual(first);
  expect((await stream.depth()).waiting).toBe(1);
});

test('fifty appends of one order at once are one', async () => {
  const wanted = anEntry();
  await Promise.all(Array.from({ length: 50 }, () => stream.append(wanted)));
  expect((await stream.depth()).waiting).toBe(1);
});

test('what was taken and not finished is taken again, by the same and by nobody else', async () => {
  await stream.append(anEntry());
  const taken = entriesOf(await stream.due(10));
  expect(entriesOf(await stream.due(10))).toEqual(taken);
  expect(await orderStream(redis, 'another').due(10)).toEqual([]);
});

test('consumers that are gone are forgotten, but for those that have left something', async () => {
  await stream.append(anEntry());
  await orderStream(redis, 'has left something').due(10);
  await orderStream(redis, 'has nothing').due(10);
  const namesOf = async () =>
    ((await client.xinfo('CONSUMERS', 'gateway:orders', 'gateway')) as string[][]).map((fields) => fields[1]);
  await stream.tidy();
  expect(await namesOf()).toHaveLength(2);
  await eventually(async () => {
    await orderStream(redis, 'one', { consumerGoneMs: 1 }).tidy();
    expect(await namesOf()).toEqual(['has left something']);
  });
});

test('tidying up before there is a stream does nothing', async () => {
  await stream.tidy();
  expect(await client.exists('gateway:orders')).toBe(0);
});

test('what a dead one left is taken over', async () => {
  await stream.append(anEntry());
  const taken = entriesOf(await stream.due(10));
  const heir = orderStream(redis, 'another', { abandonedMs: 0 });
  expect(entriesOf(await heir.due(10))).toEqual(taken);
});

test('a new Redis, that knows no group, is no trouble', async () => {
  await stream.append(anEntry());
  await stream.due(10);
  await client.flushdb();
  expect(await stream.due(10)).toEqual([]);
  const later = anEntry();
  await stream.append(later);
  expect(entriesOf(await stream.due(10))).toEqual([later]);
});

test('what will never be taken is put aside with its text, and blocks nobody', async () => {
  await client.xadd('gateway:orders', '*', 'entry', 'not JSON');
  await client.xadd('gateway:orders', '*', 'something', 'else');
  await stream.append(anEntry());
  const [bad, worse, good] = await stream.due(10);
  if (!bad || !worse || !good) throw new Error('three were due');
  expect([bad.entry, worse.entry]).toEqual([undefined, undefined]);
  await stream.refuse(bad, 'it cannot be read');
  await stream.refuse(worse, 'it cannot be read');
  expect(await stream.depth()).toEqual({ waiting: 1, refused: 2 });
  expect(JSON.stringify(await client.xrange('gateway:orders:refused', '-', '+'))).toContain('not JSON');
});

test('an order has no time to live, so that a full Redis never evicts it; a full one refuses it', async () => {
  const wanted = anEntry();
  await stream.append(wanted);
  expect(await client.ttl(`gateway:order:${wanted.order.id}`)).toBe(-1);
  expect(await client.ttl('gateway:orders')).toBe(-1);
});

test('the name of nobody’s order finds nothing', async () => {
  expect(await stream.find(randomUUID())).toBeUndefined();
});
