// How much time everything has, in ms, and in which order: the bank's own limit ends first, then the lease, then what the bank may book.

export interface Times {
  /** One question to the bank. It thinks for about 150 ms; a slow card takes it four seconds. */
  readonly bankMs: number;
  /** After so long from the sending nothing may be booked. Within the lease: whoever claims it next finds a bank that cannot book any more. */
  readonly expiresAfterMs: number;
  /** Whoever has claimed an attempt owns it for so long: longer than a question to the bank, so that no second worker asks meanwhile. */
  readonly leaseMs: number;
}

/** What follows from how long a claim holds. */
export const timesOf = (leaseMs: number): Times => ({ leaseMs, bankMs: leaseMs * 0.5, expiresAfterMs: leaseMs * 0.8 });

/** A buyer waits so long for the answer of the bank; then the order is in the queue, and the page says so. */
export const buyerWaitsMs = 2_000;

/** How often the queue is looked at, in ms, and how many of each kind of work are done at a time. */
export const pollMs = 500;
export const workers = 8;

/** Pauses between two tries of an attempt: 1 s, 2 s, 4 s … never above the cap; each anything from half of it to all of it. */
export const backoff = { baseMs: 1_000, capMs: 20_000 } as const;

/** What waits is woken so often at most, in ms: a bank that answers every other time does not come back every other time. */
export const wakeEveryMs = 20_000;

/**
 * A clock of the bank that is behind what it has told before was set back: from so many ms on nobody waits until it is there again. Whoever
 * still wants the order has the bank asked once more; one that is given up is left to the operator.
 */
export const clockSetBackMs = { wanted: 5_000, unwanted: 60_000 } as const;

/** A clock of the bank that is farther from ours is none, in ms: what it says of the time is taken for nonsense. */
export const mostClockSkewMs = 366 * 86_400_000;

/** Longest that the bank may ask us to wait, in ms: more is taken for a mistake of its. */
export const longestPauseMs = 3_600_000;

/** What the bank answers and nobody understands is asked about for so long after the sending; then the operator has to look. */
export const giveUpAfterMs = 86_400_000;

export const pauseAfter = (tries: number, random: number): number =>
  Math.min(backoff.baseMs * 2 ** Math.min(tries - 1, 20), backoff.capMs) * (0.5 + random / 2);
