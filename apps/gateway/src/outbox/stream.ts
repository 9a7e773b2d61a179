// Orders in a Redis stream. Redis writes each to its disk before it answers (`appendfsync always`), and what has no time to live is never
// evicted. Handed over by whichever gateway comes to it: a consumer group knows what was taken and not finished, and by whom.
import type { OutboxDepth } from '@evenkeel/contracts';
import type { RedisStore } from '@evenkeel/service-kit/redis/store';
import type { Redis } from 'ioredis';
import { type Entry, entry, type Found, fingerprintOf } from './entry.ts';

export interface OrderStream {
  /** Returns when it is on Redis's disk; the first cart of an id counts. @throws as Redis does: then it may be there, or not */
  append(entry: Entry): Promise<Pick<Found, 'entry' | 'mayBeHandedOver'>>;
  find(id: string, signal?: AbortSignal): Promise<Found | undefined>;
  /** What is to be handed over: what this consumer did not finish, what dead ones left, what is new. */
  due(most: number): Promise<StreamItem[]>;
  /**
   * Payment is about to hear of it: noted where every gateway reads it, since the one that notes it may die. What it returns takes that back.
   * @throws as Redis does
   */
  handingOver(id: string): Promise<() => Promise<void>>;
  /** It was handed over. */
  done(item: StreamItem): Promise<void>;
  /** How many orders wait, and how many were put aside. */
  depth(): Promise<OutboxDepth>;
  /** What was put aside is due again. How many. */
  again(): Promise<number>;
  /** Forgets consumers that have nothing and were not seen for an hour: each life of a gateway is one. */
  tidy(): Promise<void>;
  /** It will never be taken: put aside for somebody to look at. */
  refuse(item: StreamItem, reason: string): Promise<void>;
}

export interface StreamItem {
  /** Of the stream. */
  readonly place: string;
  /** Undefined when it is none of ours. */
  readonly entry: Entry | undefined;
  readonly text: string;
}

const stream = 'gateway:orders';
const refusedStream = 'gateway:orders:refused';
const group = 'gateway';
const keyOf = (id: string) => `gateway:order:${id}`;
/** What a consumer has not finished for so long is somebody else's, in ms. */
const usuallyAbandonedMs = 15_000;
const goneMs = 3_600_000;

/**
 * Carts under one checkout: more say nothing new. The fields of an order are its entry, its visitor, each cart, whether it was put aside, and
 * how many are handing it over.
 */
const mostCarts = 5;
const otherFields = 4;

/**
 * One step, so that nothing is ever half there: the stream, and the order under its id for whoever asks. Another cart goes behind without its
 * card: it is there to be named, and never charged.
 */
const appendScript = `
local kept = redis.call('HMGET', KEYS[2], 'fingerprint', 'entry', 'visitor', 'handing')
local first = {kept[2], tonumber(kept[4] or 0)}
if kept[1] and (kept[1] == ARGV[2] or kept[3] ~= ARGV[3]) then return first end
if kept[1] and redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[4]) then return first end
if kept[1] and redis.call('HSETNX', KEYS[2], 'other:' .. ARGV[2], '') == 0 then return first end
redis.call('XADD', KEYS[1], '*', 'entry', kept[1] and ARGV[5] or ARGV[1])
if kept[1] then return first end
redis.call('HSET', KEYS[2], 'fingerprint', ARGV[2], 'entry', ARGV[1], 'visitor', ARGV[3])
return {ARGV[1], 0}`;

/**
 * One step: what was handed over meanwhile is not there any more, and must not come back as half an order. Also in a Redis that is full: nothing
 * but what is handed over makes room there.
 */
const handingScript = `#!lua flags=allow-oom
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HINCRBY', KEYS[1], 'handing', ARGV[1]) end`;

/** One step, and so many at a time. The order stands under its id all the while. */
const againAtOnce = 500;
const againScript = `#!lua flags=allow-oom
local aside = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', ARGV[1])
for _, item in ipairs(aside) do
  redis.call('XADD', KEYS[1], '*', 'entry', item[2][2])
  local ok, kept = pcall(cjson.decode, item[2][2])
  if ok and type(kept) == 'table' and type(kept.order) == 'table' and type(kept.order.id) == 'string' then
    redis.call('HDEL', ARGV[2] .. kept.order.id, 'aside')
  end
  redis.call('XDEL', KEYS[2], item[1])
end
return #aside`;

/** One step. Whoever the order belongs to goes on seeing it, and nothing of it is ever thrown away: it was accepted. */
const refuseScript = `
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
redis.call('XDEL', KEYS[1], ARGV[2])
redis.call('XADD', KEYS[2], '*', 'entry', ARGV[3], 'reason', ARGV[4])
if KEYS[3] and redis.call('HGET', KEYS[3], 'fingerprint') == ARGV[5] then redis.call('HSET', KEYS[3], 'aside', '1') end`;

