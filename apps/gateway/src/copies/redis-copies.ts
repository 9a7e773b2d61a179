import type { RedisStore } from '@evenkeel/service-kit';
import type { SharedCopies } from './copies.ts';

const prefix = 'gateway:';

/** Last good copies in Redis. Each has a time to live, so that a full Redis may evict copies and nothing else. */
export const redisCopies = (redis: RedisStore): SharedCopies => ({
  get: async (key, signal) => (await redis.run((client) => client.get(prefix + key), { signal })) ?? undefined,
  set: async (key, value, ttlMs) => {
    await redis.write((client) => client.set(prefix + key, value, 'PX', Math.ceil(ttlMs)));
  },
  clear: async (start) => {
    const match = `${prefix}${start}*`;
    let cursor = '0';
    do {
      const [next, keys] = await redis.run((client) => client.scan(cursor, 'MATCH', match, 'COUNT', 500));
      if (keys.length > 0) await redis.write((client) => client.unlink(...keys));
      cursor = next;
    } while (cursor !== '0');
  },
});
