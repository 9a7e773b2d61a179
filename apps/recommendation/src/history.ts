// What one visitor looked at: a short list in Redis that forgets itself.
import type { RedisStore } from '@evenkeel/service-kit/redis/store';

/** A visitor's list keeps the last 20 products, and is gone 30 days after the last look. */
const kept = 20;
const keptForSeconds = 30 * 24 * 60 * 60;

export type History = ReturnType<typeof history>;

export function history(redis: RedisStore) {
  return {
    /** Puts a product on top of the visitor's list. Answers the list as it was. Throws when Redis does not take it. */
    async add(visitor: string, slug: string, signal: AbortSignal): Promise<string[]> {
      const key = keyOf(visitor);
      return redis.write(
        async (client) => {
          const commands = client
            .multi()
            .lrange(key, 0, kept - 1)
            .lrem(key, 0, slug)
            .lpush(key, slug)
            .ltrim(key, 0, kept - 1)
            .expire(key, keptForSeconds);
          const answers = (await commands.exec()) ?? [];
          for (const [error] of answers) if (error) throw error;
          return answers[0]?.[1] as string[];
        },
        { signal },
      );
    },

    /** The products that the visitor looked at, the last one first. */
    of: (visitor: string, signal: AbortSignal): Promise<string[]> =>
      redis.run((client) => client.lrange(keyOf(visitor), 0, kept - 1), { signal }),
  };
}

const keyOf = (visitor: string) => `recommendation:views:${visitor.toLowerCase()}`;
