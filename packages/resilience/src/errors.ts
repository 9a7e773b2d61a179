// What a protected call can fail with, apart from the error of the work itself.

export type ErrorCode = 'TIMEOUT' | 'DEADLINE' | 'CANCELLED' | 'CIRCUIT_OPEN' | 'BULKHEAD_FULL' | 'FAILED_ANSWER';

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

/** An error without a cause has no property of that name. */
const because = (cause: unknown): ErrorOptions | undefined => (cause === undefined ? undefined : { cause });

/** One attempt took longer than its timeout of `ms`; `cause` is what the attempt before has failed with. */
export class TimeoutError extends ResilienceError {
  static {
    TimeoutError.prototype.name = 'TimeoutError';
  }

  constructor(ms: number, dependency?: string, cause?: unknown) {
    super('TIMEOUT', `no answer within ${Math.round(ms)} ms`, dependency, because(cause));
  }
}

/** The time for the whole call, with all its attempts, is over; `cause` is what the attempt before has failed with. */
export class DeadlineError extends ResilienceError {
  static {
    DeadlineError.prototype.name = 'DeadlineError';
  }

  /** Whether the work was under way: if not, this says nothing of the dependency. */
  readonly begun: boolean;

  constructor(dependency?: string, { begun = true, cause }: { begun?: boolean; cause?: unknown } = {}) {
    super('DEADLINE', 'the deadline has passed', dependency, because(cause));
    this.begun = begun;
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
 * What the `reason` of an aborted signal means for the call it was given to. When it says that time is over (an outer timeout or deadline,
 * `AbortSignal.timeout`) that is a DeadlineError, which counts against a dependency that was working. Otherwise the caller has left.
 * @param begun whether the work was under way
 */
export function abortedError(
  reason: unknown,
  dependency?: string,
  begun = true,
  cause?: unknown,
): DeadlineError | CancelledError {
  return isOutOfTime(reason)
    ? new DeadlineError(dependency, { begun, cause: cause ?? reason })
    : new CancelledError(reason, dependency);
}

function isOutOfTime(reason: unknown): boolean {
  if (typeof reason !== 'object' || reason === null) return false;
  const { name, code } = reason as { name?: unknown; code?: unknown };
  return name === 'TimeoutError' || code === 'TIMEOUT' || code === 'DEADLINE';
}

export interface CircuitOpenFacts {
  dependency?: string | undefined;
  /** Somebody isolated the dependency by hand. */
  isolated?: boolean;
  /** The failure that opened the breaker. */
  cause?: unknown;
  /** Answers the time until a probe may go, in ms; left out while probes are under way. */
  untilProbeMs?: (() => number) | undefined;
}

/** The circuit breaker let nothing through. One error serves everybody who is turned away in one state. */
export class CircuitOpenError extends ResilienceError {
  static {
    CircuitOpenError.prototype.name = 'CircuitOpenError';
  }

  /** True when somebody isolated the dependency by hand. */
  readonly isolated: boolean;
  readonly #untilProbeMs: (() => number) | undefined;

  constructor({ dependency, isolated = false, cause, untilProbeMs }: CircuitOpenFacts = {}) {
    const rest = isolated ? ', isolated by hand' : untilProbeMs === undefined ? ', probe under way' : '';
    super('CIRCUIT_OPEN', `circuit breaker open${rest}`, dependency, because(cause));
    this.isolated = isolated;
    this.#untilProbeMs = untilProbeMs;
  }

  /** The same, of that dependency. */
  about(dependency: string): CircuitOpenError {
    const { isolated, cause } = this;
    return new CircuitOpenError({ dependency, isolated, cause, untilProbeMs: this.#untilProbeMs });
  }

  /** Time until a probe may go, in ms: 0 while probes are under way, Infinity when isolated, or when none ever may. */
  get retryAfterMs(): number {
    if (this.isolated) return Number.POSITIVE_INFINITY;
    return Math.max(0, this.#untilProbeMs?.() ?? 0);
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

/** An answer that was judged to be a failure, such as a 503 of `fetch`: what is told of it where there has to be an error. */
export class FailedAnswerError extends ResilienceError {
  static {
    FailedAnswerError.prototype.name = 'FailedAnswerError';
  }

  readonly answer: unknown;

  constructor(answer: unknown, dependency?: string) {
    super('FAILED_ANSWER', 'the answer was a failure', dependency);
    this.answer = answer;
  }
}
