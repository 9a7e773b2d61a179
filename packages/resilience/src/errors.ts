// What a protected call can fail with, apart from the error of the work itself.

export type ErrorCode = 'TIMEOUT' | 'DEADLINE' | 'CANCELLED' | 'CIRCUIT_OPEN' | 'BULKHEAD_FULL';

/**
 * The common parent. These errors have no stack: they are made in timers and guards, where it would show nothing but
 * this package, and capturing it costs nine times the error itself, on the very path that has to be cheap.
 */
export abstract class ResilienceError extends Error {
  readonly code: ErrorCode;
  /** Name of the dependency that was called. A pipeline puts its own name here when a guard has none. */
  dependency: string | undefined;

  constructor(code: ErrorCode, message: string, dependency: string | undefined, options?: ErrorOptions) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = limit;
    this.code = code;
    this.dependency = dependency;
  }
}

/** One attempt took longer than its timeout of `ms`. */
export class TimeoutError extends ResilienceError {
  static {
    TimeoutError.prototype.name = 'TimeoutError';
  }

  constructor(ms: number, dependency?: string) {
    super('TIMEOUT', `no answer within ${Math.round(ms)} ms`, dependency);
  }
}

/** The time for the whole call, with all its attempts, is over. */
export class DeadlineError extends ResilienceError {
  static {
    DeadlineError.prototype.name = 'DeadlineError';
  }

  constructor(dependency?: string) {
    super('DEADLINE', 'the deadline has passed', dependency);
  }
}

/** The caller's own signal was aborted; `cause` is its reason. */
export class CancelledError extends ResilienceError {
  static {
    CancelledError.prototype.name = 'CancelledError';
  }

  constructor(reason: unknown, dependency?: string) {
    super('CANCELLED', 'cancelled by the caller', dependency, { cause: reason });
  }
}

/**
 * What the `reason` of an aborted signal means for the call it was given to. When an outer timeout or deadline of this package aborted it,
 * time is over: a DeadlineError, which counts against a dependency that was working. Otherwise the caller has left.
 */
export function abortedError(reason: unknown, dependency?: string): DeadlineError | CancelledError {
  const outOfTime = reason instanceof TimeoutError || reason instanceof DeadlineError;
  return outOfTime ? new DeadlineError(dependency) : new CancelledError(reason, dependency);
}

/** The circuit breaker let nothing through. */
export class CircuitOpenError extends ResilienceError {
  static {
    CircuitOpenError.prototype.name = 'CircuitOpenError';
  }

  /** Time until a probe may go, in ms: 0 while probes are under way, Infinity when isolated by hand. */
  readonly retryAfterMs: number;
  /** True when somebody isolated the dependency by hand. */
  readonly isolated: boolean;

  constructor(retryAfterMs: number, dependency?: string) {
    const isolated = retryAfterMs === Number.POSITIVE_INFINITY;
    const rest = isolated
      ? 'isolated by hand'
      : retryAfterMs > 0
        ? `probe in ${Math.ceil(retryAfterMs / 1000)} s`
        : 'probe under way';
    super('CIRCUIT_OPEN', `circuit breaker open, ${rest}`, dependency);
    this.retryAfterMs = retryAfterMs;
    this.isolated = isolated;
  }
}

/** Every place of the bulkhead is taken, and so is its queue, or the wait in it was too long. */
export class BulkheadFullError extends ResilienceError {
  static {
    BulkheadFullError.prototype.name = 'BulkheadFullError';
  }

  constructor(message: string, dependency?: string) {
    super('BULKHEAD_FULL', message, dependency);
  }
}
