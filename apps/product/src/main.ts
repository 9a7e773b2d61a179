// Starts the product service: config → stores → routes → listen.
import { runMain } from '@evenkeel/service-kit/config';
import { runDataService } from '@evenkeel/service-kit/data-service';
import { postgresReads } from '@evenkeel/service-kit/postgres/reads';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { readConfig } from './config.ts';
import { products } from './products.ts';
import { productRoutes } from './routes.ts';
import { seed } from './seed.ts';
import { productStore, shares } from './store.ts';

await runMain(async () => {
  const config = readConfig();
  const log = createLog('product', config.LOG_LEVEL);
  const servers = { primaryUrl: config.DATABASE_URL, replicaUrl: config.DATABASE_REPLICA_URL };
  const reads = postgresReads({ ...servers, shares, log });
  const routers = [productRoutes(products(productStore(reads)))];
  await runDataService({ name: 'product', log, config, reads, routers, seed, sourceDir: import.meta.dirname });
});
