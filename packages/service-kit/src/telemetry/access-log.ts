// One line and one measurement for each request, when its answer is out or its caller has gone.
import { AsyncResource } from 'node:async_hooks';
import type { RequestHandler } from 'express';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

const quiet = new Set(['/health/live', '/health/ready', '/metrics']);

/** Logs each request at info, and those that watch the service at debug. Status 499: the caller left before the answer. */
export function accessLog(log: Log, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const begin = performance.now();
    // A caller that leaves closes the connection from outside of the request's context: bound, the line keeps its id.
    const onClose = () => {
      const tookMs = performance.now() - begin;
      const status = res.writableFinished ? res.statusCode : 499;
      metrics.observe(req, status, tookMs / 1_000);
      const line = {
        method: req.method,
        path: req.originalUrl.slice(0, 200),
        status,
        tookMs: Math.round(tookMs * 10) / 10,
      };
      log[quiet.has(req.path) ? 'debug' : 'info'](line, 'request');
    };
    res.once('close', AsyncResource.bind(onClose));
    next();
  };
}
