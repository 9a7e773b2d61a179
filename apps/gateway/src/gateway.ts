// Puts the gateway together: policies → clients → pages → routes.
import { createMetrics, createService, type Log, redisStore } from '@evenkeel/service-kit';
import type { Express } from 'express';
import { behaviourRecorder } from './behaviour.ts';
import { createDependencies } from './clients/dependencies.ts';
import { createClients } from './clients/index.ts';
import type { Settings } from './config.ts';
import { createCopies } from './copies/copies.ts';
import { redisCopies } from './copies/redis-copies.ts';
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
  const pipelines = [...called.map(({ pipeline }) => pipeline), ...(redis?.pipelines ?? [])];
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
      checkoutRoutes({ ask, copies, behaviour, observe, log }),
      askingRoutes(ask, behaviour),
      openApiRoutes(),
      overviewRoutes(pipelines),
      operatorRoutes(settings.SHOP_OPERATOR_TOKEN, { copies, pipelines, log }),
    ],
  });
  return {
    app,
    close: async () => {
      behaviour.close();
      await Promise.all([...called, ...(redis ? [redis] : [])].map((one) => one.close()));
    },
  };
}
