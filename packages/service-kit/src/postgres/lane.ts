// What a server is needed for has a breaker and a share of the connections of its own: a locked table or a slow query costs those
// who need it, and nobody else.
import { circuitBreaker, type PipelineHealth, pipeline, queuedBulkhead } from '@evenkeel/resilience';
import type { QueryResultRow } from 'pg';
import { knockUntilClosed } from '../dependency/knock.ts';
import type { Connections } from './connections.ts';
import { classifyPostgres, isOurMistake } from './errors.ts';
import type { Patience, StoreQuery } from './store.ts';

export interface LaneOptions {
  readonly name: string;
  /** Most queries at a time. */
  readonly share: number;
  readonly patienceMs: Readonly<Record<Patience, number>>;
  readonly connections: Connections;
  /** Told of each failure that counts. */
  readonly onFailure: (error: unknown) => void;
}

export interface Lane {
  query<Row extends QueryResultRow>(sql: string, params: readonly unknown[], options: StoreQuery): Promise<Row[]>;
  /** Forgets failures: they were those of a server that was away. */
  reset(): void;
  health(): PipelineHealth;
  close(): void;
}

/** So many wait for each that runs. */
const waitingForOne = 5;

export function postgresLane({ name, share, patienceMs, connections, onFailure }: LaneOptions): Lane {
  const breaker = circuitBreaker({
    name,
    failures: 5,
    windowMs: 10_000,
    openMs: 2_000,
    successesToClose: 2,
    // As many probes as queries: with one, others that come at the same moment would fail where everything is well again.
    probes: share,
  });
  const guards = {
    name,
    breaker,
    bulkhead: queuedBulkhead({ limit: share, queue: share * waitingForOne, maxWaitMs: patienceMs.hurried }),
    classify: classifyPostgres,
  };
  const pipelines = {
    hurried: pipeline({ ...guards, timeoutMs: patienceMs.hurried }),
    patient: pipeline({ ...guards, timeoutMs: patienceMs.patient }),
  };
  /** The statement that failed last is planned again: that needs the locks it needs, reads nothing and writes nothing. */
  let failed: { readonly sql: string; readonly params: readonly unknown[] } = { sql: 'select 1', params: [] };
  const stopKnocking = knockUntilClosed(breaker, () =>
    pipelines.patient.outcome(({ signal }) =>
      connections.ask(`explain ${failed.sql}`, failed.params, signal).catch((error: unknown) => {
        if (!isOurMistake(error)) throw error;
        return []; // What cannot be explained was not held up either.
      }),
    ),
  );

  return {
    async query<Row extends QueryResultRow>(sql: string, params: readonly unknown[], options: StoreQuery) {
      try {
        return await pipelines[options.patience].call(
          ({ signal }) => connections.ask<Row>(sql, params, signal),
          options.signal ? { signal: options.signal } : {},
        );
      } catch (error) {
        if (classifyPostgres(error).result === 'failure') {
          failed = { sql, params };
          onFailure(error);
        }
        throw error;
      }
    },
    reset: () => breaker.reset('the server is back'),
    health: () => pipelines.patient.health(),
    close: stopKnocking,
  };
}
