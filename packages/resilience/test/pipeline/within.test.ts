import { expect, test } from 'vitest';
import type { CallContext, Work } from '../../src/index.ts';
import { DeadlineError, TimeoutError } from '../../src/index.ts';
import { within } from '../../src/pipeline/within.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { boom, hang, lever } from '../work.ts';

const run = <T>(work: Work<T>, clock: FakeClock, ms?: number, signal?: AbortSignal) =>
  within({ clock, name: 'review', signal, ...(ms !== undefined && { ms }) }, work);

test('a success clears the timer, and the signal is never aborted', async () => {
  const clock = new FakeClock();
  let own: CallContext | undefined;
  const work = (context: CallContext) => {
    own = context;
    return Promise.resolve(context.signal.aborted);
  };
  expect(await run(work, clock, 100)).toEqual({ ok: true, value: false });
  await clock.pass(1_000);
  expect(clock.liveTimers).toBe(0);
  expect(own?.signal.aborted).toBe(false);
});

test('when its time is over the caller has the error at once and the signal bears the same one', async () => {
  const clock = new FakeClock();
  let seen: AbortSignal | undefined;
  const outcome = run(
    ({ signal }) => {
      seen = signal;
      return hang();
    },
    clock,
    100,
  );
  await clock.pass(100);
  const error = await outcome.then((done) => !done.ok && done.error);
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ message: 'no answer within 100 ms', dependency: 'review' });
  expect(seen?.reason).toBe(error);
});

test('work that asks for its signal only after it was given up finds it aborted', async () => {
  const clock = new FakeClock();
  let late: CallContext | undefined;
  const outcome = run(
    (context) => {
      late = context;
      return hang();
    },
    clock,
    100,
  );
  await clock.pass(100);
  await outcome;
  expect(late?.signal.aborted).toBe(true);
});

test('a cancelled caller gets a CancelledError with the reason as its cause, not a timeout', async () => {
  const leaving = new AbortController();
  const clock = new FakeClock();
  const outcome = run(hang, clock, 100, leaving.signal);
  const reason = new Error('page closed');
  leaving.abort(reason);
  expect(await outcome).toMatchObject({ error: { code: 'CANCELLED', cause: reason } });
  expect(clock.liveTimers).toBe(0);
});

test('a signal that an outer timeout or deadline aborted means that time is over, not that the caller left', async () => {
  for (const reason of [new TimeoutError(5), new DeadlineError()])
    expect(await run(hang, new FakeClock(), 100, AbortSignal.abort(reason))).toMatchObject({
      error: { code: 'DEADLINE' },
    });
});

test('with no time, or with a limit that is no number, the work is not even begun', async () => {
  for (const ms of [0, -5, Number.NaN]) {
    let begun = false;
    const work = () => {
      begun = true;
    };
    expect(await run(work, new FakeClock(), ms)).toMatchObject({ error: { code: 'TIMEOUT' } });
    expect(begun).toBe(false);
  }
});

test('without a limit there is no timer at all', async () => {
  const clock = new FakeClock();
  const work = lever<number>();
  const outcome = run(() => work.promise, clock);
  expect(clock.liveTimers).toBe(0);
  work.resolve(5);
  expect(await outcome).toEqual({ ok: true, value: 5 });
});

test('what is thrown synchronously is an outcome, and so is a plain value', async () => {
  expect(await run(boom, new FakeClock(), 10)).toMatchObject({ ok: false, error: { message: 'boom' } });
  expect(await run(() => undefined, new FakeClock(), 10)).toEqual({ ok: true, value: undefined });
});

test('a late rejection is nobody’s problem', async () => {
  const clock = new FakeClock();
  const work = lever<number>();
  const outcome = run(() => work.promise, clock, 100);
  await clock.pass(100);
  expect(await outcome).toMatchObject({ error: { code: 'TIMEOUT' } });
  work.reject(new Error('too late'));
  await settled();
});

test('many who wait on one signal put one listener on it', async () => {
  const leaving = new AbortController();
  let listeners = 0;
  const add = leaving.signal.addEventListener.bind(leaving.signal);
  leaving.signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++;
    add(...args);
  };
  const outcomes = Array.from({ length: 100 }, () => run(hang, new FakeClock(), 100, leaving.signal));
  expect(listeners).toBe(1);
  leaving.abort();
  for (const outcome of outcomes) expect(await outcome).toMatchObject({ error: { code: 'CANCELLED' } });
});

test('the remaining time runs down and never below zero', async () => {
  const clock = new FakeClock();
  let running: CallContext | undefined;
  const outcome = run(
    (context) => {
      running = context;
      return hang();
    },
    clock,
    100,
  );
  await clock.pass(30);
  expect(running?.remainingMs).toBe(70);
  await clock.pass(500);
  expect(running?.remainingMs).toBe(0);
  expect(await outcome).toMatchObject({ ok: false });
});
