// Starts the recommendation service: config → stores → routes → listen.
import { runMain } from '@evenkeel/service-kit/config';
import { runDataService } from '@evenkeel/service-kit/data-service';
import { createLog } from '@evenkeel/service-kit/log';
import { postgresReads } from '@evenkeel/service-kit/postgres';
import { redisStore } from '@evenkeel/service-kit/redis';
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
  await runDataService({
    name: 'recommendation',
    log,
    config,
    reads,
    routers: [recommendationRoutes(recommendations(views, popularity(reads)), views)],
    seed,
    sourceDir: import.meta.dirname,
    // Without it recommendations are less personal, and still there.
    optionalStores: [redis],
  });
});
