// The page of an order looks again by itself: now and then, not while nobody sees it, and not for ever.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepLooking } from '../src/components/order/keep-looking.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const always = { mayLook: () => true };

test('looks every 3 s while there is something to wait for', async () => {
  const look = vi.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(true).mockResolvedValue(false);
  keepLooking({ ...always, look });
  await vi.advanceTimersByTimeAsync(2_999);
  expect(look).toHaveBeenCalledTimes(0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(look).toHaveBeenCalledTimes(3);
});

test('never looks twice at a time', async () => {
  const look = vi.fn(() => Promise.withResolvers<boolean>().promise);
  keepLooking({ ...always, look });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(look).toHaveBeenCalledTimes(1);
});

test('does not look while nobody would see it', async () => {
  const look = vi.fn().mockResolvedValue(true);
  let hidden = true;
  keepLooking({ mayLook: () => !hidden, look });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(look).toHaveBeenCalledTimes(0);
  hidden = false;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(look).toHaveBeenCalledTimes(1);
});

test('ends after 10 minutes', async () => {
  const look = vi.fn().mockResolvedValue(true);
  keepLooking({ ...always, look });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(look).toHaveBeenCalledTimes(200);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(look).toHaveBeenCalledTimes(200);
});

test('ends when it is told to', async () => {
  const look = vi.fn().mockResolvedValue(true);
  keepLooking({ ...always, look })();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(look).toHaveBeenCalledTimes(0);
});
