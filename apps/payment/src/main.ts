// Starts the payment service: config → stores → bank → workers → routes → listen.
import { runMain } from '@evenkeel/service-kit/config';
import { runDataService } from '@evenkeel/service-kit/data-service';
import { postgresReads } from '@evenkeel/service-kit/postgres/reads';
import { postgresStore } from '@evenkeel/service-kit/postgres/store';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { bankClient } from './bank.ts';
import { charging } from './charge.ts';
import { readConfig } from './config.ts';
import { ordersIn } from './orders.ts';
import { timesOf } from './policy.ts';
import { workQueue } from './queue.ts';
import { orderRoutes } from './routes.ts';

/** Each write goes to the disk, and there is no other server that could take it. */
const forWrites = { patienceMs: { hurried: 900, patient: 900 }, shares: { buyers: 10, queue: 6 } } as const;

await runMain(async () => {
  const config = readConfig();
  const log = createLog('payment', config.LOG_LEVEL);
  const reads = postgresReads({ primaryUrl: config.DATABASE_URL, replicaUrl: config.DATABASE_REPLICA_URL, log });
  const primary = postgresStore({ name: 'postgres-orders', url: config.DATABASE_URL, log, ...forWrites });
  const { leaseMs, bankMs, expiresAfterMs } = timesOf(config.LEASE_MS);
  const bank = bankClient({ url: config.BANK_URL, openMs: config.BREAKER_OPEN_MS, bankMs });
  const orders = ordersIn(primary);
  const charge = charging({ orders, bank, expiresAfterMs, keyLifetimeMs: config.BANK_KEY_LIFETIME_MS });
  const stopWorking = workQueue({ orders, charge, leaseMs, log });
  await runDataService({
    name: 'payment',
    log,
    config,
    reads,
    routers: [orderRoutes({ orders, charge, leaseMs, log })],
    seed: async () => undefined, // A shop begins without orders.
    sourceDir: import.meta.dirname,
    optionalStores: [
      {
        health: () => [bank.pipeline.health(), ...primary.health()],
        close: () =>
          stopWorking()
            .then(() => Promise.all([bank.close(), primary.close()]))
            .then(() => undefined),
      },
    ],
  });
});
