// A service brings its own database up to date: as soon as the primary is there, however long that takes.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Log } from '../telemetry/log.ts';

export interface MigrateOptions {
  readonly primaryUrl: string;
  /** The folder with the numbered files: `001-catalogue.sql`, `002-….sql`. */
  readonly directory: string;
  /** Fills a database that has none of the data yet; must look by itself, and runs in the transaction of the migrations. */
  readonly seed: (client: Client) => Promise<void>;
  readonly log: Log;
  /** Ends the attempts, at a shutdown. */
  readonly signal: AbortSignal;
}

/** Pauses between attempts double from the first to the last, in ms; short, so that a primary that is back is used soon. */
const firstPauseMs = 100;
const longestPauseMs = 2_000;

/** How long the server may take to close the connection, in ms. */
const goodbyeMs = 500;

/** Tries to migrate until it works or `signal` is aborted. Never throws: until then the service answers 503. */
export async function migrateWhenPossible(options: MigrateOptions): Promise<void> {
  const { log, signal } = options;
  let pauseMs = firstPauseMs;
  let told = '';
  while (!signal.aborted) {
    try {
      const applied = await migrate(options);
      log.info({ applied }, 'database is up to date');
      return;
    } catch (error) {
      // Told once for each reason, not for each attempt: the primary may be away for days.
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== told) log.warn({ reason }, 'database cannot be migrated yet');
      told = reason;
    }
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/**
 * Applies what is missing and seeds, all in one transaction: nobody ever reads a half-made shop. An advisory lock keeps
 * a second instance of the service waiting meanwhile.
 * @returns the names of the files that were applied
 */
export async function migrate(options: Pick<MigrateOptions, 'primaryUrl' | 'directory' | 'seed'>): Promise<string[]> {
  const client = new Client({
    connectionString: options.primaryUrl,
    connectionTimeoutMillis: 2_000,
    // Both: the server gives up on its own, and we give up on a server that hangs.
    statement_timeout: 30_000,
    query_timeout: 31_000,
  });
  // A connection that breaks fails the query that runs on it; without this listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('migrations'))`);
    await client.query(
      'create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string }>('select name from migrations');
    const known = new Set(rows.map((row) => row.name));
    const missing = (await migrationFiles(options.directory)).filter((name) => !known.has(name));
    for (const name of missing) {
      await client.query(await readFile(path.join(options.directory, name), 'utf8'));
      await client.query('insert into migrations (name) values ($1)', [name]);
    }
    await options.seed(client);
    await client.query('commit');
    return missing;
  } finally {
    // Ends the transaction, too, where it did not get to its end. A hung server would never say goodbye.
    await Promise.race([client.end(), pause(goodbyeMs, undefined, { ref: false })]);
  }
}

async function migrationFiles(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  return names.filter((name) => /^\d{3}-[a-z0-9-]+\.sql$/.test(name)).sort();
}
