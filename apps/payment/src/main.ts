// Starts the payment service: config → stores → bank → workers → routes → listen.
import { runMain } from '@evenkeel/service-kit/config';
import { runDataService } from '@evenkeel/service-kit/data-service';
import { postgresReads } from '@evenkeel/service-kit/postgres/reads';
import { postgresStore } from '@evenkeel/service-kit/postgres/store';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { bankClient } from './bank/client.ts';
import { readConfig } from './config.ts';
import { operatorOrders } from './orders/operator.ts';
import type { Claim, Refund } from './orders/order.ts';
import { ordersIn } from './orders/orders.ts';
import { timesOf } from './policy.ts';
import { bankRoutes } from './routes/bank.ts';
import { operatorRoutes } from './routes/operator.ts';
import { orderRoutes } from './routes/orders.ts';
import { charging } from './work/charge.ts';
import { workOn } from './work/queue.ts';
import { refunding } from './work/refund.ts';
import { waking } from './work/wake.ts';

/** Each write goes to the disk, and there is no other server that could take it. */
const forWrites = {
  patienceMs: { hurried: 900, patient: 900 },
  shares: { buyers: 10, queue: 6, operator: 2 },
} as const;

await runMain(async () => {
  const config = readConfig();
  const log = createLog('payment', config.LOG_LEVEL);
  const reads = postgresReads({ primaryUrl: config.DATABASE_URL, replicaUrl: config.DATABASE_REPLICA_URL, log });
  const primary = postgresStore({ name: 'postgres-orders', url: config.DATABASE_URL, log, ...forWrites });
  const { leaseMs, bankMs, expiresAfterMs } = timesOf(config.LEASE_MS);
  const bank = bankClient({ url: config.BANK_URL, openMs: config.BREAKER_OPEN_MS, bankMs });
  const orders = ordersIn(primary);
  const charge = charging({ orders, bank, expiresAfterMs, keyLifetimeMs: config.BANK_KEY_LIFETIME_MS });
  const refund = refunding({ orders, bank });
  const wakeIfBack = waking({ orders, bank, log });
  const factsOf = ({ orderId, id, tries }: Claim | Refund) => ({ order: orderId, attempt: id, tries });
  const workers = [
    workOn(
      {
        name: 'attempt',
        async claim(most) {
          await wakeIfBack();
          return orders.claimDue(most, leaseMs, { takesCharges: bank.openAgainInMs() === 0 });
        },
        do: charge,
        facts: factsOf,
      },
      log,
    ),
    workOn(
      {
        name: 'refund',
        claim: (most) => orders.claimRefunds(most, leaseMs),
        do: refund,
        facts: factsOf,
      },
      log,
    ),
  ];
  await runDataService({
    name: 'payment',
    log,
    config,
    reads,
    routers: [
      orderRoutes({ orders, charge, leaseMs, log }),
      bankRoutes(bank),
      operatorRoutes(config.SHOP_OPERATOR_TOKEN, operatorOrders(primary), log),
    ],
    seed: async () => undefined, // A shop begins without orders.
    sourceDir: import.meta.dirname,
    optionalStores: [
      {
        health: () => [bank.pipeline.health(), ...primary.health()],
        close: () =>
          Promise.all(workers.map((stop) => stop()))
            .then(() => Promise.all([bank.close(), primary.close()]))
            .then(() => undefined),
      },
    ],
  });
});
