// Time is handed in, so that every rule of this package can be tested without waiting.

/** A monotonic clock and its timers. */
export interface Clock {
  /** Milliseconds since some fixed moment; fractions are fine. */
  now(): number;
  /** Calls `fn` once after `ms` milliseconds. */
  setTimer(fn: () => void, ms: number): unknown;
  /** Forgets a timer of {@link setTimer}; one that has fired is fine, too. */
  clearTimer(timer: unknown): void;
  /** Lets the timer run on without keeping the process alive. A clock that has this has `hold`, too. */
  release?(timer: unknown): void;
  /** Takes `release` back. */
  hold?(timer: unknown): void;
}

/** setTimeout takes 32-bit numbers and fires at once on anything larger. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * The machine's monotonic clock. Its timers keep the process alive: each belongs to a call that somebody awaits, and is
 * cleared when that call settles, or let run out without keeping anything alive. Limits above 24.8 days are cut to that.
 */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer: (fn, ms) => setTimeout(fn, Math.min(ms, longestTimerMs)),
  clearTimer: (timer) => clearTimeout(timer as NodeJS.Timeout),
  // In a browser a timer is a number, and holds nothing.
  release: (timer) => void (timer as Partial<NodeJS.Timeout>).unref?.(),
  hold: (timer) => void (timer as Partial<NodeJS.Timeout>).ref?.(),
};

/**
 * Reads `clock` so that it never goes back: after a jump back time goes on from its last reading. Windows, open times
 * and ages are therefore never negative, and a breaker never stays open for the length of the jump.
 */
export function steady(clock: Clock): Clock {
  if (clock === systemClock) return clock;
  const known = steadied.get(clock);
  if (known !== undefined) return known;
  let latest = clock.now();
  let shift = 0;
  const steadyClock: Clock = {
    now() {
      const reading = clock.now();
      if (reading + shift < latest) shift = latest - reading;
      latest = reading + shift;
      return latest;
    },
    setTimer: (fn, ms) => clock.setTimer(fn, ms),
    clearTimer: (timer) => clock.clearTimer(timer),
    ...(clock.release && { release: (timer) => clock.release?.(timer) }),
    ...(clock.hold && { hold: (timer) => clock.hold?.(timer) }),
  };
  steadied.set(clock, steadyClock);
  steadied.set(steadyClock, steadyClock);
  return steadyClock;
}

/** One for each clock: those who share a clock share its time. */
const steadied = new WeakMap<Clock, Clock>();
