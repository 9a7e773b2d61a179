// Starts the product service: config → stores → routes → listen.
import path from 'node:path';
import { runMain } from '@evenkeel/service-kit/config';
import { listen } from '@evenkeel/service-kit/listen';
import { createLog } from '@evenkeel/service-kit/log';
import { migrateWhenPossible } from '@evenkeel/service-kit/migrate';
import { postgresReads } from '@evenkeel/service-kit/postgres';
import { createService } from '@evenkeel/service-kit/service';
import { readConfig } from './config.ts';
import { products } from './products.ts';
import { productRoutes } from './routes.ts';
import { seed } from './seed.ts';
import { productStore } from './store.ts';

await runMain(async () => {
  const config = readConfig();
  const log = createLog('product', config.LOG_LEVEL);
  const reads = postgresReads({ primaryUrl: config.DATABASE_URL, replicaUrl: config.DATABASE_REPLICA_URL, log });
  const stopping = new AbortController();
  const app = createService({
    name: 'product',
    log,
    routers: [productRoutes(products(productStore(reads)))],
    ready: () => reads.check(),
    dependencies: () => reads.health(),
  });
  await listen(app, {
    host: config.HOST,
    port: config.PORT,
    log,
    close: () => {
      stopping.abort();
      return reads.close();
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
