// Limits of one length share a timer: what it costs, and what it keeps alive.
import { expect, test } from 'vitest';
import { pipeline } from '../../src/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { hang, lever } from '../work.ts';

/** A clock whose timers can be let go, as those of Node can, and that counts them. */
class HoldingClock extends FakeClock {
  made = 0;
  readonly #held = new Set<unknown>();

  override setTimer(fn: () => void, ms: number) {
    this.made++;
    const timer = super.setTimer(() => {
      this.#held.delete(timer);
      fn();
    }, ms);
    this.#held.add(timer);
    return timer;
  }
  override clearTimer(timer: unknown): void {
    this.#held.delete(timer);
    super.clearTimer(timer);
  }
  release(timer: unknown): void {
    this.#held.delete(timer);
  }
  hold(timer: unknown): void {
    this.#held.add(timer);
  }
  /** Whether a timer keeps the process alive. */
  get isHeld(): boolean {
    return this.#held.size > 0;
  }
}

test('a timer keeps the process alive while a call runs, and no longer: also the one that serves the next call', async () => {
  const clock = new HoldingClock();
  const review = pipeline({ name: 'review', timeoutMs: 100, clock });
  for (let call = 0; call < 3; call++) {
    const work = lever<number>();
    const running = review.call(() => work.promise);
    expect(clock.isHeld).toBe(true);
    work.resolve(call);
    expect(await running).toBe(call);
    expect(clock.isHeld).toBe(false);
    await clock.pass(10);
  }
  expect(clock.made).toBe(1);
  const late = review.outcome(hang);
  await clock.pass(100);
  expect(await late).toMatchObject({ error: { code: 'TIMEOUT' } });
  expect(clock.isHeld).toBe(false);
});

test('each of many calls ends when its own time is over, and the timer does not tick in between', async () => {
  const clock = new HoldingClock();
  const review = pipeline({ name: 'review', timeoutMs: 100, clock });
  const ends: number[] = [];
  for (let call = 0; call < 3; call++) {
    void review.outcome(hang).then(() => ends.push(clock.now()));
    await clock.pass(40);
  }
  await clock.pass(200);
  expect(ends).toEqual([1_100, 1_140, 1_180]);
  expect(clock.made).toBe(3);
});
