// The instances behind one name, and which of them gets the next call. Pure: no sockets, no timers.
//
//   fine ──(a failure, a doubt)──▶ suspect ──(another, of a call or a probe)──▶ out for 1 s, then 2 s, 4 s, 8 s …
//     ▲                               │                                          │
//     └───────────────────────(an answer to a call or a probe)───────────────────┘
//
// A call goes to the best there are, so that somebody is always asked; when all are out, the circuit breaker around decides.
// Whoever is not asked any more can't show that it is back: it is probed, because a visitor's call would be a failure in the
// breaker for every try, and five of those in ten seconds cut off the healthy instances as well.

/** A name has at most so many instances here; more are left out. */
export const mostInstances = 16;

const failuresUntilOut = 2;
const shortestOutMs = 1_000;
const longestOutMs = 8_000;

const ranks = { fine: 0, suspect: 1, out: 2 } as const;

/** One address. Only {@link Instances} writes. */
export class Instance {
  readonly address: string;
  state: keyof typeof ranks = 'fine';
  inFlight = 0;
  /** In a row. */
  failures = 0;
  /** How often it was put out since it last answered a call. */
  outs = 0;
  /** Not to be probed before this moment, in ms of the clock. */
  outUntil = Number.NEGATIVE_INFINITY;
  probing = false;

  constructor(address: string) {
    this.address = address;
  }
}

/** What a call says of its instance. `unknown` is a call that was cancelled or never sent. */
export type CallOutcome = 'answered' | 'failed' | 'unknown';

export interface InstancesOptions {
  /** A monotonic clock, in ms. */
  readonly now: () => number;
  /** 0 to below 1. */
  readonly random: () => number;
}

export class Instances {
  readonly #options: InstancesOptions;
  readonly #known = new Map<string, Instance>();

  constructor(options: InstancesOptions) {
    this.#options = options;
  }

  get addresses(): string[] {
    return [...this.#known.keys()];
  }

  get size(): number {
    return this.#known.size;
  }

  /** These are all there are. What is known of those that stay is kept; of too many, the known ones and the first stay. */
  update(addresses: Iterable<string>): void {
    const found = new Set(addresses);
    for (const address of this.#known.keys()) if (!found.has(address)) this.#known.delete(address);
    for (const address of found) {
      if (this.#known.size >= mostInstances) return;
      if (!this.#known.has(address)) this.#known.set(address, new Instance(address));
    }
  }

  /** Something speaks against it, which is no failure: others are preferred until it answered a call or a probe. */
  doubt(address: string): void {
    const one = this.#known.get(address);
    if (one?.state === 'fine') one.state = 'suspect';
  }

  /** Forgets those that are not fine. */
  forgetFailed(): void {
    for (const one of this.#known.values()) if (one.state !== 'fine') this.#known.delete(one.address);
  }

  /** Begins a call on the best instance, of those the one with the fewest calls in flight; undefined when none is known. */
  begin(): Instance | undefined {
    let best: Instance[] = [];
    for (const one of this.#known.values()) {
      const order = best[0] === undefined ? -1 : compare(one, best[0]);
      if (order < 0) best = [one];
      else if (order === 0) best.push(one);
    }
    const chosen = best[Math.floor(this.#options.random() * best.length)];
    if (chosen !== undefined) chosen.inFlight += 1;
    return chosen;
  }

  /** Ends a call of {@link begin}. */
  end(instance: Instance, outcome: CallOutcome): void {
    instance.inFlight -= 1;
    if (outcome === 'answered')
      Object.assign(instance, { state: 'fine', failures: 0, outs: 0, outUntil: Number.NEGATIVE_INFINITY });
    if (outcome === 'failed') this.#fail(instance);
  }

  /** Begins a probe of an instance that gets no calls because there are better ones; undefined when none is due. */
  beginProbe(): Instance | undefined {
    const all = [...this.#known.values()];
    const best = Math.min(...all.map((one) => ranks[one.state]));
    const due = all.find((one) => ranks[one.state] > best && !one.probing && this.#options.now() >= one.outUntil);
    if (due !== undefined) due.probing = true;
    return due;
  }

  /** Ends a probe. It proves less than a call: the next failure puts the instance out again, for longer than before. */
  endProbe(instance: Instance, answered: boolean): void {
    instance.probing = false;
    if (!answered) this.#fail(instance);
    else Object.assign(instance, { state: 'fine', failures: Math.min(instance.failures, failuresUntilOut - 1) });
  }

  #fail(instance: Instance): void {
    const now = this.#options.now();
    // Calls that were under way together end together: they are one reason to stay out, not many.
    if (instance.state === 'out' && now < instance.outUntil) return;
    instance.failures += 1;
    instance.state = instance.failures < failuresUntilOut ? 'suspect' : 'out';
    if (instance.state === 'suspect') return;
    instance.outUntil = now + Math.min(shortestOutMs * 2 ** instance.outs, longestOutMs);
    instance.outs += 1;
  }
}

const compare = (a: Instance, b: Instance): number => ranks[a.state] - ranks[b.state] || a.inFlight - b.inFlight;
