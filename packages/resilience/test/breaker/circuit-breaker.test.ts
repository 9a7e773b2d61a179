import { expect, test } from 'vitest';
import { type BreakerChange, CircuitOpenError, circuitBreaker } from '../../src/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { admitted, fail, pass } from '../work.ts';

const opened = (options = {}) => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ name: 'payment', clock, ...options });
  fail(breaker, 5);
  return { clock, breaker };
};

test('opens after five failures in ten seconds', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  for (let i = 0; i < 4; i++) {
    fail(breaker, 1);
    await clock.pass(2_000);
  }
  expect(breaker.state).toBe('CLOSED');
  fail(breaker, 1);
  expect(breaker.state).toBe('OPEN');
});

test('stays closed when the fifth failure comes after the first has left the window', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  fail(breaker, 1);
  await clock.pass(10_000);
  fail(breaker, 4);
  expect(breaker.state).toBe('CLOSED');
  expect(breaker.snapshot().failuresInWindow).toBe(4);
});

test('a success does not wipe out earlier failures in the window', () => {
  const breaker = circuitBreaker({ clock: new FakeClock() });
  fail(breaker, 4);
  pass(breaker, 'success', 'success', 'failure');
  expect(breaker.state).toBe('OPEN');
});

test('while open it rejects and tells when a probe may go', async () => {
  const { clock, breaker } = opened();
  await clock.pass(20_000);
  const rejection = breaker.enter();
  expect(rejection).toBeInstanceOf(CircuitOpenError);
  expect(rejection).toMatchObject({
    code: 'CIRCUIT_OPEN',
    dependency: 'payment',
    retryAfterMs: 40_000,
    isolated: false,
  });
});

test('after the open time one probe goes through and the others are rejected', async () => {
  const { clock, breaker } = opened();
  await clock.pass(60_000);
  admitted(breaker);
  expect(breaker.state).toBe('HALF_OPEN');
  expect(breaker.enter()).toMatchObject({ code: 'CIRCUIT_OPEN', retryAfterMs: 0 });
});

test('two successful probes close it, with an empty window', async () => {
  const { clock, breaker } = opened();
  await clock.pass(60_000);
  pass(breaker, 'success');
  expect(breaker.state).toBe('HALF_OPEN');
  pass(breaker, 'success');
  expect(breaker.state).toBe('CLOSED');
  expect(breaker.snapshot().failuresInWindow).toBe(0);
});

test('one failed probe opens it again for the whole open time', async () => {
  const { clock, breaker } = opened();
  await clock.pass(60_000);
  pass(breaker, 'success', 'failure');
  expect(breaker.snapshot()).toMatchObject({ state: 'OPEN', retryAfterMs: 60_000 });
});

test('neither successes nor probes of an earlier half-open time count in the next', async () => {
  const { clock, breaker } = opened({ probes: 2, probeTimeoutMs: 3_600_000 });
  await clock.pass(60_000);
  admitted(breaker);
  pass(breaker, 'success', 'failure');
  await clock.pass(60_000);
  pass(breaker, 'success');
  expect(breaker.state).toBe('HALF_OPEN');
  admitted(breaker);
  admitted(breaker);
  expect(breaker.enter()).toBeInstanceOf(CircuitOpenError);
});

test('an ignored probe decides nothing and makes room for the next', async () => {
  const { clock, breaker } = opened();
  await clock.pass(60_000);
  pass(breaker, 'ignored', 'ignored', 'success', 'ignored', 'success');
  expect(breaker.state).toBe('CLOSED');
});

test('a probe without an answer gives its place up, and its late answer changes nothing', async () => {
  const { clock, breaker } = opened({ probeTimeoutMs: 5_000, successesToClose: 1 });
  await clock.pass(60_000);
  const lost = admitted(breaker);
  await clock.pass(5_000);
  breaker.exit(lost, 'failure');
  expect(breaker.state).toBe('HALF_OPEN');
  pass(breaker, 'success');
  expect(breaker.state).toBe('CLOSED');
});

test('an answer from before a change of state changes nothing', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  const slowFailure = admitted(breaker);
  const slowSuccess = admitted(breaker);
  fail(breaker, 5);
  await clock.pass(60_000);
  admitted(breaker);
  breaker.exit(slowFailure, 'failure');
  breaker.exit(slowSuccess, 'success');
  expect(breaker.state).toBe('HALF_OPEN');
  expect(breaker.enter()).toBeInstanceOf(CircuitOpenError);
});

test('a permit that is handed back twice counts once', () => {
  const breaker = circuitBreaker({ clock: new FakeClock() });
  const permit = admitted(breaker);
  for (let i = 0; i < 10; i++) breaker.exit(permit, 'failure');
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failed: 1, failuresInWindow: 1 });
});

