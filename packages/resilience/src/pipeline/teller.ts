// What a pipeline tells of its calls: to the stream, and to the hooks that its maker gave it. When nobody listens it costs a look.

import {
  BulkheadFullError,
  CancelledError,
  CircuitOpenError,
  DeadlineError,
  type ResilienceError,
  TimeoutError,
} from '../errors.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { CallOutcome, RejectionReason } from '../events/events.ts';
import { reportMistake } from '../events/listeners.ts';
import type { Ending } from './ending.ts';
import type { PipelineHooks } from './pipeline-options.ts';

export class Teller {
  readonly #name: string;
  readonly #stream: EventStream;
  readonly #hooks: PipelineHooks;

  constructor(name: string, stream: EventStream, hooks: PipelineHooks) {
    this.#name = name;
    this.#stream = stream;
    this.#hooks = hooks;
  }

  ended(ending: Ending, attempts: number, cameAt: number, at: number): void {
    const { onCall } = this.#hooks;
    if (onCall === undefined && !this.#stream.isHeard) return;
    const { error } = ending;
    const event = { name: this.#name, outcome: outcomeOf(ending, attempts), error, attempts, tookMs: at - cameAt, at };
    this.#stream.emit({ type: 'call', ...event });
    if (onCall !== undefined) this.#guarded('onCall', () => onCall(event));
  }

  retries(attempt: number, delayMs: number, error: unknown, at: number): void {
    const { onRetry } = this.#hooks;
    if (onRetry === undefined && !this.#stream.isHeard) return;
    const event = { name: this.#name, attempt, delayMs, error, at };
    this.#stream.emit({ type: 'retry', ...event });
    if (onRetry !== undefined) this.#guarded('onRetry', () => onRetry(event));
  }

  rejected(error: unknown, at: number): void {
    if (!this.#stream.isHeard) return;
    const reason = reasonOf(error);
    if (reason !== undefined) this.#stream.emit({ type: 'rejection', name: this.#name, reason, error, at });
  }

  interrupted(error: ResilienceError, begun: boolean, at: number): void {
    if (!this.#stream.isHeard || error instanceof CancelledError) return;
    const limit = error instanceof TimeoutError ? 'timeout' : 'deadline';
    this.#stream.emit({ type: 'timeout', name: this.#name, limit, begun, at });
  }

  fellBack(rung: string, error: unknown, at: number): void {
    this.#stream.emit({ type: 'fallback', name: this.#name, rung, error, at });
  }

  #guarded(hook: string, call: () => unknown): void {
    try {
      const answer = call();
      if (answer instanceof Promise) answer.catch((mistake) => reportMistake(`${hook} of ${this.#name}`, mistake));
    } catch (mistake) {
      reportMistake(`${hook} of ${this.#name}`, mistake);
    }
  }
}

function reasonOf(error: unknown): RejectionReason | undefined {
  if (error instanceof CircuitOpenError) return error.isolated ? 'isolated' : 'open';
  return error instanceof BulkheadFullError ? 'full' : undefined;
}

function outcomeOf({ ok, error, verdict }: Ending, attempts: number): CallOutcome {
  if (!ok) {
    if (error instanceof TimeoutError || error instanceof DeadlineError) return 'timeout';
    if (error instanceof CancelledError) return 'cancelled';
    // Once its work has begun it may be somebody else who was turned away in there.
    if (attempts === 0 && reasonOf(error) !== undefined) return 'rejected';
  }
  return verdict.result;
}
