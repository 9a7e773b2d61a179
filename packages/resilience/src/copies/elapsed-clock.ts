// How much time has passed, for ages: by two clocks, because neither alone is right.
//
// The monotonic clock stands still while the machine sleeps; the wall clock can be set. So time goes on by the monotonic clock,
// and whatever the wall clock leaps ahead of it counts as slept through. That may be wrong, when somebody sets the clock forward,
// but only to the safe side: things are older than they are. A wall clock that is set back is never time that has not passed.

export interface ElapsedClock {
  /** Milliseconds that have passed since some fixed moment. Never goes back. */
  now(): number;
  /**
   * By so many ms the wall clock was set back within the memory: so much older than its difference to the wall clock says
   * may something be that was stamped before.
   */
  setBackMs(): number;
}

export interface ElapsedClockOptions {
  /** Monotonic, in ms (performance.now). */
  now?: () => number;
  /** Milliseconds since 1970 (Date.now). */
  wallClock?: () => number;
  /** How long a set-back is remembered, in ms (1 day); then the clock is believed again. */
  memoryMs?: number;
}

/** A wall clock that falls behind by less, in ms, was not set back: the two are not read in the same instant. */
const smallestSetBackMs = 1_000;
/** So many set-backs are told apart; more are remembered together. */
const mostSetBacks = 32;

/** Leaps are seen when the clock is read: of what happens between two readings only the sum is known. */
export function elapsedClock(options: ElapsedClockOptions = {}): ElapsedClock {
  const { now: monotonic = () => performance.now(), wallClock = Date.now, memoryMs = 86_400_000 } = options;
  let latest = monotonic();
  /** How far the wall clock is ahead of the monotonic one: the most since it was last set back. */
  let ahead = wallClock() - latest;
  let sleptMs = 0;
  let passed = latest;
  const setBacks: { at: number; ms: number }[] = [];

  function look(): number {
    // A monotonic clock that goes back stands still until it has caught up; the wall clock tells what passes meanwhile.
    latest = Math.max(latest, monotonic());
    const nowAhead = wallClock() - latest;
    if (nowAhead > ahead) {
      sleptMs += nowAhead - ahead;
      ahead = nowAhead;
    } else if (nowAhead < ahead - smallestSetBackMs) {
      remember(ahead - nowAhead);
      ahead = nowAhead;
    }
    passed = Math.max(passed, latest + sleptMs);
    return passed;
  }

  function remember(ms: number): void {
    setBacks.push({ at: passed, ms });
    const [oldest, next] = setBacks;
    if (setBacks.length <= mostSetBacks || oldest === undefined || next === undefined) return;
    next.ms += oldest.ms;
    setBacks.shift();
  }

  return {
    now: look,
    setBackMs() {
      const now = look();
      while (setBacks[0] !== undefined && now - setBacks[0].at > memoryMs) setBacks.shift();
      return setBacks.reduce((sum, { ms }) => sum + ms, 0);
    },
  };
}