/** One step: a consumer that took something meanwhile would lose it. */
const tidyScript = `
local found = redis.pcall('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])
if found.err then return 0 end
local gone = 0
for _, fields in ipairs(found) do
  local consumer = {}
  for at = 1, #fields, 2 do consumer[fields[at]] = fields[at + 1] end
  if consumer.pending == 0 and consumer.idle > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name)
    gone = gone + 1
  end
end
return gone`;

export function orderStream(
  redis: RedisStore,
  consumer: string,
  {
    abandonedMs = usuallyAbandonedMs,
    consumerGoneMs = goneMs,
  }: { readonly abandonedMs?: number; readonly consumerGoneMs?: number } = {},
): OrderStream {
  const parsed = (text: string) => entry.parse(JSON.parse(text));

  /** Redis may be a new one. */
  const inGroup = async <T>(client: Redis, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOGROUP'))) throw error;
      await client.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
      return work();
    }
  };
  const finish = ({ place, entry: kept }: StreamItem, client: Redis) => {
    const steps = client.multi().xack(stream, group, place).xdel(stream, place);
    return kept ? steps.del(keyOf(kept.order.id)) : steps;
  };

  return {
    append: (kept) =>
      redis.write(async (client) => {
        const { id, visitor } = kept.order;
        const withoutCard = JSON.stringify({ ...kept, card: null });
        const values = [JSON.stringify(kept), fingerprintOf(kept), visitor, mostCarts + otherFields, withoutCard];
        const first = await client.eval(appendScript, 2, stream, keyOf(id), ...values);
        const [text, handing] = first as [string, number];
        return { entry: parsed(text), mayBeHandedOver: handing > 0 };
      }),
    handingOver: async (id) => {
      const count = (by: 1 | -1) =>
        redis.write(async (client) => void (await client.eval(handingScript, 1, keyOf(id), by)));
      await count(1);
      // What cannot be taken back only makes less certain.
      return () => count(-1).catch(() => undefined);
    },
    find: async (id, signal) => {
      const fields = await redis.run((client) => client.hgetall(keyOf(id)), { ...(signal && { signal }) });
      if (fields.entry === undefined) return undefined;
      const hasOthers = Object.keys(fields).some((name) => name.startsWith('other:'));
      return {
        entry: parsed(fields.entry),
        hasOthers,
        isAside: fields.aside !== undefined,
        mayBeHandedOver: Number(fields.handing ?? 0) > 0,
      };
    },
    due: (most) =>
      redis.write(async (client) => {
        const reading = (from: '0' | '>') =>
          inGroup(client, () => client.xreadgroup('GROUP', group, consumer, 'COUNT', most, 'STREAMS', stream, from));
        const own = itemsIn(await reading('0'));
        if (own.length >= most) return own;
        const [, left] = (await client.xautoclaim(stream, group, consumer, abandonedMs, '0', 'COUNT', most)) as [
          string,
          RawItem[],
        ];
        const others = itemsOf(left).filter(({ place }) => !own.some((one) => one.place === place));
        return [...own, ...others, ...itemsIn(await reading('>'))].slice(0, most);
      }),
    tidy: () => redis.write(async (client) => void (await client.eval(tidyScript, 1, stream, group, consumerGoneMs))),
    depth: () =>
      redis.run(async (client) => {
        const [waiting, refused] = await Promise.all([client.xlen(stream), client.xlen(refusedStream)]);
        return { waiting, refused };
      }),
    again: () =>
      redis.write(async (client) =>
        Number(await client.eval(againScript, 2, stream, refusedStream, againAtOnce, keyOf(''))),
      ),
    done: (item) => redis.write(async (client) => assertDone(await finish(item, client).exec())),
    refuse: (item, reason) =>
      redis.write(async (client) => {
        const keys = [stream, refusedStream, ...(item.entry ? [keyOf(item.entry.order.id)] : [])];
        const values = [group, item.place, item.text, reason, item.entry ? fingerprintOf(item.entry) : ''];
        await client.eval(refuseScript, keys.length, ...keys, ...values);
      }),
  };
}

type RawItem = readonly [place: string, fields: readonly string[] | null];

const itemsIn = (answer: unknown): StreamItem[] =>
  ((answer ?? []) as [string, RawItem[]][]).flatMap(([, items]) => itemsOf(items));

/** One that was deleted meanwhile has no fields. */
const itemsOf = (items: readonly RawItem[]): StreamItem[] =>
  items.flatMap(([place, fields]) => {
    if (fields === null || fields === undefined) return [];
    const text = fields[fields.indexOf('entry') + 1] ?? '';
    return [{ place, text, entry: entryIn(text) }];
  });

function entryIn(text: string): Entry | undefined {
  try {
    return entry.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // Refused by whoever hands it over, with its text.
  }
}

/** @throws the first error of a step */
function assertDone(results: readonly (readonly [Error | null, unknown])[] | null): void {
  for (const [error] of results ?? []) if (error !== null) throw error;
}
