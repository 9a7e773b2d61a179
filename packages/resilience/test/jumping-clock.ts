import type { Clock } from '../src/index.ts';
import { FakeClock } from './fake-clock.ts';

/** A clock whose readings may jump at any time, forward and back, while its timers fire after as long as they were told. */
export class JumpingClock implements Clock {
  readonly real = new FakeClock();
  readonly release?: (timer: unknown) => void;
  readonly hold?: (timer: unknown) => void;
  /** By so many ms in all. */
  setBackMs = 0;
  #aheadMs = 0;
  /** And whether it keeps the process alive. */
  readonly #timers = new Map<unknown, boolean>();

  /** @param releases whether timers can be let go without being cleared, as the machine's can */
  constructor(releases: boolean) {
    if (!releases) return;
    const keep = (timer: unknown, alive: boolean) => {
      if (this.#timers.has(timer)) this.#timers.set(timer, alive);
    };
    this.release = (timer) => keep(timer, false);
    this.hold = (timer) => keep(timer, true);
  }

  now(): number {
    return this.real.now() + this.#aheadMs;
  }

  setTimer(fn: () => void, ms: number): unknown {
    const timer = this.real.setTimer(() => {
      this.#timers.delete(timer);
      fn();
    }, ms);
    this.#timers.set(timer, true);
    return timer;
  }

  clearTimer(timer: unknown): void {
    this.#timers.delete(timer);
    this.real.clearTimer(timer);
  }

  jump(ms: number): void {
    this.#aheadMs += ms;
    this.setBackMs += Math.max(0, -ms);
  }

  /** Those that keep the process alive. */
  get liveTimers(): number {
    return [...this.#timers.values()].filter((alive) => alive).length;
  }
}
