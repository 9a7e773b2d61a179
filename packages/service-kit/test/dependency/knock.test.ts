import { circuitBreaker, pipeline } from '@evenkeel/resilience';
import { afterEach, expect, test, vi } from 'vitest';
import { knockUntilClosed, knockWhenQuiet, secondLook } from '../../src/dependency/knock.ts';
import { requestContext } from '../../src/telemetry/request-context.ts';

let end: () => void = () => undefined;
afterEach(() => end());

const store = () => {
  const breaker = circuitBreaker({ failures: 1, openMs: 20 });
  const calls = pipeline({ name: 'store', breaker });
  const ask = vi.fn<() => Promise<string>>();
  return { breaker, ask, call: () => calls.outcome(ask) };
};

test('a breaker that opens is closed again by knocking, without anybody asking', async () => {
  const { breaker, ask, call } = store();
  end = knockUntilClosed(breaker, call, 5);
  ask.mockRejectedValueOnce(new Error('down')).mockRejectedValueOnce(new Error('still down')).mockResolvedValue('up');
  await call();
  expect(breaker.state).toBe('OPEN');
  await vi.waitUntil(() => breaker.state === 'CLOSED', { timeout: 5_000 });
  // One that opened it, one failed probe, two that closed it: everything in between was rejected by the breaker.
  expect(ask).toHaveBeenCalledTimes(4);
});

test('a closed breaker is left alone, and so is one whose knocking was ended', async () => {
  vi.useFakeTimers();
  try {
    const { breaker, ask, call } = store();
    end = knockUntilClosed(breaker, call, 5);
    ask.mockResolvedValueOnce('up').mockRejectedValue(new Error('down'));
    await call();
    expect(vi.getTimerCount()).toBe(0);
    await call();
    expect(vi.getTimerCount()).toBe(1);
    end();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('where nobody calls, a dependency that is back is found by a few quiet knocks', async () => {
  const { breaker, ask, call } = store();
  end = knockWhenQuiet(breaker, call, 30);
  ask.mockRejectedValueOnce(new Error('down')).mockRejectedValueOnce(new Error('still down')).mockResolvedValue('up');
  await call();
  await vi.waitUntil(() => breaker.state === 'CLOSED', { timeout: 5_000 });
  expect(ask).toHaveBeenCalledTimes(4);
});

test('where somebody calls nobody knocks: their calls are the probes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const { breaker, ask, call } = store();
    const knock = vi.fn(async () => undefined);
    end = knockWhenQuiet(breaker, knock, 1_000);
    ask.mockRejectedValue(new Error('down'));
    await call();
    for (let second = 0; second < 5; second++) {
      await call();
      await vi.advanceTimersByTimeAsync(999);
      await call();
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(knock).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(knock).toHaveBeenCalled();
    end();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('a knock belongs to no request, not even to the one that opened the breaker', async () => {
  const { breaker, ask, call } = store();
  const seen: unknown[] = [];
  end = knockUntilClosed(breaker, () => call().finally(() => seen.push(requestContext.getStore())), 5);
  ask.mockRejectedValueOnce(new Error('down')).mockResolvedValue('up');
  await requestContext.run({ requestId: 'of a visitor' }, call);
  await vi.waitUntil(() => breaker.state === 'CLOSED', { timeout: 5_000 });
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every((context) => context === undefined)).toBe(true);
});

test('one failure is followed by another look, until one is well', async () => {
  const breaker = circuitBreaker({ failures: 5 });
  const ask = vi.fn<() => Promise<string>>();
  const call = () => calls.outcome(ask);
  const look = secondLook(breaker, call, 5);
  end = look.close;
  const calls = pipeline({
    name: 'store',
    breaker,
    onCall: ({ outcome }) => outcome === 'failure' && look.afterFailure(),
  });
  ask.mockRejectedValueOnce(new Error('late')).mockRejectedValueOnce(new Error('late again')).mockResolvedValue('up');
  await call();
  expect(breaker.snapshot().lastFailed).toBe(true);
  await vi.waitUntil(() => !breaker.snapshot().lastFailed, { timeout: 5_000 });
  expect(ask).toHaveBeenCalledTimes(3);
});

test('many failures are followed by one look, and none where somebody else has found it well, or after the end', () => {
  vi.useFakeTimers();
  try {
    const breaker = circuitBreaker({ failures: 50 });
    const knock = vi.fn(async () => undefined);
    const look = secondLook(breaker, knock, 5);
    const failing = () => {
      const permit = breaker.enter();
      if (!(permit instanceof Error)) breaker.exit(permit, 'failure');
      look.afterFailure();
    };
    for (let count = 0; count < 20; count += 1) failing();
    vi.advanceTimersByTime(5);
    expect(knock).toHaveBeenCalledTimes(1);

    failing();
    const permit = breaker.enter();
    if (!(permit instanceof Error)) breaker.exit(permit, 'success');
    vi.advanceTimersByTime(5);
    expect(knock).toHaveBeenCalledTimes(1);

    failing();
    look.close();
    failing();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
