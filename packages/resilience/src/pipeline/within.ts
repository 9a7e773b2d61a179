// Work with an end: a call without any layer. Whatever the work does, whoever waits for it has an outcome in time.
import type { Clock } from '../clock.ts';
import { EventStream } from '../events/event-stream.ts';
import type { Outcome } from '../outcome.ts';
import { Call } from './call.ts';
import { saysNothing, succeeded } from './ending.ts';
import type { Host } from './layer.ts';
import type { Work } from './pipeline-options.ts';
import { Teller } from './teller.ts';

export interface Limits {
  clock: Clock;
  /** Named in errors. */
  name: string;
  /** Time for the work in ms; Infinity, or left out, for no limit, and then there is no timer. NaN is no time at all. */
  ms?: number;
  /** What running out of time means: this attempt's own timeout, or the deadline of all (timeout). */
  by?: 'timeout' | 'deadline';
  /** The caller's signal. */
  signal?: AbortSignal | null | undefined;
}

/** What happens in here is told by whoever asked for it. */
const silent = new Teller('', new EventStream(), {});

/** Resolves, never rejects, with the first of: the work's outcome, the end of its time, the caller's leaving. */
export function within<T>({ clock, name, ms, by = 'timeout', signal }: Limits, work: Work<T>): Promise<Outcome<T>> {
  const host: Host = {
    name,
    clock,
    random: Math.random,
    layers: [],
    teller: silent,
    judge: () => saysNothing,
    judgeValue: () => succeeded,
  };
  return new Promise((resolve) => {
    const call = new Call(host, work, signal ?? undefined, ({ ok, value, error }) =>
      resolve(ok ? { ok, value: value as T } : { ok: false, error }),
    );
    call.start(ms, by);
  });
}
