import type { Clock } from '@evenkeel/resilience';

/** Time that passes when it is told to. */
export class FakeClock implements Clock {
  #now = 0;
  #timers = new Set<{ at: number; fn: () => void }>();

  now = (): number => this.#now;

  setTimer = (fn: () => void, ms: number): unknown => {
    const timer = { at: this.#now + ms, fn };
    this.#timers.add(timer);
    return timer;
  };

  clearTimer = (timer: unknown): void => {
    this.#timers.delete(timer as { at: number; fn: () => void });
  };

  get timers(): number {
    return this.#timers.size;
  }

  /** Lets `ms` pass, and everything that was waiting for it happen. */
  async pass(ms: number): Promise<void> {
    this.#now += ms;
    for (const timer of [...this.#timers].filter(({ at }) => at <= this.#now)) {
      this.#timers.delete(timer);
      timer.fn();
    }
    await new Promise(setImmediate);
  }
}
