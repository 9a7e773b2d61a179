// What web tells of itself: alerts, and metrics for Prometheus. The same as every service tells.
import { breakerAlerts } from '@evenkeel/service-kit/telemetry/breaker-alerts';
import { resilienceMetrics } from '@evenkeel/service-kit/telemetry/resilience-metrics';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { config } from './config.ts';
import { aside } from './gateway/aside.ts';
import { buyingHealth } from './gateway/buying.ts';
import { gatewayHealth } from './gateway/client.ts';
import { logLine } from './log.ts';
import { onePerProcess } from './one-per-process.ts';

/** Begins to watch; once, however often it is called. */
export const watch = (): Registry =>
  onePerProcess('metrics', () => {
    const registry = new Registry();
    registry.setDefaultLabels({ service: 'web' });
    collectDefaultMetrics({ register: registry });
    resilienceMetrics({ registry, dependencies: () => [gatewayHealth(), buyingHealth(), aside().pipeline.health()] });
    const at = (level: 'info' | 'warn') => (fields: object, msg: string) => logLine(level, msg, { ...fields });
    // Probes in between are for those who look closer; web has no log for them.
    const log = { warn: at('warn'), info: at('info'), debug: () => undefined };
    breakerAlerts({ service: 'web', log, webhookUrl: config().ALERT_WEBHOOK_URL });
    return registry;
  });
