// Reading from a primary and its replica: whichever answers. One of them dead, hung or lagging behind costs little, and a replica that
// has stopped to follow is asked only when the primary is away.
import type { PipelineHealth } from '@evenkeel/resilience';
import type { QueryResultRow } from 'pg';
import type { Readiness } from '../server/health.ts';
import { ProblemError } from '../server/problem.ts';
import { isOfOneQuery, isOurMistake } from './errors.ts';
import { replicaTrust } from './replica-trust.ts';
import { type PostgresStore, type PostgresStoreOptions, postgresStore } from './store.ts';

export interface ReadOptions<Purpose extends string = never> {
  /** Ends the query when aborted. */
  readonly signal?: AbortSignal;
  /** Which server is asked first: the replica when left out; the primary for what must not be a moment old. */
  readonly prefer?: 'replica' | 'primary';
  /** What it is read for, one of the `shares`: what holds that up holds up nothing else. */
  readonly for?: Purpose;
}

export interface PostgresReads<Purpose extends string = never> {
  /**
   * The rows of one read-only statement, from the server that is preferred, else from the other one.
   * @throws StoreUnavailableError when neither answers, DatabaseError when the statement is wrong,
   * the reason of `signal` when that is aborted
   */
  query<Row extends QueryResultRow>(
    sql: string,
    params?: readonly unknown[],
    options?: ReadOptions<Purpose>,
  ): Promise<Row[]>;
  /** Ready when one of the two answers; says why a replica that answers is not used. */
  check(): Promise<Readiness>;
  health(): PipelineHealth[];
  close(): Promise<void>;
}

/** Neither server gave an answer: 503, and nothing that we could mend. */
export class StoreUnavailableError extends ProblemError {
  constructor(failures: readonly unknown[]) {
    const cause = new AggregateError(failures, failures.map((failure) => (failure as Error).message).join('; '));
    super(503, 'Service Unavailable', 'The database is not answering.', { headers: { 'retry-after': '1' }, cause });
  }
}

/** How long a readiness check waits for one server, in ms. */
const checkMs = 300;

export interface PostgresReadsOptions<Purpose extends string> extends Omit<PostgresStoreOptions, 'name' | 'url'> {
  readonly primaryUrl: string;
  readonly replicaUrl: string;
  /** Of the primary in health, metrics and alerts (postgres); of the replica with `-replica` behind it. One for each who reads in a process. */
  readonly name?: string;
  readonly shares?: Readonly<Record<Purpose, number>>;
}

/** Reads from the replica and the primary, each behind breakers of its own. @throws RangeError when the shares leave nothing */
export function postgresReads<Purpose extends string = never>({
  primaryUrl,
  replicaUrl,
  name = 'postgres',
  ...both
}: PostgresReadsOptions<Purpose>): PostgresReads<Purpose> {
  const primary = postgresStore({ ...both, name, url: primaryUrl });
  const replica = postgresStore({ ...both, name: `${name}-replica`, url: replicaUrl });
  const trust = replicaTrust(primary, replica, both.log);
  const orders = { replica: [replica, primary], primary: [primary, replica] } as const;

  return {
    async query<Row extends QueryResultRow>(
      sql: string,
      params: readonly unknown[] = [],
      { signal, prefer = 'replica', for: purpose }: ReadOptions<Purpose> = {},
    ) {
      const isTrusted = trust.reason() === null;
      const [wanted, other] = orders[isTrusted ? prefer : 'primary'];
      // Those who come while a server is being asked for a sign of life need not wait for it, too.
      const isOtherBetter = isTrusted && wanted.isInDoubt() && !other.isInDoubt();
      const [first, last] = isOtherBetter ? [other, wanted] : [wanted, other];
      const failures: unknown[] = [];
      for (const store of [first, last]) {
        try {
          const patience = store === last || !last.isUp() ? 'patient' : 'hurried';
          return await store.query<Row>(sql, params, { patience, signal, for: purpose });
        } catch (error) {
          if (signal?.aborted) throw signal.reason;
          if (isOurMistake(error)) throw error;
          failures.push(error);
          // What the primary cannot answer now is missing, rather than told as it was when the replica stopped to follow.
          if (!isTrusted && store === primary && primary.isUp() && isOfOneQuery(error)) break;
        }
      }
      throw new StoreUnavailableError(failures);
    },
    async check() {
      const [primaryUp, replicaUp] = await Promise.all([primary, replica].map(answers));
      const reason = trust.reason();
      const upWord = reason === null ? 'up' : `up, and not used while ${primary.name} answers: ${reason}`;
      return {
        ok: primaryUp === true || replicaUp === true,
        checks: { [primary.name]: primaryUp ? 'up' : 'down', [replica.name]: replicaUp ? upWord : 'down' },
      };
    },
    health: () => [...primary.health(), ...replica.health()],
    async close() {
      trust.close();
      await Promise.all([primary.close(), replica.close()]);
    },
  };
}

const answers = (store: PostgresStore): Promise<boolean> =>
  store.look('select 1', checkMs).then(
    () => true,
    () => false,
  );
