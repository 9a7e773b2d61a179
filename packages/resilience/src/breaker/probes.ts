// The calls that try whether a dependency is back: so many at a time, and none keeps its place for ever.
import { duration, wholeNumber } from '../options.ts';
import type { CallLimits, CallResult, CircuitBreakerOptions, Permit } from './breaker-options.ts';

export class Probes {
  readonly #limit: number;
  readonly #timeoutMs: number | undefined;
  readonly #openMs: number;
  readonly #underWay = new Set<Permit>();

  /** @param openMs so long may one take that has no limit of its own */
  constructor({ probes, probeTimeoutMs }: CircuitBreakerOptions, openMs: number) {
    this.#limit = wholeNumber('probes', probes ?? 1);
    if (probeTimeoutMs !== undefined) this.#timeoutMs = duration('probeTimeoutMs', probeTimeoutMs);
    this.#openMs = openMs;
  }

  /** Whether `permit` is one from now on: there was a place. */
  enter(permit: Permit, limits: CallLimits | undefined, now: number): boolean {
    for (const probe of this.#underWay) if (now >= endOf(probe)) this.#underWay.delete(probe);
    if (this.#underWay.size >= this.#limit) return false;
    permit.expiresAt = now + (this.#timeoutMs ?? this.#openMs);
    permit.limits = this.#timeoutMs === undefined ? limits : undefined;
    this.#underWay.add(permit);
    return true;
  }

  /**
   * Whether the answer of a probe counts. Not when its place was given away, or its time was over before.
   * @param runsUntil when its work ends at the latest, if that goes on without a caller
   */
  exit(probe: Permit, result: CallResult, runsUntil: number | undefined, now: () => number): boolean {
    if (!this.#underWay.has(probe)) return false;
    if (result === 'ignored' && runsUntil !== undefined) {
      // Its caller has left, its work has not: the place is not free.
      if (this.#timeoutMs !== undefined) probe.expiresAt = Math.min(probe.expiresAt, runsUntil);
      else if (runsUntil < Number.POSITIVE_INFINITY) probe.expiresAt = runsUntil;
      probe.limits = undefined;
      return false;
    }
    // A limit around it has ended it, if it had one: that is the very failure that counts. Without one its place is given away in the end.
    const tooLate = !hasLimit(probe) && now() >= probe.expiresAt;
    this.#underWay.delete(probe);
    return !tooLate && result !== 'ignored';
  }

  /** The work of one has really come to an end. */
  ended(probe: Permit): void {
    this.#underWay.delete(probe);
  }

  clear(): void {
    this.#underWay.clear();
  }
}

/** A probe's last moment: that of the limits around it. Without any it would keep its place for ever if it hung. */
const endOf = (probe: Permit): number => (hasLimit(probe) ? probe.limits.runsUntil : probe.expiresAt);

const hasLimit = (probe: Permit): probe is Permit & { readonly limits: CallLimits } =>
  probe.limits !== undefined && probe.limits.runsUntil < Number.POSITIVE_INFINITY;
