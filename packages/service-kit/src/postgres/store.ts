// One PostgreSQL server: whether it is there is one question, and whether a table of it can be read is another for each thing that the
// server is needed for.
import { CircuitOpenError, type PipelineHealth } from '@evenkeel/resilience';
import type { QueryResultRow } from 'pg';
import type { Log } from '../telemetry/log.ts';
import { postgresConnections } from './connections.ts';
import { classifyPostgres, isLocked } from './errors.ts';
import { type Lane, postgresLane } from './lane.ts';
import { serverLife } from './server.ts';

/**
 * How long an attempt may take, in ms: short while another store can be asked, longer when this one is the last. Shorter
 * than callers usually wait: an attempt that its caller gave up counts against nobody, and the breaker would never open.
 */
const usualPatienceMs = { hurried: 120, patient: 150 } as const;
export type Patience = keyof typeof usualPatienceMs;

/** At most this many queries at a time (docs/promises.md, R4). One connection more is for signs of life, whatever the queries do. */
const concurrentQueries = 20;

/** So many stay open: a new one costs tens of ms on a busy machine, and an attempt has few of them. */
const usualWarmConnections = 6;

/** The very first connection may take so long, in ms: everything starts at the same time. */
const firstSignMs = 1_000;

/** This part of its patience a query waits for a lock. */
const lockShare = 0.75;

export interface PostgresStore {
  readonly name: string;
  /** @throws CircuitOpenError, TypeError for a purpose that has no share, else what the query rejects with */
  query<Row extends QueryResultRow>(sql: string, params: readonly unknown[], options: StoreQuery): Promise<Row[]>;
  /** Whether the server is there, as far as is known. */
  isUp(): boolean;
  /** Something failed a moment ago, and it has not shown since that it lives. */
  isInDoubt(): boolean;
  /** Asks something small outside of all shares, for those who look after the server. Rejects after `ms`; no answer raises a doubt. */
  look<Row extends QueryResultRow>(sql: string, ms: number): Promise<Row[]>;
  /** Of the server, and of each thing that it is needed for. */
  health(): PipelineHealth[];
  close(): Promise<void>;
}

export interface StoreQuery {
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
  /** One of the store's `shares`; the rest when left out. */
  readonly for?: string | undefined;
}

export interface PostgresStoreOptions {
  readonly name: string;
  readonly url: string;
  readonly log: Log;
  /** ms for one attempt (120 hurried, 150 patient); at most the server's own limit of 1,000. */
  readonly patienceMs?: Readonly<Record<Patience, number>>;
  /** Connections that stay open (6); 0 for a store that is asked seldom, or by nobody who waits. */
  readonly warmConnections?: number;
  /**
   * What the store is needed for → how many queries at a time. Each has a breaker of its own, and together they leave at least
   * one of the 20 for the rest: whoever needs a locked table can use up their own share only.
   */
  readonly shares?: Readonly<Record<string, number>>;
}

const rest = 'rest';

/** One PostgreSQL server. Connects at once, and recovers by itself. @throws RangeError when the shares leave nothing */
export function postgresStore(options: PostgresStoreOptions): PostgresStore {
  const { name, url, log, shares = {}, warmConnections: warm = usualWarmConnections } = options;
  const { patienceMs = usualPatienceMs } = options;
  const taken = Object.values(shares).reduce((sum, share) => sum + share, 0);
  if (taken >= concurrentQueries)
    throw new RangeError(`the shares of ${name} leave none of ${concurrentQueries} queries`);

  const lockMs = Math.floor(patienceMs.hurried * lockShare);
  const onLost = () => server.doubt();
  const connections = postgresConnections({ name, url, log, most: concurrentQueries + 1, warm, lockMs, onLost });
  const signOfLife = (signal: AbortSignal) => connections.ask('select 1', [], signal);
  const server = serverLife({ name, log, patienceMs: patienceMs.hurried, ask: signOfLife });
  const onFailure = (error: unknown) => {
    if (!isLocked(error)) server.doubt();
  };
  const lanes = new Map<string, Lane>(
    Object.entries({ ...shares, [rest]: concurrentQueries - taken }).map(([purpose, share]) => [
      purpose,
      postgresLane({ name: `${name}.${purpose}`, share, patienceMs, connections, onFailure }),
    ]),
  );
  server.onBack(() => {
    for (const lane of lanes.values()) lane.reset();
  });
  if (warm > 0) {
    // Nothing is known yet: dead from the start is worth a line in the log, slow in the rush of a start is not.
    connections.ask('select 1', [], AbortSignal.timeout(firstSignMs)).catch(() => server.doubt());
  }

  return {
    name,
    async query<Row extends QueryResultRow>(sql: string, params: readonly unknown[], query: StoreQuery) {
      const lane = lanes.get(query.for ?? rest);
      if (!lane) throw new TypeError(`${name} has no share for ${query.for}`);
      if (query.signal?.aborted) throw query.signal.reason;
      if (!server.isUp()) throw new CircuitOpenError({ dependency: name, untilProbeMs: () => server.retryAfterMs() });
      return lane.query<Row>(sql, params, query);
    },
    isUp: server.isUp,
    isInDoubt: server.isInDoubt,
    async look<Row extends QueryResultRow>(sql: string, ms: number) {
      try {
        return await connections.ask<Row>(sql, [], AbortSignal.timeout(ms));
      } catch (error) {
        if (classifyPostgres(error).result === 'failure') onFailure(error);
        throw error;
      }
    },
    health: () => [server.health(), ...[...lanes.values()].map((lane) => lane.health())],
    close: () => {
      server.close();
      for (const lane of lanes.values()) lane.close();
      return connections.close();
    },
  };
}
