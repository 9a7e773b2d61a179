// Structured logs: one JSON object a line on stdout, each line of a request with the request's id.
import { type DestinationStream, type Logger, pino } from 'pino';
import type { logLevels } from '../config.ts';
import { requestContext } from './request-context.ts';

export type Log = Logger;

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
