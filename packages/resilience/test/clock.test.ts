import { expect, test, vi } from 'vitest';
import { steady } from '../src/clock.ts';
import { systemClock } from '../src/index.ts';
import { FakeClock } from './fake-clock.ts';

test('a steady clock never goes back, and goes on from its last reading', () => {
  const clock = new FakeClock();
  const read = steady(clock);
  const start = read.now();
  clock.jump(100);
  expect(read.now()).toBe(start + 100);
  clock.jump(-5_000);
  expect(read.now()).toBe(start + 100);
  clock.jump(30);
  expect(read.now()).toBe(start + 130);
});

test('the system clock is monotonic already and is taken as it is', () => {
  expect(steady(systemClock)).toBe(systemClock);
});

test('a limit of a month is cut to what setTimeout can take, which fires at once on anything larger', () => {
  const setTimer = vi.spyOn(globalThis, 'setTimeout');
  const timer = systemClock.setTimer(() => undefined, 30 * 86_400_000);
  systemClock.clearTimer(timer);
  expect(setTimer.mock.lastCall?.[1]).toBe(2 ** 31 - 1);
  setTimer.mockRestore();
});
