// Starts the search service: config → stores → index → ladder → routes → listen.
import { runMain } from '@evenkeel/service-kit/config';
import { postgresReads } from '@evenkeel/service-kit/postgres/reads';
import { redisStore } from '@evenkeel/service-kit/redis/store';
import { listen } from '@evenkeel/service-kit/server/listen';
import { createService } from '@evenkeel/service-kit/server/service';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { readConfig } from './config.ts';
import { databaseSearch } from './database/rung.ts';
import { keepWarm } from './database/warm.ts';
import { engine as engineAt } from './engine/engine.ts';
import { engineSearch } from './engine/rung.ts';
import { catalogueReader } from './index/catalogue.ts';
import { indices } from './index/indices.ts';
import { keeper } from './index/keeper.ts';
import { databasePatienceMs, readingPatienceMs, readingShares } from './policy.ts';
import { keeping } from './popular/kept.ts';
import { refreshPopular } from './popular/refresh.ts';
import { popularSearch } from './popular/rung.ts';
import { searchRoutes } from './routes.ts';
import { search } from './search.ts';
import { quietly } from './suggest.ts';

/** A first index takes a moment; a shop without an engine is ready all the same after so long. In ms. */
const indexPatienceMs = 8_000;

await runMain(async () => {
  const config = readConfig();
  const log = createLog('search', config.LOG_LEVEL);
  const servers = { primaryUrl: config.DATABASE_URL, replicaUrl: config.DATABASE_REPLICA_URL, log };
  const reads = postgresReads({ ...servers, patienceMs: databasePatienceMs });
  // What nobody waits for has its own connections: it must not take those of the searches, nor be hurried like them.
  const slowReads = postgresReads({
    ...servers,
    name: 'postgres-catalogue',
    patienceMs: readingPatienceMs,
    warmConnections: 0,
    shares: readingShares,
  });
  // It writes each change to the disk at once, and a read behind such a write waits.
  const inRedis = { url: config.REDIS_URL, log, timeoutMs: 60 };
  const redis = redisStore({ name: 'redis', ...inRedis });
  const alias = config.SEARCH_INDEX;
  const engine = engineAt({ url: config.ELASTICSEARCH_URL, alias, openMs: config.BREAKER_OPEN_MS });
  const index = keeper({ engine, indices: indices(engine, alias), catalogue: catalogueReader(slowReads), log });
  const stopWarming = keepWarm([slowReads, reads], log);
  const stopRefreshing = refreshPopular(redis, slowReads, log);

  const kept = keeping(redis);
  const quiet = (work: Promise<void>) => {
    work.catch((error: Error) => log.debug({ reason: error.message }, 'not kept'));
  };
  const inEngine = engineSearch(engine, alias);
  const ladder = search({
    engine: inEngine,
    database: databaseSearch(reads),
    popular: popularSearch(redis),
    identity: engine.identity,
    indexAgeMs: index.ageMs,
    onFound: (wish, found) => quiet(kept.results(wish, found)),
  });

  const startedAt = performance.now();
  const app = createService({
    name: 'search',
    log,
    alertWebhookUrl: config.ALERT_WEBHOOK_URL,
    routers: [searchRoutes(ladder, quietly(inEngine.suggest, log), (slugs) => quiet(kept.looks(slugs)))],
    ready: () => ({
      ok: index.settled() || performance.now() - startedAt > indexPatienceMs,
      checks: { index: index.state() },
    }),
    dependencies: () => [engine.pipeline.health(), ...reads.health(), ...slowReads.health(), ...redis.health()],
  });
  await listen(app, {
    host: config.HOST,
    port: config.PORT,
    log,
    close: async () => {
      index.close();
      stopWarming();
      stopRefreshing();
      await Promise.all([engine.close(), reads.close(), slowReads.close(), redis.close()]);
    },
  });
});
