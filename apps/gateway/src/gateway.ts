// Puts the gateway together: policies → clients → pages → routes.
import { createMetrics, createService, type Log, redisStore } from '@evenkeel/service-kit';
import type { Express } from 'express';
import { behaviourRecorder } from './behaviour.ts';
import { createDependencies } from './clients/dependencies.ts';
import { handOverTo } from './clients/hand-over.ts';
import { createClients } from './clients/index.ts';
import type { Settings } from './config.ts';
import { createCopies } from './copies/copies.ts';
import { redisCopies } from './copies/redis-copies.ts';
import { drain } from './outbox/drain.ts';
import { outbox } from './outbox/outbox.ts';
import { journalGuard } from './outbox/patient-files.ts';
import { budgets } from './policies.ts';
import { checkoutRoutes } from './routes/checkout-routes.ts';
import { overviewRoutes } from './routes/health.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { operatorRoutes } from './routes/operator.ts';
import { askingRoutes, pageRoutes } from './routes/page-routes.ts';
import { sectionMetrics } from './sections/section-metrics.ts';

export interface Gateway {
  readonly app: Express;
  /** Ends its connections to everything it calls. */
  close(): Promise<void>;
}

export function createGateway(settings: Settings, log: Log): Gateway {
  const redis = settings.REDIS_URL ? redisStore({ name: 'redis.copies', url: settings.REDIS_URL, log }) : null;
  const copies = createCopies(redis && redisCopies(redis));
  const dependencies = createDependencies(settings);
  const ask = createClients(dependencies);
  const called = Object.values(dependencies);
  const { readMs: timeoutMs, writeMs: writeTimeoutMs } = budgets.orders;
  const ordersInRedis = settings.REDIS_URL
    ? redisStore({ name: 'redis.orders', url: settings.REDIS_URL, log, timeoutMs, writeTimeoutMs })
    : null;
  const disk = journalGuard(settings.BREAKER_OPEN_MS);
  const waiting = outbox({ folder: settings.JOURNAL_DIR, redis: ordersInRedis, guard: disk, log });
  const stopDraining = drain(waiting, handOverTo(dependencies), { everyMs: settings.OUTBOX_EVERY_MS, log });
  const stores = [redis, ordersInRedis].filter((store) => store !== null);
  const pipelines = [...called, ...stores]
    .flatMap((one) => ('pipelines' in one ? one.pipelines : [one.pipeline]))
    .concat(disk);
  const behaviour = behaviourRecorder(ask, log);
  const metrics = createMetrics('gateway');
  const observe = sectionMetrics(metrics.registry);
  const app = createService({
    name: 'gateway',
    log,
    alertWebhookUrl: settings.ALERT_WEBHOOK_URL,
    metrics,
    dependencies: () => pipelines.map((pipeline) => pipeline.health()),
    routers: [
      pageRoutes({ ask, copies, behaviour, observe, log }),
      checkoutRoutes({ ask, copies, outbox: waiting, behaviour, observe, log }),
      askingRoutes(ask, behaviour),
      openApiRoutes(),
      overviewRoutes(pipelines, ask.payment),
      operatorRoutes(settings.SHOP_OPERATOR_TOKEN, { copies, outbox: waiting, pipelines, log }),
    ],
  });
  return {
    app,
    close: async () => {
      behaviour.close();
      await stopDraining();
      await Promise.all([...called, ...stores].map((one) => one.close()));
    },
  };
}
