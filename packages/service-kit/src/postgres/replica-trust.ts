// Whether a replica says what is true now. One that has stopped to follow goes on answering, with what was true when it stopped, and no
// query of it can tell. So both servers are asked side by side, once a second, and never by somebody who waits.

import type { Log } from '../telemetry/log.ts';
import { reasonOf } from '../telemetry/reason.ts';
import type { PostgresStore } from './store.ts';

export interface ReplicaTrust {
  /** Why the replica must not be taken for the truth while the primary answers; null when it may. */
  reason(): string | null;
  close(): void;
}

/** Between two looks, in ms. */
const lookMs = 1_000;
/** Time for one question, in ms. Nobody waits for it. */
const patienceMs = 500;
/**
 * A replica that streams and is behind stays in use for so long, in ms: work on the primary that comes in gusts is caught up with in
 * less, and people are shown nothing that is older.
 */
const mostBehindMs = 5_000;
/** A receiver of the log that ended begins again within half a second, as a rule (wal_retrieve_retry_interval). In ms. */
const mostSilentMs = 2_000;

interface PrimaryFacts {
  readonly system: string;
  readonly started: string;
  /** How far its log is written, in bytes. */
  readonly written: string;
}
interface ReplicaFacts {
  readonly system: string;
  readonly started: string;
  readonly follows: boolean;
  /** How far the log is replayed; null on a server that does not follow. */
  readonly replayed: string | null;
  /** The process that receives the log. Its number is all that a role without rights is told, and enough. */
  readonly receiver: number | null;
}

const server = `(select system_identifier::text from pg_control_system()) as system, pg_postmaster_start_time()::text as started`;
const bytes = (position: string) => `pg_wal_lsn_diff(${position}, '0/0')::text`;
const primarySql = `
  select ${server}, case when pg_is_in_recovery() then '0' else ${bytes('pg_current_wal_lsn()')} end as written`;
const replicaSql = `
  select ${server}, pg_is_in_recovery() as follows, ${bytes('pg_last_wal_replay_lsn()')} as replayed,
    (select pid from pg_stat_wal_receiver) as receiver`;

/** Looks until it is closed. Before the first look nothing is known, and the primary is asked first. */
export function replicaTrust(primary: PostgresStore, replica: PostgresStore, log: Log): ReplicaTrust {
  const judge = replicaJudge();
  let reason: string | null = 'not looked at yet';
  let told: string | null = reason;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const look = async () => {
    // One after the other: a replica that is asked later than the primary has had time to come so far.
    const [before] = await primary.look<PrimaryFacts & Record<string, unknown>>(primarySql, patienceMs);
    const [now] = await replica.look<ReplicaFacts & Record<string, unknown>>(replicaSql, patienceMs);
    if (!before || !now) return;
    reason = judge(before, now, performance.now());
    if (kindOf(reason) === kindOf(told)) return;
    if (reason === null) log.info({ dependency: replica.name }, 'replica is used');
    else log.warn({ dependency: replica.name, reason }, 'replica is not used while the primary answers');
    told = reason;
  };
  const again = async () => {
    // With one of the two away there is nothing to compare: what was known last still holds.
    await look().catch((error: unknown) => log.debug({ reason: reasonOf(error) }, 'replica is not compared'));
    if (closed) return;
    timer = setTimeout(again, lookMs);
    timer.unref();
  };
  void again();
  return {
    reason: () => reason,
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** "7 s behind" and "8 s behind" are the same news. */
const kindOf = (reason: string | null) => reason?.replace(/\d+/g, '') ?? null;

/** Remembers the last looks: how far the primary was a while ago says how long ago the replica was as far. */
export function replicaJudge() {
  /** How far the primary had written at what time, the oldest first; one more than the bound needs. */
  const written: { readonly at: number; readonly position: bigint }[] = [];
  let reached = false;
  let receiver: { readonly pid: number | null; readonly at: number } | undefined;
  let receivedAt = Number.NEGATIVE_INFINITY;

  /** Why the replica must not be believed, if it must not. `now` in ms of a clock that goes forward. */
  return (primary: PrimaryFacts, replica: ReplicaFacts, now: number): string | null => {
    if (replica.started === primary.started && replica.system === primary.system) return null; // One server by two names.
    if (replica.system !== primary.system) return 'it is a copy of another primary';
    if (!replica.follows || replica.replayed === null) return 'it follows nobody';

    written.push({ at: now, position: BigInt(primary.written) });
    while (written.length > 2 && (written[1]?.at ?? now) < now - mostBehindMs) written.shift();
    // Of a receiver that cannot connect each look sees none, or another one.
    const first = receiver === undefined;
    if (replica.receiver !== null && (first || receiver?.pid === replica.receiver)) receivedAt = now;
    receiver = { pid: replica.receiver, at: now };
    if (now - receivedAt > mostSilentMs) return 'it does not stream';

    const replayed = BigInt(replica.replayed);
    reached ||= replayed >= (written[0]?.position ?? 0n);
    if (!reached) return 'it has not caught up yet';
    const missing = written.find(({ position }) => position > replayed);
    const behindMs = missing ? now - missing.at : 0;
    return behindMs > mostBehindMs ? `it is more than ${mostBehindMs / 1_000} s behind` : null;
  };
}
