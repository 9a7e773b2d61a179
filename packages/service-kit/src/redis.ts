// Redis that recovers by itself and costs little while it is gone: every command runs through a pipeline, nothing is
// queued while there is no connection, and a hung server (SIGSTOP keeps TCP up) is met with a timeout and a breaker.
import { bulkhead, circuitBreaker, type Pipeline, pipeline } from '@evenkeel/resilience';
import { Redis } from 'ioredis';
import type { Log } from './log.ts';

export interface RedisOptions {
  /** Name of the dependency in health and logs: `redis.copies`. */
  readonly name: string;
  /** `redis://:password@host:port/database` */
  readonly url: string;
  readonly log: Log;
  /** Longest time of one command, in ms; default 40. */
  readonly timeoutMs?: number;
  /** How long the breaker stays open, in ms; default 2,000. */
  readonly openMs?: number;
}

export interface RedisStore {
  readonly pipeline: Pipeline;
  /** Runs commands within the limits. @throws what the command, or the pipeline, rejects with */
  run<T>(work: (redis: Redis) => Promise<T>, options?: { signal?: AbortSignal; deadlineMs?: number }): Promise<T>;
  close(): Promise<void>;
}

/** A client of the Redis at `url`; connects in the background, and again whenever the connection is lost. */
export function redisStore(options: RedisOptions): RedisStore {
  const { name, url, log, timeoutMs = 40, openMs = 2_000 } = options;
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
  let up = false;
  redis.on('ready', () => {
    up = true;
    log.info({ dependency: name }, 'connected');
  });
  // Without a listener an error of the connection would end the process. One line per loss, not one per attempt.
  redis.on('error', (error: Error) => {
    if (up) log.warn({ dependency: name, error: error.message }, 'connection lost');
    up = false;
  });
  const guarded = pipeline({
    name,
    timeoutMs,
    breaker: circuitBreaker({ name, failures: 5, windowMs: 10_000, openMs, successesToClose: 1 }),
    bulkhead: bulkhead({ limit: 100 }),
  });
  return {
    pipeline: guarded,
    run: (work, limits) => guarded.call(() => work(redis), limits),
    close: async () => redis.disconnect(),
  };
}
