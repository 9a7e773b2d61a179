// What one visitor looked at: a short list in Redis that forgets itself.
import type { View } from '@evenkeel/contracts';
import { unavailable } from '@evenkeel/service-kit/problem';
import type { RedisStore } from '@evenkeel/service-kit/redis';

/** A visitor's list keeps the last 20 products, and is gone 30 days after the last look. */
const kept = 20;
const keptForSeconds = 30 * 24 * 60 * 60;

export type History = ReturnType<typeof history>;

export function history(redis: RedisStore) {
  return {
    /**
     * Puts a product on top of the visitor's list.
     * @throws ProblemError 503 when Redis does not take it
     */
    async add({ visitor, slug }: View, signal: AbortSignal): Promise<void> {
      const key = keyOf(visitor);
      try {
        await redis.run(
          async (client) => {
            const onTop = client.multi().lrem(key, 0, slug).lpush(key, slug);
            const answers = await onTop
              .ltrim(key, 0, kept - 1)
              .expire(key, keptForSeconds)
              .exec();
            for (const [error] of answers ?? []) if (error) throw error;
          },
          { signal },
        );
      } catch (error) {
        throw unavailable('The view could not be kept.', error);
      }
    },

    /** The products that the visitor looked at, the last one first. */
    of: (visitor: string, signal: AbortSignal): Promise<string[]> =>
      redis.run((client) => client.lrange(keyOf(visitor), 0, kept - 1), { signal }),
  };
}

const keyOf = (visitor: string) => `recommendation:views:${visitor.toLowerCase()}`;
