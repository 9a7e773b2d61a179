// The life of a service that owns a database: it listens at once, migrates and fills the database as soon as the primary
// is there, and at its end closes what it holds.
import path from 'node:path';
import type { PipelineHealth } from '@evenkeel/resilience';
import type { Router } from 'express';
import type { Client } from 'pg';
import { isMissing } from './postgres/errors.ts';
import { migrateWhenPossible } from './postgres/migrate.ts';
import { type PostgresReads, StoreUnavailableError } from './postgres/reads.ts';
import type { ReadyCheck } from './server/health.ts';
import { listen } from './server/listen.ts';
import { createService } from './server/service.ts';
import type { Log } from './telemetry/log.ts';
import { reasonOf } from './telemetry/reason.ts';

/** Another store, one that the service can do without: it is not asked whether the service is ready. */
export interface OptionalStore {
  health(): readonly PipelineHealth[];
  close(): Promise<void>;
}

export interface DataServiceOptions {
  readonly name: string;
  readonly log: Log;
  readonly config: {
    readonly HOST: string;
    readonly PORT: number;
    readonly DATABASE_URL: string;
    readonly ALERT_WEBHOOK_URL?: string | undefined;
  };
  readonly reads: PostgresReads;
  readonly routers: readonly Router[];
  /** The folder of `src/main.ts`; its neighbour `migrations` holds the numbered SQL files. */
  readonly sourceDir: string;
  /** Fills an empty database; see {@link migrateWhenPossible}. */
  readonly seed: (client: Client) => Promise<void>;
  readonly optionalStores?: readonly OptionalStore[];
}

/** How long a readiness check waits for the data, in ms. */
const readyMs = 500;

/** Runs it until a signal ends the process. Returns when the database is up to date. @throws ConfigError for a taken port */
export async function runDataService(options: DataServiceOptions): Promise<void> {
  const { name, log, config, reads, routers, sourceDir, seed, optionalStores = [] } = options;
  const stopping = new AbortController();
  const app = createService({
    name,
    log,
    routers,
    ready: readiness(reads),
    alertWebhookUrl: config.ALERT_WEBHOOK_URL,
    dependencies: () => [reads, ...optionalStores].flatMap((store) => store.health()),
  });
  await listen(app, {
    host: config.HOST,
    port: config.PORT,
    log,
    close: async () => {
      stopping.abort();
      await Promise.all([reads, ...optionalStores].map((store) => store.close()));
    },
  });
  await migrateWhenPossible({
    primaryUrl: config.DATABASE_URL,
    directory: path.join(sourceDir, '../migrations'),
    seed,
    log,
    signal: stopping.signal,
  });
}

/**
 * Ready when a store answers and has the data: migrations and data come in one transaction, so the first row of one is both. Once the
 * data was there, only a database that says that it has none counts: that one table cannot be looked at now says nothing.
 */
function readiness(reads: PostgresReads): ReadyCheck {
  let wasThere = false;
  return async () => {
    const stores = await reads.check();
    if (!stores.ok) return stores;
    try {
      await reads.query('select 1 from migrations limit 1', [], { signal: AbortSignal.timeout(readyMs) });
      wasThere = true;
      return stores;
    } catch (error) {
      if (wasThere && !isWithoutData(error)) return stores;
      return { ok: false, checks: { ...stores.checks, data: `not there yet: ${reasonOf(error)}` } };
    }
  };
}

/** One server is enough to say so: the other may not answer. */
const isWithoutData = (error: unknown): boolean =>
  error instanceof StoreUnavailableError && (error.cause as AggregateError).errors.some(isMissing);
