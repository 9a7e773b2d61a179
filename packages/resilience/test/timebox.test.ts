import { expect, test } from 'vitest';
import { DeadlineError, TimeoutError } from '../src/index.ts';
import { Timebox } from '../src/timebox.ts';
import { FakeClock, settled } from './fake-clock.ts';
import { boom, hang, lever } from './work.ts';

const box = (clock: FakeClock, ms?: number, signal?: AbortSignal) =>
  new Timebox({ clock, name: 'review', signal, ...(ms !== undefined && { ms }) });

test('a success clears the timer, and the signal is never aborted', async () => {
  const clock = new FakeClock();
  const own = box(clock, 100);
  expect(await own.run(({ signal }) => Promise.resolve(signal.aborted))).toEqual({ ok: true, value: false });
  await clock.pass(1_000);
  expect(clock.liveTimers).toBe(0);
  expect(own.signal.aborted).toBe(false);
});

test('when its time is over the caller has the error at once and the signal bears the same one', async () => {
  const clock = new FakeClock();
  let seen: AbortSignal | undefined;
  const outcome = box(clock, 100).run(({ signal }) => {
    seen = signal;
    return hang();
  });
  await clock.pass(100);
  const error = await outcome.then((done) => !done.ok && done.error);
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ message: 'no answer within 100 ms', dependency: 'review' });
  expect(seen?.reason).toBe(error);
});

test('work that asks for its signal only after it was given up finds it aborted', async () => {
  const clock = new FakeClock();
  const late = box(clock, 100);
  const outcome = late.run(hang);
  await clock.pass(100);
  await outcome;
  expect(late.signal.aborted).toBe(true);
});

test('a cancelled caller gets a CancelledError with the reason as its cause, not a timeout', async () => {
  const leaving = new AbortController();
  const clock = new FakeClock();
  const outcome = box(clock, 100, leaving.signal).run(hang);
  const reason = new Error('page closed');
  leaving.abort(reason);
  expect(await outcome).toMatchObject({ error: { code: 'CANCELLED', cause: reason } });
  expect(clock.liveTimers).toBe(0);
});

test('a signal that an outer timeout or deadline aborted means that time is over, not that the caller left', async () => {
  for (const reason of [new TimeoutError(5), new DeadlineError()])
    expect(await box(new FakeClock(), 100, AbortSignal.abort(reason)).run(hang)).toMatchObject({
      error: { code: 'DEADLINE' },
    });
});

test('with no time, or with a limit that is no number, the work is not even begun', async () => {
  for (const ms of [0, -5, Number.NaN]) {
    let begun = false;
    let ended = 0;
    const outcome = await box(new FakeClock(), ms).run(
      () => {
        begun = true;
      },
      () => ended++,
    );
    expect(outcome).toMatchObject({ error: { code: 'TIMEOUT' } });
    expect([begun, ended]).toEqual([false, 1]);
  }
});

test('without a limit there is no timer at all', async () => {
  const clock = new FakeClock();
  const work = lever<number>();
  const outcome = box(clock).run(() => work.promise);
  expect(clock.liveTimers).toBe(0);
  work.resolve(5);
  expect(await outcome).toEqual({ ok: true, value: 5 });
});

test('what is thrown synchronously is an outcome, and so is a plain value', async () => {
  expect(await box(new FakeClock(), 10).run(boom)).toMatchObject({ ok: false, error: { message: 'boom' } });
  expect(await box(new FakeClock(), 10).run(() => undefined)).toEqual({ ok: true, value: undefined });
});

test('it tells once when the work has really settled, however late, and a late rejection is nobody’s problem', async () => {
  const clock = new FakeClock();
  const work = lever<number>();
  let ended = 0;
  const outcome = box(clock, 100).run(
    () => work.promise,
    () => ended++,
  );
  await clock.pass(100);
  await outcome;
  expect(ended).toBe(0);
  work.reject(new Error('too late'));
  await settled();
  expect(ended).toBe(1);
});

test('the remaining time runs down and never below zero', async () => {
  const clock = new FakeClock();
  const running = box(clock, 100);
  await clock.pass(30);
  expect(running.remainingMs).toBe(70);
  await clock.pass(500);
  expect(running.remainingMs).toBe(0);
});
