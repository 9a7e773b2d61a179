// Listening, and stopping without hurting anyone: not ready, no new connection, running requests end, stores close.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { ConfigError } from '../config.ts';
import type { Log } from '../telemetry/log.ts';
import { within } from './within.ts';

/** The longest that a stop waits for running requests, in ms. */
export const stopLimitMs = 5_000;

/** The longest that it waits for the stores to close, in ms: a hung one never says goodbye. */
export const closeLimitMs = 1_000;

/** Longer than any client of the shop keeps an idle connection: so that a client never sends on one that is closing. */
const keepAliveMs = 65_000;

export interface ListenOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  readonly log: Log;
  /** Closes what the service holds (pools, connections), after the last request. */
  readonly close?: () => Promise<void>;
  /** Whether SIGTERM and SIGINT stop the process; true when left out. */
  readonly signals?: boolean;
}

export interface Listening {
  readonly port: number;
  /** Stops as a signal would, but leaves the process alive. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Listens, and returns once it does.
 * @throws ConfigError when the port is taken or not allowed
 */
export async function listen(app: Express, options: ListenOptions): Promise<Listening> {
  const { host, log, close = async () => undefined } = options;
  const server = createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: 10_000, headersTimeout: 10_000 }, app);
  // An answer that was on its way when the stop began leaves its connection idle: it would be kept alive.
  server.on('request', (_req, res) => res.once('close', () => app.locals.stopping && server.closeIdleConnections()));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new ConfigError(`PORT ${options.port} cannot be used: ${error.message}`)));
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  log.info({ host, port }, 'listening');

  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      app.locals.stopping = true;
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      if (!(await within(stopLimitMs, ended))) server.closeAllConnections();
      const closed = close().catch((error: unknown) => log.warn({ err: error }, 'stores did not close'));
      if (!(await within(closeLimitMs, closed))) log.warn('stores did not close in time');
      log.info('stopped');
    })();
    return stopped;
  };
  if (options.signals ?? true) {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => void stop().then(() => process.exit(0)));
  }
  return { port, stop };
}
