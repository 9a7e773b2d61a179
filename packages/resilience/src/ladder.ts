// A ladder is the ordered list of sources for one piece of data, best first. It is flat: each rung has its time, and the
// first that has something to offer ends the climb down.
import { type Clock, steady, systemClock } from './clock.ts';
import { type EventStream, resilienceEvents } from './events/event-stream.ts';
import { within } from './pipeline/within.ts';

export interface RungContext {
  /** Aborted when the rung's time is over or the caller has left. */
  readonly signal: AbortSignal;
  /** Time this rung has left, in ms. */
  readonly remainingMs: number;
}

export interface Rung<T> {
  readonly name: string;
  /** Time for this rung in ms; cut to what is left until the deadline. */
  readonly budgetMs: number;
  /** The data, or undefined for "nothing here, go on". An error goes on, too, and is noted. */
  take(context: RungContext): Promise<T | undefined> | T | undefined;
}

export interface LadderOptions {
  /** Time for the whole climb, in ms. */
  deadlineMs: number;
  /** Named when a lower rung has to stand in (the name of the first rung). */
  name?: string;
  /** Hears of it (`resilienceEvents`). */
  events?: EventStream;
  clock?: Clock;
  signal?: AbortSignal | null | undefined;
}

export interface RungFailure {
  readonly rung: string;
  readonly error: unknown;
}

export interface LadderResult<T> {
  /** undefined when no rung held. */
  value: T | undefined;
  /** Name of the rung that held. */
  rung: string | undefined;
  /** Its place, from 0; -1 when none held. */
  index: number;
  /** Why better rungs failed, in their order; a rung that had nothing is not in it. */
  failures: readonly RungFailure[];
  tookMs: number;
}

/**
 * Takes the first rung that holds. Never rejects but for a `deadlineMs` that is none, and answers within the deadline: a rung that
 * ignores its signal is left
 * behind when its time is over; rungs for which no time is left fail with a DeadlineError.
 */
export async function climbDown<T>(rungs: readonly Rung<T>[], options: LadderOptions): Promise<LadderResult<T>> {
  const { deadlineMs } = options;
  if (typeof deadlineMs !== 'number' || Number.isNaN(deadlineMs)) throw new TypeError('deadlineMs must be a number');
  const clock = steady(options.clock ?? systemClock);
  const startedAt = clock.now();
  const failures: RungFailure[] = [];
  for (const [index, rung] of rungs.entries()) {
    const leftMs = startedAt + options.deadlineMs - clock.now();
    const by = rung.budgetMs <= leftMs ? 'timeout' : 'deadline';
    const ms = Math.min(rung.budgetMs, leftMs);
    const outcome = await within<T | undefined>({ clock, name: rung.name, ms, by, signal: options.signal }, (context) =>
      rung.take(context),
    );
    if (!outcome.ok) failures.push({ rung: rung.name, error: outcome.error });
    else if (outcome.value !== undefined) {
      const at = clock.now();
      const { name = rungs[0]?.name ?? '', events = resilienceEvents } = options;
      if (index > 0) events.emit({ type: 'fallback', name, rung: rung.name, error: failures[0]?.error, at });
      return { value: outcome.value, rung: rung.name, index, failures, tookMs: at - startedAt };
    }
  }
  return { value: undefined, rung: undefined, index: -1, failures, tookMs: clock.now() - startedAt };
}
