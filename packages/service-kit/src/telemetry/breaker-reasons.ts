// What the breakers of this process failed at last, in a word: a breaker that is open says how often, and whoever looks wants to know what.
import { type EventStream, type ResilienceEvent, resilienceEvents } from '@evenkeel/resilience';
import { reasonOf } from './reason.ts';

export interface BreakerReasons {
  /** Of the failure behind the last change of this breaker: `ECONNREFUSED`, `no answer within 100 ms`. Null when none was told, and while it is closed. */
  of(dependency: string): string | null;
  close(): void;
}

/** Listens to the stream of the process, when none is given. Names come from code: their number is bounded. */
export function breakerReasons(events: EventStream = resilienceEvents): BreakerReasons {
  const reasons = new Map<string, string>();
  const close = events.on((event: ResilienceEvent) => {
    if (event.type !== 'state') return;
    if (event.to === 'CLOSED') reasons.delete(event.name);
    else if (event.error !== undefined) reasons.set(event.name, inAWord(event.error));
  });
  return { of: (dependency) => reasons.get(dependency) ?? null, close };
}

/** The system's own word without address and port, where it has one. */
const inAWord = (error: unknown): string =>
  error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))
    ? String(error.code)
    : reasonOf(error);
