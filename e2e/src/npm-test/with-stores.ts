// The services' tests speak to a real PostgreSQL with a replica, and to a real Redis.
import { ownShop } from '../own-shop.ts';

/** Starts the stores on free ports, and answers what `run` made of the settings that name them. */
export async function withStores<T>(
  log: (line: string) => void,
  run: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const shop = await ownShop(log, { parts: ['postgres', 'postgres-replica', 'redis'] });
  try {
    const { primaryUrl, replicaUrl, redisUrl } = shop.access;
    return await run({ TEST_DATABASE_URL: primaryUrl, TEST_REPLICA_URL: replicaUrl, TEST_REDIS_URL: redisUrl });
  } finally {
    await shop.stop();
  }
}
