// What a breaker is told by the pipeline around it: its name, its time, and how long a call may run.
import { expect, test } from 'vitest';
import { bulkhead, type CircuitBreakerOptions, circuitBreaker, pipeline } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { warningAbout } from '../warnings.ts';
import { boom, fail, hang, lever, pass } from '../work.ts';

const again = { attempts: 2, delay: { kind: 'constant' as const, ms: 100 }, jitter: 'none' as const };
const busy = () => Promise.reject(Object.assign(new Error('busy'), { status: 503 }));
const turnedAway = { ok: false, error: { code: 'CIRCUIT_OPEN' } };

/** A breaker whose next call is a probe; its clock is that of its pipelines, or one of its own that shows another time. */
async function probing(options: CircuitBreakerOptions & { ownTime?: boolean } = {}) {
  const { ownTime = false, ...rest } = options;
  const clock = new FakeClock();
  const own = ownTime ? new FakeClock() : clock;
  if (ownTime) own.jump(5_000_000);
  const breaker = circuitBreaker({ failures: 1, openMs: 50, clock: own, ...rest });
  const tick = async (ms: number) => {
    if (ownTime) await own.pass(ms);
    await clock.pass(ms);
  };
  fail(breaker, 1);
  await tick(50);
  return { clock, breaker, tick };
}

/** A call that hangs, and whose caller has left. */
async function left(review: ReturnType<typeof pipeline>, work = hang): Promise<void> {
  const leaving = new AbortController();
  const call = review.outcome(work, { signal: leaving.signal });
  leaving.abort();
  await call;
}

test('who is turned away by a breaker without a name hears that of the pipeline', async () => {
  for (const [name, dependency] of [
    [undefined, 'review'],
    ['database', 'database'],
  ] as const) {
    const breaker = circuitBreaker({ ...(name && { name }) });
    breaker.isolate();
    expect(await pipeline({ name: 'review', breaker }).outcome(() => 1)).toMatchObject({ error: { dependency } });
  }
});

test('a breaker that has closed again sends no retry away', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 2, openMs: 10_000, clock });
  fail(breaker, 2);
  await clock.pass(10_000);
  pass(breaker, 'success', 'success');
  expect(breaker.state).toBe('CLOSED');
  const call = pipeline({ name: 'review', breaker, retry: again, clock }).outcome(({ attempt }) =>
    attempt === 1 ? busy() : 'back',
  );
  await clock.pass(100);
  expect(await call).toEqual({ ok: true, value: 'back' });
});

test.each([[false], [true]])(
  'a pause is worth it when the breaker may be half open at its end (a clock of its own: %s)',
  async (ownTime) => {
    for (const [ms, end] of [
      [49, { ok: false, error: { message: 'busy' } }],
      [50, { ok: true, value: 'back' }],
    ] as const) {
      const { clock, breaker, tick } = await probing({ ownTime });
      breaker.reset();
      const retry = { ...again, delay: { kind: 'constant' as const, ms } };
      const call = pipeline({ name: 'review', breaker, retry, clock }).outcome(({ attempt }) =>
        attempt === 1 ? busy() : 'back',
      );
      await settled();
      expect(clock.liveTimers).toBe(end.ok ? 1 : 0);
      await tick(ms);
      expect(await call).toMatchObject(end);
    }
  },
);

test.each([[false], [true]])(
  'a probe without limits whose caller has left keeps its place for the open time (a clock of its own: %s)',
  async (ownTime) => {
    const { clock, breaker, tick } = await probing({ ownTime });
    const review = pipeline({ name: 'review', breaker, clock });
    await left(review);
    await tick(49);
    expect(await review.outcome(() => 1)).toMatchObject(turnedAway);
    await tick(1);
    expect(await review.outcome(() => 1)).toMatchObject({ ok: true });
  },
);

test.each([[false], [true]])(
  'a probe whose caller has left gives its place up when its work has ended (a clock of its own: %s)',
  async (ownTime) => {
    const { clock, breaker } = await probing({ ownTime });
    const review = pipeline({ name: 'review', breaker, clock });
    const work = lever<never>();
    await left(review, () => work.promise);
    expect(await review.outcome(() => 1)).toMatchObject(turnedAway);
    work.reject(new Error('late'));
    await settled();
    expect(await review.outcome(() => 1)).toMatchObject({ ok: true });
  },
);

test.each([[false], [true]])(
  'a probe that says nothing gives its place up at once (a clock of its own: %s)',
  async (ownTime) => {
    const { clock, breaker } = await probing({ ownTime });
    const classify = () => ({ result: 'ignored' as const, retry: false });
    const review = pipeline({ name: 'review', breaker, classify, clock });
    expect(await review.outcome(boom)).toMatchObject({ error: { message: 'boom' } });
    expect(await review.outcome(() => 1)).toMatchObject({ ok: true });
  },
);

test('the time of a probe is its own setting, if there is one, also where a limit around it is longer, or its caller leaves', async () => {
  const { clock, breaker, tick } = await probing({ probeTimeoutMs: 20 });
  const review = pipeline({ name: 'review', breaker, timeoutMs: 1_000, clock });
  const slow = lever<number>();
  const probe = review.outcome(() => slow.promise);
  await tick(19);
  expect(await review.outcome(() => 1)).toMatchObject(turnedAway);
  await tick(1);
  await left(review);
  slow.resolve(1);
  expect(await probe).toMatchObject({ ok: true });
  await tick(19);
  expect(await review.outcome(() => 1)).toMatchObject(turnedAway);
  await tick(1);
  expect(await review.outcome(() => 1)).toMatchObject({ ok: true });
  expect(breaker.snapshot()).toMatchObject({ state: 'HALF_OPEN', successful: 2 });
});

test('a probe whose place was given away because its timer was late changes nothing any more', async () => {
  const { clock, breaker } = await probing();
  const review = pipeline({ name: 'review', breaker, bulkhead: bulkhead(), timeoutMs: 100, clock });
  const late = review.outcome(hang);
  clock.jump(100); // The event loop was busy.
  const answer = lever<number>();
  const next = review.outcome(() => answer.promise);
  await clock.pass(0);
  expect(await late).toMatchObject({ error: { code: 'TIMEOUT' } });
  expect(breaker.state).toBe('HALF_OPEN');
  answer.resolve(1);
  expect(await next).toMatchObject({ ok: true });
});

test('a listener that throws is shown as a warning with the name of its breaker', async () => {
  const breaker = circuitBreaker({ name: 'listened to' });
  const warned = warningAbout('listened to');
  breaker.onChange(boom);
  breaker.isolate();
  expect(await warned).toBe('a listener of circuit breaker listened to failed: boom');
});
