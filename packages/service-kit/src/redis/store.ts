// Redis that recovers by itself and costs little while it is gone: every command runs through a pipeline, nothing is
// queued while there is no connection, and a hung server (SIGSTOP keeps TCP up) is met with a timeout and a breaker. Reads and
// writes have a breaker each: a replica, a full disk or a full memory refuses the one and goes on serving the other.
import {
  bulkhead,
  CircuitOpenError,
  type Classify,
  circuitBreaker,
  type Pipeline,
  type PipelineHealth,
  pipeline,
} from '@evenkeel/resilience';
import { Redis } from 'ioredis';
import { knockUntilClosed, secondLook } from '../dependency/knock.ts';
import { storeLog } from '../dependency/store-log.ts';
import type { Log } from '../telemetry/log.ts';
import { classifyRedisReads, classifyRedisWrites } from './errors.ts';

export interface RedisOptions {
  /** Name of the dependency in health and logs: `redis.copies`. */
  readonly name: string;
  /** `redis://:password@host:port/database` */
  readonly url: string;
  readonly log: Log;
  /** Longest time of one read, in ms; default 40. */
  readonly timeoutMs?: number;
  /** Longest time of one write, in ms; default 500: nobody waits for it, and each goes to the disk. */
  readonly writeTimeoutMs?: number;
  /** How long the breaker stays open, in ms; default 2,000. */
  readonly openMs?: number;
}

export interface RedisStore {
  /** What guards reads, under the store's name, and what guards writes: `redis.copies`, `redis.copies.writes`. */
  readonly pipelines: readonly Pipeline[];
  /** Reads within the limits. @throws what the command, or the pipeline, rejects with */
  run<T>(work: (redis: Redis) => Promise<T>, options?: RunOptions): Promise<T>;
  /** Runs commands of which one at least writes, within limits of their own. @throws as `run` does */
  write<T>(work: (redis: Redis) => Promise<T>, options?: RunOptions): Promise<T>;
  health(): PipelineHealth[];
  close(): Promise<void>;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Time that the caller has left, in ms. */
  readonly deadlineMs?: number;
}

/** A client of the Redis at `url`; connects in the background, and again whenever the connection is lost. */
export function redisStore(options: RedisOptions): RedisStore {
  const { name, url, log, timeoutMs = 40, writeTimeoutMs = 500, openMs = 2_000 } = options;
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    // What is asked for in the same moment travels together: one write of the socket, and one of Redis to its disk.
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 1_000,
    // A hung server: give the connection up after a while, so that a new one can be tried.
    socketTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(100 * attempt, 1_000),
  });
  const voice = storeLog(log, name);
  redis.on('ready', voice.answers);
  // Without a listener an error of the connection would end the process.
  redis.on('error', voice.lost);
  const guard = (guarded: string, timeoutMs: number, classify: Classify, look: () => Promise<unknown>) => {
    const breaker = circuitBreaker({ name: guarded, failures: 5, windowMs: 10_000, openMs, successesToClose: 1 });
    const knock = () => calls.outcome(look);
    const again = secondLook(breaker, knock);
    const calls: Pipeline = pipeline({
      name: guarded,
      timeoutMs,
      classify,
      breaker,
      bulkhead: bulkhead({ limit: 100 }),
      onCall: ({ outcome }) => {
        if (outcome === 'failure' || outcome === 'timeout') again.afterFailure();
      },
    });
    const stopKnocking = knockUntilClosed(breaker, knock);
    const stop = () => {
      again.close();
      stopKnocking();
    };
    return { breaker, pipeline: calls, stop };
  };
  const reads = guard(name, timeoutMs, classifyRedisReads, () => redis.ping());
  // Only a write can tell whether writes are taken again.
  const writes = guard(`${name}.writes`, writeTimeoutMs, classifyRedisWrites, () =>
    redis.set(`evenkeel:knock:${name}`, '', 'PX', 1_000),
  );
  return {
    pipelines: [reads.pipeline, writes.pipeline],
    health: () => [reads.pipeline.health(), writes.pipeline.health()],
    run: (work, limits) => reads.pipeline.call(() => work(redis), limits),
    write: async (work, limits) => {
      // Whoever does not answer reads takes no writes: one that hangs would do them when it goes on, long after.
      const { state, retryAfterMs } = reads.breaker.snapshot();
      if (state !== 'CLOSED') throw new CircuitOpenError({ dependency: name, untilProbeMs: () => retryAfterMs ?? 0 });
      return writes.pipeline.call(() => work(redis), limits);
    },
    close: async () => {
      for (const { stop } of [reads, writes]) stop();
      redis.disconnect();
    },
  };
}
