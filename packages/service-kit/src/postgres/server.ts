// Whether a PostgreSQL server is there at all, whatever becomes of single queries. Nobody's query finds it out: one that failed only
// raises a doubt, and then the server is asked for nothing but a sign of life, which no lock can hold up.
import { CircuitOpenError, circuitBreaker, type PipelineHealth, pipeline } from '@evenkeel/resilience';
import { DatabaseError } from 'pg';
import { knockUntilClosed } from '../dependency/knock.ts';
import { storeLog } from '../dependency/store-log.ts';
import type { Log } from '../telemetry/log.ts';
import { classifyPostgres } from './errors.ts';

export interface ServerLife {
  isUp(): boolean;
  /** Down, or asked for a sign of life that has not come yet. */
  isInDoubt(): boolean;
  /** Something failed that may be the server's fault: asks it. Returns at once. */
  doubt(): void;
  /** Calls `back` when the server is there again. */
  onBack(back: () => void): void;
  /** Time until it is asked again, in ms. */
  retryAfterMs(): number;
  health(): PipelineHealth;
  close(): void;
}

export interface ServerLifeOptions {
  readonly name: string;
  readonly log: Log;
  /** Time for one sign of life, in ms. */
  readonly patienceMs: number;
  /** Asks for one. */
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
}

/** So many signs of life are missing in a row when it is given up (docs/promises.md, R1). */
const failures = 5;

export function serverLife({ name, log, patienceMs, ask }: ServerLifeOptions): ServerLife {
  const breaker = circuitBreaker({ name, failures, windowMs: 10_000, openMs: 2_000, successesToClose: 2 });
  const voice = storeLog(log, name);
  const signs = pipeline({ name, timeoutMs: patienceMs, breaker, classify: classifyPostgres });
  let closed = false;
  let doubting = false;

  /** Whether it lives: a server that refuses the question does, too. */
  const lives = async () => {
    const outcome = await signs.outcome(({ signal }) => ask(signal));
    if (outcome.ok) voice.answers();
    else if (!closed && !(outcome.error instanceof CircuitOpenError)) voice.lost(outcome.error);
    return (
      outcome.ok || (outcome.error instanceof DatabaseError && classifyPostgres(outcome.error).result !== 'failure')
    );
  };
  const doubt = async () => {
    if (doubting) return;
    doubting = true;
    while (!closed && breaker.state === 'CLOSED' && !(await lives()));
    doubting = false;
  };
  const stopKnocking = knockUntilClosed(breaker, async () => {
    if (await lives()) await lives();
  });

  return {
    isUp: () => breaker.state === 'CLOSED',
    isInDoubt: () => doubting || breaker.state !== 'CLOSED',
    doubt: () => void doubt(),
    onBack: (back) => void breaker.onChange(({ to }) => to === 'CLOSED' && back()),
    retryAfterMs: () => breaker.snapshot().retryAfterMs ?? 0,
    health: () => signs.health(),
    close: () => {
      closed = true;
      stopKnocking();
    },
  };
}
