// Connections to one PostgreSQL server that a hung server cannot keep.
import { DatabaseError, Pool, type PoolClient, type QueryResultRow } from 'pg';
import { NotConnectedError } from '../http/not-sent.ts';
import type { Log } from '../telemetry/log.ts';
import { type Turns, turnsAt } from './turns.ts';

export interface ConnectionOptions {
  /** Of the server, in the log. */
  readonly name: string;
  readonly url: string;
  readonly log: Log;
  /** Most connections, and how many of them stay open: a crowd that had to make them all at once would wait too long. */
  readonly most: number;
  readonly warm: number;
  /** How long a query waits for a lock that somebody else holds, in ms. */
  readonly lockMs: number;
  /** Told of a connection that broke while nobody used it. */
  readonly onLost?: () => void;
}

export interface Connections {
  /** Asks on a connection of its own. A connection whose answer did not come is destroyed, never used again. */
  ask<Row extends QueryResultRow>(sql: string, params: readonly unknown[], signal: AbortSignal): Promise<Row[]>;
  close(): Promise<void>;
}

/** Time for making warm connections, in ms. */
const warmingMs = 2_000;
/** Pause before the next attempt, in ms: a server that has no room for more is not asked for more with every query. */
const warmingPauseMs = 500;

export function postgresConnections(options: ConnectionOptions): Connections {
  const { name, url, log, most, warm, lockMs, onLost } = options;
  const pool = new Pool({
    connectionString: url,
    max: most,
    min: warm,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 500,
    statement_timeout: 1_000,
    // The server itself says that something is locked, before our own patience ends and takes the connection with it.
    lock_timeout: lockMs,
    keepAlive: true,
    application_name: log.bindings().name,
  });
  // A connection that breaks while it is in use fails its query; without a listener it would end the process, too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  // An idle connection broke: the pool has dropped it already.
  pool.on('error', (error) => {
    log.debug({ dependency: name, reason: error.message }, 'idle connection lost');
    onLost?.();
  });
  const turns = turnsAt(pool);

  let warming = false;
  let mayWarmAt = 0;
  /** The pool's own `min` only keeps what is there: without this, a server that has been away has one connection until a crowd comes. */
  const keepWarm = async () => {
    if (pool.totalCount >= warm || warming || performance.now() < mayWarmAt) return;
    warming = true;
    const spare = () => ask('select 1', [], AbortSignal.timeout(warmingMs), true);
    await Promise.allSettled(Array.from({ length: warm }, spare));
    warming = false;
    mayWarmAt = performance.now() + warmingPauseMs;
  };
  const ask = async <Row extends QueryResultRow>(
    sql: string,
    params: readonly unknown[],
    signal: AbortSignal,
    isSpare = false,
  ) => {
    const client = await connection(turns, signal, isSpare);
    try {
      const { rows } = await orAborted(client.query<Row>(sql, [...params]), signal);
      turns.giveBack(client, false);
      void keepWarm();
      return rows;
    } catch (error) {
      turns.giveBack(client, !(error instanceof DatabaseError));
      throw isLost(error) ? Object.assign(error, { code: 'ECONNRESET' }) : error;
    }
  };
  return {
    ask: (sql, params, signal) => ask(sql, params, signal),
    close: () => pool.end(),
  };
}

/** A connection of the pool; one that comes after nobody wants it any more goes back. */
async function connection(turns: Turns, signal: AbortSignal, isSpare: boolean): Promise<PoolClient> {
  const coming = turns.take(signal, isSpare);
  try {
    return await orAborted(coming, signal);
  } catch (error) {
    coming.then(
      (client) => turns.giveBack(client, false),
      () => undefined,
    );
    // What the pool itself says (it took too long, it was closed meanwhile) has no code.
    throw error instanceof Error && error !== signal.reason && !('code' in error)
      ? new NotConnectedError(error.message, { cause: error })
      : error;
  }
}

/** A connection that was closed under a query: pg says so in an error without a code, as if it were somebody's mistake. */
const isLost = (error: unknown): error is Error =>
  error instanceof Error && !('code' in error) && /^Connection terminated|not queryable$/.test(error.message);

/** `work`, or the reason of `signal` as soon as that is aborted. A stopped server keeps its sockets open: only we can give up. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
