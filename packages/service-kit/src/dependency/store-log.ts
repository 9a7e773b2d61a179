// What the log tells of a store: that it is lost and why, and that it is back. Once for each change,
// however often it is tried in between: a store that is away for a night fills no disk.
import type { Log } from '../telemetry/log.ts';
import { reasonOf } from '../telemetry/reason.ts';

/** So many different reasons are told while a store is away: a refused connection and a wrong password are two things to mend. */
const mostReasons = 5;

export interface StoreLog {
  /** It did not answer, or the connection to it broke. */
  lost(error: unknown): void;
  answers(): void;
}

export function storeLog(log: Log, dependency: string): StoreLog {
  let isUp = false;
  const told = new Set<string>();
  return {
    lost: (error) => {
      isUp = false;
      const reason = reasonOf(error);
      if (told.has(reason) || told.size >= mostReasons) return;
      told.add(reason);
      log.warn({ dependency, reason }, 'store does not answer');
    },
    answers: () => {
      if (!isUp) log.info({ dependency }, 'store answers');
      isUp = true;
      told.clear();
    },
  };
}
