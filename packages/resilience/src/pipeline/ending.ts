// How a call ends: for its caller a value or an error; for the layers on the way out also what that says of the dependency.
import type { Verdict } from '../classification.ts';

/** Work that goes on although its call has ended. */
export interface Late {
  /** Resolves when it has really come to an end. */
  readonly settled: Promise<void>;
  /** When its time would have been up, in ms of the clock; Infinity without a limit. */
  readonly until: number;
}

export class Ending {
  readonly ok: boolean;
  readonly value: unknown;
  readonly error: unknown;
  readonly verdict: Verdict;
  readonly late: Late | undefined;

  constructor(ok: boolean, value: unknown, error: unknown, verdict: Verdict, late: Late | undefined) {
    this.ok = ok;
    this.value = value;
    this.error = error;
    this.verdict = verdict;
    this.late = late;
  }
}

export const succeeded: Verdict = { result: 'success', retry: false };
/** Of a call that was turned away, was cancelled, or never began: it says nothing of the dependency. */
export const saysNothing: Verdict = { result: 'ignored', retry: false };

export const failed = (error: unknown, verdict: Verdict, late?: Late): Ending =>
  new Ending(false, undefined, error, verdict, late);

/** Turned away before anything was begun. */
export const refused = (error: unknown): Ending => failed(error, saysNothing);
