// A store that is back has cold caches and no connections: the first to ask would be slow, and for a caller with a
// breaker of its own that is one more failed probe. So the service itself knocks until the breaker has closed.
import type { CircuitBreaker } from '@evenkeel/resilience';
import { requestContext } from '../telemetry/request-context.ts';

/**
 * From when `breaker` leaves CLOSED until it is back there, calls `knock` every `everyMs` ms in which a probe may go, one at a time. Goes
 * through the breaker like any other call, so a knock is a probe. Returns a function that ends it for good.
 */
export function knockUntilClosed(breaker: CircuitBreaker, knock: () => Promise<unknown>, everyMs = 500): () => void {
  return lookUntilClosed(breaker, everyMs, async () => {
    if (breaker.state === 'HALF_OPEN') await knock();
  });
}

/** Between two looks at a breaker that might be tried, in ms: visitors who come meanwhile are its probes. */
const quietMs = 2_000;

/**
 * Knocks at a dependency whose breaker may let a probe through while nobody asks: a shop without visitors finds out by itself that it is
 * whole again. Where there are visitors, their calls are the probes, and tell more. Returns a function that ends it for good.
 */
export function knockWhenQuiet(breaker: CircuitBreaker, knock: () => Promise<unknown>, everyMs = quietMs): () => void {
  return lookUntilClosed(breaker, everyMs, async (callsBefore) => {
    const { state, total } = breaker.snapshot();
    if (state === 'HALF_OPEN' && total === callsBefore) await knock();
  });
}

export interface SecondLook {
  /** A call has failed: soon there is another look, unless one is on its way. */
  afterFailure(): void;
  /** Ends it for good. */
  close(): void;
}

/**
 * One failed call opens no breaker, and on a quiet day nobody calls again for hours: so long it would seem that the dependency is still in
 * trouble. `knock` is called `afterMs` ms after a failure. If that fails, too, whoever tells of failures asks for the next one.
 */
export function secondLook(breaker: CircuitBreaker, knock: () => Promise<unknown>, afterMs = 1_000): SecondLook {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  return {
    afterFailure() {
      if (ended || timer !== undefined) return;
      timer = later(() => {
        timer = undefined;
        const { state, lastFailed } = breaker.snapshot();
        if (state === 'CLOSED' && lastFailed) void knock();
      }, afterMs);
    },
    close() {
      ended = true;
      clearTimeout(timer);
    },
  };
}

/** Whose request it was that failed has nothing to do with what follows: its id belongs into no line of that. Keeps no process alive. */
const later = (work: () => unknown, ms: number): NodeJS.Timeout =>
  requestContext.exit(() => setTimeout(work, ms)).unref();

/** Every `everyMs` ms while the breaker is not closed, one at a time; `look` is told how many calls there had been the time before. */
function lookUntilClosed(
  breaker: CircuitBreaker,
  everyMs: number,
  look: (callsBefore: number) => Promise<unknown>,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const again = () => {
    const callsBefore = breaker.snapshot().total;
    timer = later(async () => {
      await look(callsBefore);
      timer = undefined;
      if (!ended && breaker.state !== 'CLOSED') again();
    }, everyMs);
  };
  const off = breaker.onChange(({ to }) => {
    if (to !== 'CLOSED' && timer === undefined) again();
  });
  return () => {
    ended = true;
    off();
    clearTimeout(timer);
  };
}
