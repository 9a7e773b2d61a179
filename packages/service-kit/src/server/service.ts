// What every service of the shop starts from: an Express app that says who asked, how long it may take, and what went wrong.
import type { PipelineHealth } from '@evenkeel/resilience';
import express, { type Express, type Router } from 'express';
import { accessLog } from '../telemetry/access-log.ts';
import { breakerAlerts } from '../telemetry/breaker-alerts.ts';
import type { Log } from '../telemetry/log.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import { resilienceMetrics } from '../telemetry/resilience-metrics.ts';
import { deadline } from './deadline.ts';
import { healthRoutes, type ReadyCheck } from './health.ts';
import { methodNotAllowed, noRoute, problemAnswers } from './problem-answers.ts';
import { requestId } from './request-id.ts';
import { jsonOnly, saneAddress } from './sane-requests.ts';

/** The largest body that is read, in bytes. */
export const bodyLimitBytes = 64 * 1024;

export interface ServiceOptions {
  /** Its name in metrics: `product`. */
  readonly name: string;
  readonly log: Log;
  /** The routes, with full paths; routers inside these routers are not looked into for 405 answers. */
  readonly routers: readonly Router[];
  /** Whether requests can be answered; always, when left out. Must answer within a second. */
  readonly ready?: ReadyCheck;
  /** Health of what it calls, for metrics. */
  readonly dependencies?: () => readonly PipelineHealth[];
  /** Metrics of its own are added to `metrics.registry`; made here when left out. */
  readonly metrics?: Metrics;
  /** Where alerts are posted to when a circuit breaker opens or closes; only the log, when left out. */
  readonly alertWebhookUrl?: string | undefined;
}

/** An Express app around `routers` with request id, deadline, access log, metrics, health and RFC 9457 problems. */
export function createService(options: ServiceOptions): Express {
  const { name, log, routers, ready = () => ({ ok: true, checks: {} }), metrics = createMetrics(name) } = options;
  resilienceMetrics({ registry: metrics.registry, dependencies: options.dependencies ?? (() => []) });
  breakerAlerts({ service: name, log, webhookUrl: options.alertWebhookUrl });
  const health = healthRoutes(ready, metrics.registry);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestId, accessLog(log, metrics), saneAddress);
  app.use(health);
  app.use(deadline, jsonOnly, express.json({ limit: bodyLimitBytes }));
  app.use(...routers);
  app.use(methodNotAllowed([health, ...routers]), noRoute, problemAnswers(log));
  return app;
}
