// Prometheus metrics of a service; labels come from code, never from requests, so their number is bounded.
import type { Request } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Counts one answered request; `seconds` is the time it took. */
  observe(req: Request, status: number, seconds: number): void;
}

/** The metrics of the service `name`: those of the process, and `http_request_duration_seconds`. */
export function createMetrics(name: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service: name });
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 1, 5],
    registers: [registry],
  });
  return {
    registry,
    observe: (req, status, seconds) =>
      duration.observe({ method: methodOf(req), route: routeOf(req), status: String(status) }, seconds),
  };
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const methodOf = (req: Request) => (methods.has(req.method) ? req.method : 'other');

/** The pattern of the route, such as `/products/:slug`; addresses without a route share one label. */
const routeOf = (req: Request) => {
  const pattern: unknown = req.route?.path;
  return typeof pattern === 'string' ? `${req.baseUrl}${pattern}` : 'none';
};