test('isolated, it rejects everything until it is released, whatever time passes', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  breaker.isolate();
  await clock.pass(3_600_000);
  expect(breaker.enter()).toMatchObject({ isolated: true, message: 'circuit breaker open, isolated by hand' });
  expect(breaker.snapshot()).toMatchObject({ state: 'OPEN', isolated: true, retryAfterMs: null });
  breaker.release();
  expect(breaker.state).toBe('CLOSED');
  pass(breaker, 'success');
});

test('isolating what is open, or isolated, is no change of state', async () => {
  const { clock, breaker } = opened();
  const heard: BreakerChange[] = [];
  breaker.onChange((change) => heard.push(change));
  breaker.isolate();
  const { since } = breaker.snapshot();
  await clock.pass(1_000);
  breaker.isolate();
  expect(breaker.snapshot()).toMatchObject({ state: 'OPEN', since });
  breaker.release();
  expect(breaker.snapshot()).toMatchObject({ state: 'OPEN', isolated: false, retryAfterMs: 59_000 });
  expect(heard).toEqual([]);
});

test('a reset makes it as new, also when it was isolated, and forgets the calls under way', () => {
  const { breaker } = opened();
  breaker.reset();
  const before = admitted(breaker);
  breaker.isolate();
  breaker.reset();
  breaker.exit(before, 'success');
  const zero = { total: 0, successful: 0, failed: 0, rejected: 0, failuresInWindow: 0 };
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', isolated: false, ...zero });
});

test('counts every call, answered or rejected', () => {
  const { breaker } = opened();
  breaker.enter();
  expect(breaker.snapshot()).toMatchObject({ total: 6, successful: 0, failed: 5, rejected: 1 });
});

test('tells its listeners of every change with time and cause, until they are taken off', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ name: 'review', clock });
  const heard: BreakerChange[] = [];
  const off = breaker.onChange((change) => heard.push(change));
  fail(breaker, 5);
  await clock.pass(60_000);
  pass(breaker, 'success', 'success');
  off();
  breaker.isolate();
  expect(heard).toEqual([
    { name: 'review', from: 'CLOSED', to: 'OPEN', cause: '5 failures within 10000 ms', at: 1_000 },
    { name: 'review', from: 'OPEN', to: 'HALF_OPEN', cause: 'open for 60000 ms', at: 61_000 },
    { name: 'review', from: 'HALF_OPEN', to: 'CLOSED', cause: '2 probes succeeded', at: 61_000 },
  ]);
});

test('a listener may act on the breaker: whoever isolates it on HALF_OPEN keeps the probe out', async () => {
  const { clock, breaker } = opened();
  breaker.onChange(({ to }) => to === 'HALF_OPEN' && breaker.isolate());
  await clock.pass(60_000);
  expect(breaker.enter()).toMatchObject({ isolated: true });
});

test('a clock that goes back by an hour adds nothing to the open time', async () => {
  const { clock, breaker } = opened();
  await clock.pass(10_000);
  expect(breaker.enter()).toMatchObject({ retryAfterMs: 50_000 });
  clock.jump(-3_600_000);
  expect(breaker.enter()).toMatchObject({ retryAfterMs: 50_000 });
  await clock.pass(50_000);
  pass(breaker, 'success', 'success');
  expect(breaker.state).toBe('CLOSED');
});

test.each([
  ['failures', 0],
  ['failures', 2.5],
  ['windowMs', -1],
  ['windowMs', Number.NaN],
  ['openMs', 0],
  ['successesToClose', 0],
  ['probes', 0],
  ['probeTimeoutMs', 0],
])('%s = %s stops the construction with its name', (name, value) => {
  expect(() => circuitBreaker({ [name]: value })).toThrow(RangeError);
  expect(() => circuitBreaker({ [name]: value })).toThrow(name);
  expect(() => circuitBreaker({ [name]: '5' })).toThrow(TypeError);
});

test('says why it came into its state, and how long it stays only while it is open', async () => {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ clock });
  expect(breaker.snapshot()).toMatchObject({ cause: 'new', retryAfterMs: null });
  breaker.isolate();
  expect(breaker.snapshot().cause).toBe('isolated by hand');
  breaker.release();
  expect(breaker.snapshot()).toMatchObject({ cause: 'released by hand', retryAfterMs: null });
  fail(breaker, 5);
  await clock.pass(60_000);
  admitted(breaker);
  expect(breaker.snapshot()).toMatchObject({ state: 'HALF_OPEN', retryAfterMs: null });
  await clock.pass(60_000);
  pass(breaker, 'failure');
  expect(breaker.snapshot()).toMatchObject({ cause: 'a probe failed', retryAfterMs: 60_000 });
  breaker.reset();
  expect(breaker.snapshot()).toMatchObject({ cause: 'reset by hand', retryAfterMs: null });
});
