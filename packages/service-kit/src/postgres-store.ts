// One PostgreSQL server behind a breaker and a semaphore, with connections that a hung server cannot keep.
import { circuitBreaker, type PipelineHealth, pipeline, queuedBulkhead } from '@evenkeel/resilience';
import { DatabaseError, Pool, type PoolClient, type QueryResultRow } from 'pg';
import { knockUntilClosed } from './knock.ts';
import type { Log } from './log.ts';
import { classifyPostgres } from './postgres-errors.ts';
import { logBreaker, storeLog } from './store-log.ts';

/**
 * How long an attempt may take, in ms: short while another store can be asked, longer when this one is the last. Shorter
 * than callers usually wait: an attempt that its caller gave up counts against nobody, and the breaker would never open.
 */
const usualPatienceMs = { hurried: 120, patient: 150 } as const;
export type Patience = keyof typeof usualPatienceMs;

/** At most this many queries at a time (docs/promises.md, R4), and as many connections. */
const concurrentQueries = 20;

/** So many stay open: a new one costs tens of ms on a busy machine, and an attempt has few of them. */
const usualWarmConnections = 6;
const warmingMs = 2_000;

export interface PostgresStore {
  readonly name: string;
  query<Row extends QueryResultRow>(sql: string, params: readonly unknown[], options: StoreQuery): Promise<Row[]>;
  /** Whether the server answers within `ms`; asks it, whatever the breaker thinks. */
  answers(ms: number): Promise<boolean>;
  health(): PipelineHealth;
  close(): Promise<void>;
}

export interface StoreQuery {
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
}

export interface PostgresStoreOptions {
  readonly name: string;
  readonly url: string;
  readonly log: Log;
  /** ms for one attempt (120 hurried, 150 patient); at most the server's own limit of 1,000. */
  readonly patienceMs?: Readonly<Record<Patience, number>>;
  /** Connections that stay open (6); 0 for a store that is asked seldom, or by nobody who waits. */
  readonly warmConnections?: number;
}

/** One PostgreSQL server. Connects when it is first asked and recovers by itself. */
export function postgresStore(options: PostgresStoreOptions): PostgresStore {
  const { name, url, log, patienceMs: patience = usualPatienceMs, warmConnections = usualWarmConnections } = options;
  const pool = new Pool({
    connectionString: url,
    max: concurrentQueries,
    min: warmConnections,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 500,
    statement_timeout: 1_000,
    keepAlive: true,
    application_name: log.bindings().name,
  });
  // A connection that breaks while it is in use fails its query; without a listener it would end the process, too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  // An idle connection broke: the pool has dropped it already, the next query makes another.
  pool.on('error', (error) => log.debug({ dependency: name, reason: error.message }, 'idle connection lost'));

  const breaker = circuitBreaker({
    name,
    failures: 5,
    windowMs: 10_000,
    openMs: 2_000,
    successesToClose: 2,
    // As many probes as connections: a page asks several things at once, and with one probe the others would fail a
    // server that is back. What a hung one costs is bounded by the semaphore all the same.
    probes: concurrentQueries,
  });
  let closed = false;
  const voice = storeLog(log, name);
  logBreaker(log, breaker);
  const guards = {
    name,
    breaker,
    bulkhead: queuedBulkhead({ limit: concurrentQueries, queue: 100, maxWaitMs: patience.hurried }),
    classify: classifyPostgres,
  };
  const pipelines = {
    hurried: pipeline({ ...guards, timeoutMs: patience.hurried }),
    patient: pipeline({ ...guards, timeoutMs: patience.patient }),
  };
  const stopKnocking = knockUntilClosed(breaker, () =>
    pipelines.patient.outcome((context) => ask(pool, 'select 1', [], context.signal)),
  );
  // Connections are made before they are needed: a crowd that had to make them all at once would wait too long for its answers.
  const warm = async () => {
    const made = await Promise.allSettled(
      Array.from({ length: warmConnections }, () => ask(pool, 'select 1', [], AbortSignal.timeout(warmingMs))),
    );
    const [failure] = made.filter((one) => one.status === 'rejected');
    if (made.some(({ status }) => status === 'fulfilled')) voice.answers();
    else if (failure && !closed) voice.lost(failure.reason);
  };
  breaker.onChange(({ to }) => to === 'CLOSED' && warm());
  void warm();

  return {
    name,
    query: <Row extends QueryResultRow>(sql: string, params: readonly unknown[], options: StoreQuery) =>
      pipelines[options.patience].call(
        (context) => ask<Row>(pool, sql, params, context.signal),
        options.signal ? { signal: options.signal } : {},
      ),
    answers: (ms) =>
      ask(pool, 'select 1', [], AbortSignal.timeout(ms)).then(
        () => true,
        () => false,
      ),
    health: () => pipelines.patient.health(),
    close: () => {
      closed = true;
      stopKnocking();
      return pool.end();
    },
  };
}

/** Asks on a connection of the pool. A connection whose answer did not come is destroyed, never used again. */
async function ask<Row extends QueryResultRow>(
  pool: Pool,
  sql: string,
  params: readonly unknown[],
  signal: AbortSignal,
): Promise<Row[]> {
  const client = await connection(pool, signal);
  try {
    const { rows } = await orAborted(client.query<Row>(sql, [...params]), signal);
    client.release();
    return rows;
  } catch (error) {
    client.release(!(error instanceof DatabaseError));
    throw error;
  }
}

/** A connection of the pool; one that comes after nobody wants it any more goes back. */
async function connection(pool: Pool, signal: AbortSignal): Promise<PoolClient> {
  const coming = pool.connect();
  try {
    return await orAborted(coming, signal);
  } catch (error) {
    coming.then(
      (client) => client.release(),
      () => undefined,
    );
    throw error;
  }
}

/** `work`, or the reason of `signal` as soon as that is aborted. A stopped server keeps its sockets open: only we can give up. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
