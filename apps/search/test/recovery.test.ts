import { type CircuitBreaker, circuitBreaker, pipeline } from '@evenkeel/resilience';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeWhenProven } from '../src/engine/recovery.ts';

const search = vi.fn<() => Promise<string>>();
let breaker: CircuitBreaker;
let end: () => void;

beforeEach(() => {
  search.mockReset();
  // Longer than any test: nothing but the searches closes it.
  breaker = circuitBreaker({ failures: 1, openMs: 3_600_000 });
  end = closeWhenProven(breaker, search, 2);
});
afterEach(() => end());

const open = () => pipeline({ name: 'engine', breaker }).outcome(() => Promise.reject(new Error('down')));
const closes = () => vi.waitUntil(() => breaker.state === 'CLOSED', { timeout: 5_000, interval: 1 });

test('an engine is searched again after two good searches in a row, however long its breaker would stay open', async () => {
  search
    .mockRejectedValueOnce(new Error('loading'))
    .mockResolvedValueOnce('good')
    .mockRejectedValueOnce(new Error('late'));
  search.mockResolvedValue('good');
  const changes: unknown[] = [];
  breaker.onChange(({ to, cause }) => changes.push([to, cause]));
  await open();
  expect(breaker.state).toBe('OPEN');
  await closes();
  expect(changes.at(-1)).toEqual(['CLOSED', 'answers searches again']);
  expect(search).toHaveBeenCalledTimes(5);
});

test('it looks again the next time the breaker opens, and not while it is closed', async () => {
  search.mockResolvedValue('good');
  for (let time = 1; time <= 2; time++) {
    await open();
    await closes();
    expect(search).toHaveBeenCalledTimes(2 * time);
  }
});

test('it ends when the service does', async () => {
  search.mockRejectedValue(new Error('down'));
  await open();
  end();
  const looks = search.mock.calls.length;
  // Another one, which began later and has had its two looks by now.
  breaker = circuitBreaker({ failures: 1, openMs: 3_600_000 });
  end = closeWhenProven(breaker, () => Promise.resolve('good'), 2);
  await open();
  await closes();
  expect(search).toHaveBeenCalledTimes(looks);
});
