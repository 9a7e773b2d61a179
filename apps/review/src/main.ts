// Starts the review service: config → stores → routes → listen.
import { runMain } from '@evenkeel/service-kit/config';
import { runDataService } from '@evenkeel/service-kit/data-service';
import { postgresReads } from '@evenkeel/service-kit/postgres/reads';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { readConfig } from './config.ts';
import { reviewsOfProducts } from './reviews.ts';
import { reviewRoutes } from './routes.ts';
import { seed } from './seed.ts';
import { reviewStore, shares } from './store.ts';

await runMain(async () => {
  const config = readConfig();
  const log = createLog('review', config.LOG_LEVEL);
  const servers = { primaryUrl: config.DATABASE_URL, replicaUrl: config.DATABASE_REPLICA_URL };
  const reads = postgresReads({ ...servers, shares, log });
  const routers = [reviewRoutes(reviewsOfProducts(reviewStore(reads)))];
  await runDataService({ name: 'review', log, config, reads, routers, seed, sourceDir: import.meta.dirname });
});
