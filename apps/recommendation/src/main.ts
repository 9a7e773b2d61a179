// Starts the recommendation service: config → stores → routes → listen.
import path from 'node:path';
import { runMain } from '@evenkeel/service-kit/config';
import { listen } from '@evenkeel/service-kit/listen';
import { createLog } from '@evenkeel/service-kit/log';
import { migrateWhenPossible } from '@evenkeel/service-kit/migrate';
import { postgresReads } from '@evenkeel/service-kit/postgres';
import { redisStore } from '@evenkeel/service-kit/redis';
import { createService } from '@evenkeel/service-kit/service';
import { readConfig } from './config.ts';
import { history } from './history.ts';
import { popularity } from './popularity.ts';
import { recommendations } from './recommendations.ts';
import { recommendationRoutes } from './routes.ts';
import { seed } from './seed.ts';

await runMain(async () => {
  const config = readConfig();
  const log = createLog('recommendation', config.LOG_LEVEL);
  const reads = postgresReads({ primaryUrl: config.DATABASE_URL, replicaUrl: config.DATABASE_REPLICA_URL, log });
  const redis = redisStore({ name: 'redis', url: config.REDIS_URL, log });
  const views = history(redis);
  const stopping = new AbortController();
  const app = createService({
    name: 'recommendation',
    log,
    routers: [recommendationRoutes(recommendations(views, popularity(reads)), views)],
    // Redis is optional: without it recommendations are less personal, and still there.
    ready: () => reads.check(),
    dependencies: () => [...reads.health(), redis.pipeline.health()],
  });
  await listen(app, {
    host: config.HOST,
    port: config.PORT,
    log,
    close: async () => {
      stopping.abort();
      await Promise.all([reads.close(), redis.close()]);
    },
  });
  await migrateWhenPossible({
    primaryUrl: config.DATABASE_URL,
    directory: path.join(import.meta.dirname, '../migrations'),
    seed,
    log,
    signal: stopping.signal,
  });
});
