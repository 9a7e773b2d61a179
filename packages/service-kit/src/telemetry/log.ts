// Structured logs: one JSON object a line on stdout, each line of a request with the request's id.
import { AsyncLocalStorage } from 'node:async_hooks';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { logLevels } from '../config.ts';

export type Log = Logger;

/** What is known everywhere inside a request without being passed along. */
export interface RequestContext {
  readonly requestId: string;
}

/** The request that the running code belongs to; empty outside requests. */
export const requestContext = new AsyncLocalStorage<RequestContext>();

/**
 * A log of the service `name` that writes lines at `level` and above.
 * @param destination where lines go; stdout when left out
 */
export function createLog(name: string, level: (typeof logLevels)[number], destination?: DestinationStream): Log {
  return pino(
    {
      name,
      level,
      mixin: () => ({ ...requestContext.getStore() }),
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination(1),
  );
}
