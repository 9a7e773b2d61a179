// Starts the recommendation service: config → stores → routes → listen.
import { runMain } from '@evenkeel/service-kit/config';
import { runDataService } from '@evenkeel/service-kit/data-service';
import { postgresReads } from '@evenkeel/service-kit/postgres/reads';
import { postgresStore } from '@evenkeel/service-kit/postgres/store';
import { redisStore } from '@evenkeel/service-kit/redis/store';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { recorder } from './behaviour.ts';
import { readConfig } from './config.ts';
import { writeCounts } from './counts.ts';
import { history } from './history.ts';
import { popularity, shares } from './popularity.ts';
import { recommendations } from './recommendations.ts';
import { recommendationRoutes } from './routes.ts';
import { seed } from './seed.ts';
import { tally } from './tally.ts';

/** Nobody waits for the counts: they may take their time, and need no connections of their own in advance. */
const unhurried = { patienceMs: { hurried: 900, patient: 900 }, warmConnections: 0 };

await runMain(async () => {
  const config = readConfig();
  const log = createLog('recommendation', config.LOG_LEVEL);
  const servers = { primaryUrl: config.DATABASE_URL, replicaUrl: config.DATABASE_REPLICA_URL };
  const reads = postgresReads({ ...servers, shares, log });
  const redis = redisStore({ name: 'redis', url: config.REDIS_URL, log });
  const primary = postgresStore({ name: 'postgres-counts', url: config.DATABASE_URL, log, ...unhurried });
  const views = history(redis);
  const counts = tally(writeCounts(primary), log);
  await runDataService({
    name: 'recommendation',
    log,
    config,
    reads,
    routers: [recommendationRoutes(recommendations(views, popularity(reads)), recorder(views, counts, log))],
    seed,
    sourceDir: import.meta.dirname,
    // Without them recommendations are less personal, and less of today, and still there.
    optionalStores: [redis, { health: primary.health, close: () => counts.close().then(primary.close) }],
  });
});
