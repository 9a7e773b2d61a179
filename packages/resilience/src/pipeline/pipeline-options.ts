// What one can set, hand in and read of a pipeline, and what the work is told.
import type { BreakerSnapshot } from '../breaker/breaker-options.ts';
import type { CircuitBreaker } from '../breaker/circuit-breaker.ts';
import type { Bulkhead, BulkheadSnapshot } from '../bulkhead/bulkhead.ts';
import type { QueuedBulkhead } from '../bulkhead/queued-bulkhead.ts';
import type { Classify, Verdict } from '../classification.ts';
import type { Clock } from '../clock.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { CallEvent } from '../events/events.ts';
import type { RetryPolicy } from '../retry/retry.ts';
import type { RetryBudgetSnapshot } from '../retry/retry-budget.ts';
import type { LayerSource, RetryEvent } from './layer.ts';

/** For one pipeline alone; everything else is in the stream. What a hook throws changes nothing. */
export interface PipelineHooks {
  /** Hears of every call when it has ended, before its caller does. */
  onCall?: (event: CallEvent) => unknown;
  /** Hears of every retry before its pause. */
  onRetry?: (event: RetryEvent) => unknown;
}

export interface PipelineOptions extends PipelineHooks {
  /** The dependency's name, in errors and in `health()`. */
  name: string;
  /**
   * The layers, outermost first, such as `[deadline(300), retry(policy), bulkhead(), circuitBreaker(), timeout(100)]`. Instead of the
   * five options that follow, which make that list.
   */
  layers?: readonly LayerSource[];
  /** Time for a call with all its attempts and pauses, in ms (none). */
  deadlineMs?: number;
  /** Only for work that may be done twice. */
  retry?: RetryPolicy;
  breaker?: CircuitBreaker;
  bulkhead?: Bulkhead | QueuedBulkhead;
  /** Time for one attempt, in ms (none). */
  timeoutMs?: number;
  /** What errors say about the dependency (see `classify`). */
  classify?: Classify;
  /** What answers say about it: `fetch` does not throw on a 503. Left out, every answer is a success. */
  judge?: (value: unknown) => Verdict;
  /** Hears of everything that happens in here (`resilienceEvents`, the stream of the process). */
  events?: EventStream;
  clock?: Clock;
  /** 0 to below 1, for jitter (Math.random). */
  random?: () => number;
}

export interface CallOptions {
  /**
   * Ends the call at once with a CancelledError, which counts for nothing; with a DeadlineError, which counts, when its reason is that time
   * is over (`AbortSignal.timeout`).
   */
  signal?: AbortSignal | null | undefined;
  /** Time the caller has left, in ms; can only shorten the pipeline's own deadline. */
  deadlineMs?: number | undefined;
}

/** What the work is told: when it is given up, how often it was tried, and how much time it has. A spread copy has `attempt` only. */
export interface CallContext {
  /** Aborted on timeout, deadline and cancellation, with the error as its reason; never on success. */
  readonly signal: AbortSignal;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Time in ms until the attempt's timeout or the deadline, whichever is first; Infinity without either. */
  readonly remainingMs: number;
}

export type Work<T> = (context: CallContext) => T | PromiseLike<T>;

export interface PipelineHealth {
  name: string;
  breaker: BreakerSnapshot | null;
  bulkhead: BulkheadSnapshot | null;
  /** null without a budget. */
  retryBudget: RetryBudgetSnapshot | null;
}
