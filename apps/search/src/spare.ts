// A spare in hand: when the first source is late the second is asked beside it, and its answer is kept for the moment in which it is
// needed. Most often that never comes, and it is put away.
import { BulkheadFullError, bulkhead, DeadlineError } from '@evenkeel/resilience';

export interface Spare<T> {
  /** Asks for it in `ms`, unless it was taken or put away before, or too many are held at that time. */
  fetchIn(ms: number): void;
  /** What it says; asked for now if it has not been yet, however many are held. @throws what it has failed with */
  take(): Promise<T>;
  /** Nobody needs it any more: what is under way in `restMs` still (at once when left out) is given up with that reason. */
  putAway(reason: unknown, restMs?: number): void;
}

export interface SpareOptions<T> {
  /** Named when its time is over. */
  readonly name: string;
  readonly ask: (signal: AbortSignal) => Promise<T>;
  /** All its time from now on, in ms, whenever it is asked for. */
  readonly endsInMs: number;
}

/** Makes spares, of which `most` at a time are held before they are needed: who is slow must not double the load on who is not. */
export function spares(most: number) {
  const places = bulkhead({ limit: most });

  return <T>({ name, ask, endsInMs }: SpareOptions<T>): Spare<T> => {
    const endsAt = performance.now() + endsInMs;
    const giving = new AbortController();
    let asked: Promise<T> | undefined;
    let isUnderWay = false;
    let fetching: NodeJS.Timeout | undefined;
    let ending: NodeJS.Timeout | undefined;

    const begin = (): Promise<T> => {
      clearTimeout(fetching);
      const leftMs = endsAt - performance.now();
      if (leftMs <= 0) return Promise.reject(new DeadlineError(name, { begun: false }));
      // That its time was over counts against whoever was asked, as a timeout of its own would.
      ending = setTimeout(() => giving.abort(new DeadlineError(name)), leftMs);
      isUnderWay = true;
      asked = ask(giving.signal).finally(() => {
        isUnderWay = false;
        clearTimeout(ending);
      });
      return asked;
    };
    return {
      fetchIn(ms) {
        fetching = setTimeout(() => {
          const place = places.enter();
          if (place instanceof BulkheadFullError) return;
          const giveBack = () => places.exit(place);
          begin().then(giveBack, giveBack); // How it failed is told to whoever takes it.
        }, ms);
      },
      take: () => asked ?? begin(),
      putAway(reason, restMs = 0) {
        clearTimeout(fetching);
        clearTimeout(ending);
        if (!isUnderWay) return;
        if (restMs > 0) ending = setTimeout(() => giving.abort(reason), restMs);
        else giving.abort(reason);
      },
    };
  };
}
