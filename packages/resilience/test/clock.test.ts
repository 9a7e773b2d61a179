import { expect, test, vi } from 'vitest';
import { steady } from '../src/clock.ts';
import { deadline, pipeline, queuedBulkhead, retry, systemClock, timeout } from '../src/index.ts';
import { FakeClock } from './fake-clock.ts';
import { boom, given, hang } from './work.ts';

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

test('a clock is asked to forget timers of its own alone, and forgets all of them', async () => {
  class StrictClock extends FakeClock {
    override clearTimer(timer: unknown): void {
      expect(timer).toBeTypeOf('object');
      super.clearTimer(timer);
    }
  }
  const clock = new StrictClock();
  const rooms = queuedBulkhead({ limit: 1, clock });
  const place = given(await rooms.enter());
  const leaving = new AbortController();
  const [left, served] = [rooms.enter({ signal: leaving.signal }), rooms.enter()];
  leaving.abort();
  expect(await left).toMatchObject({ code: 'CANCELLED' });
  rooms.exit(place);
  rooms.exit(given(await served));

  const again = retry({ attempts: 2, delay: { kind: 'constant', ms: 10 }, jitter: 'none' });
  const review = pipeline({ name: 'review', layers: [deadline(100), again, rooms, timeout(40)], clock });
  const bare = pipeline({ name: 'bare', clock });
  const calls = [() => 1, boom, hang, hang].flatMap((work) =>
    [undefined, 30, Number.POSITIVE_INFINITY].flatMap((deadlineMs) => [
      review.outcome(work, { deadlineMs }),
      work === hang ? Promise.resolve() : bare.outcome(work, { deadlineMs }),
    ]),
  );
  await clock.pass(200);
  await Promise.all(calls);
  expect(clock.liveTimers).toBe(0);
});
