// An engine that has come back is searched again at once, not when its breaker would have let the next probe through: it answers
// before its index is loaded, a probe in that moment fails, and costs the whole time that the breaker stays open once more.
import { setTimeout as pause } from 'node:timers/promises';
import type { CircuitBreaker } from '@evenkeel/resilience';

/** So many searches in a row must be answered in time. */
const provenBy = 2;

/**
 * From when `breaker` leaves CLOSED until it is back there, tries `search` past it; closes it when two in a row were good. Returns a
 * function that ends it for good.
 * @param search one real search within the time of a visitor's; rejects when that is not possible
 * @param everyMs between two searches, in ms
 */
export function closeWhenProven(
  breaker: CircuitBreaker,
  search: (signal: AbortSignal) => Promise<unknown>,
  everyMs = 500,
): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let looking = false;

  const look = async () => {
    looking = true;
    let good = 0;
    while (good < provenBy && breaker.state !== 'CLOSED') {
      await pause(everyMs, undefined, { signal, ref: false });
      good = await search(signal).then(
        () => good + 1,
        () => 0, // Still away: what is wrong is in the breaker's own cause.
      );
    }
    looking = false;
    if (breaker.state !== 'CLOSED') breaker.reset('answers searches again');
  };
  const off = breaker.onChange(({ to }) => {
    if (to !== 'CLOSED' && !looking) look().catch((error: unknown) => signal.aborted || Promise.reject(error));
  });
  return () => {
    off();
    ending.abort();
  };
}
