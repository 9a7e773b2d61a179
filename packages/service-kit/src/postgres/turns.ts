// Whose turn it is to have a connection. The pool makes one for everybody who finds none free. A crowd that does so when the other server
// has died makes them all at once, and each costs PostgreSQL a process and both sides a password: of twenty queries at a time, with six
// open connections, the last was answered after 98 ms on two cores; by the six alone, one after the other, after 20.
import type { Pool, PoolClient } from 'pg';

export interface Turns {
  /** A connection that is open, or one of the few that are made at a time; `isSpare`: made beside those. Must be given back. */
  take(signal: AbortSignal, isSpare?: boolean): Promise<PoolClient>;
  /** A broken one is destroyed. */
  giveBack(client: PoolClient, isBroken: boolean): void;
}

/** So many are made at a time for those who wait. */
const madeAtOnce = 2;
/**
 * Whoever has waited for so long has one made in any case, in ms: what holds up all that are open may last. Together with the pool's limit for
 * making one it is less than the patience of a write, which has to hear that no connection came, and so that nothing was sent.
 */
const longestMs = 200;

type Place = 'open' | 'new';

export function turnsAt(pool: Pool): Turns {
  let used = 0;
  let making = 0;
  const waiting = new Set<(place: Place) => void>();

  const freePlace = (): Place | undefined => {
    if (used < pool.totalCount - making) return 'open';
    return making < madeAtOnce ? 'new' : undefined;
  };
  const enter = (place: Place): Place => {
    if (place === 'open') used += 1;
    else making += 1;
    return place;
  };
  const leave = (place: Place) => {
    if (place === 'open') used -= 1;
    else making -= 1;
    for (const go of waiting) {
      const free = freePlace();
      if (!free) return;
      waiting.delete(go);
      go(enter(free));
    }
  };
  /** Never, when `signal` is aborted first. */
  const turn = (signal: AbortSignal) =>
    new Promise<Place>((resolve) => {
      const stopWaiting = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stopWaiting);
        waiting.delete(go);
      };
      const go = (place: Place) => {
        stopWaiting();
        resolve(place);
      };
      const timer = setTimeout(() => go(enter('new')), longestMs);
      signal.addEventListener('abort', stopWaiting);
      waiting.add(go);
    });

  return {
    async take(signal, isSpare = false) {
      signal.throwIfAborted();
      const free = isSpare ? 'new' : freePlace();
      const place = free ? enter(free) : await turn(signal);
      try {
        const client = await pool.connect();
        used += 1;
        return client;
      } finally {
        leave(place);
      }
    },
    giveBack(client, isBroken) {
      client.release(isBroken);
      leave('open');
    },
  };
}
