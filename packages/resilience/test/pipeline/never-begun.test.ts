// What a breaker shows of calls that never began: turned away from a bulkhead, out of time, or left by their callers while they waited.
import { expect, test } from 'vitest';
import { circuitBreaker, deadline, type LayerSource, pipeline, queuedBulkhead } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { fail, given, hang } from '../work.ts';

type Order = (breaker: LayerSource, queue: LayerSource) => LayerSource[];

const orders: [string, Order, number][] = [
  ['bulkhead outside of breaker', (breaker, queue) => [deadline(1_000), queue, breaker], 0],
  ['breaker outside of bulkhead', (breaker, queue) => [deadline(1_000), breaker, queue], 1],
];

/** How a call that finds no place ends, and with which code. */
const ends = {
  'finds the queue full': { queue: 0, code: 'BULKHEAD_FULL' },
  'waits too long': { queue: 1, maxWaitMs: 20, code: 'BULKHEAD_FULL' },
  'is out of time while it waits': { queue: 1, deadlineMs: 20, code: 'DEADLINE' },
  'is out of time before it comes': { queue: 1, deadlineMs: 0, code: 'DEADLINE' },
  'is left by its caller while it waits': { queue: 1, leavesAfterMs: 20, code: 'CANCELLED' },
  'is left by its caller before it comes': { queue: 1, leavesAfterMs: 0, code: 'CANCELLED' },
} as const;

interface End {
  readonly queue: number;
  readonly code: string;
  readonly maxWaitMs?: number;
  readonly deadlineMs?: number;
  readonly leavesAfterMs?: number;
}

const cases = orders.flatMap(([order, layers, asked]) =>
  Object.entries<End>(ends).map(([what, end]) => ({ order, what, layers, asked, end })),
);

function shopOf(layers: Order, { queue, maxWaitMs }: End) {
  const clock = new FakeClock();
  const breaker = circuitBreaker({ failures: 1, openMs: 50, successesToClose: 1, clock });
  const rooms = queuedBulkhead({ limit: 1, queue, ...(maxWaitMs && { maxWaitMs }), clock });
  const place = given(rooms.tryEnter());
  if (place === undefined) throw new Error('the place was taken');
  const shop = pipeline({ name: 'shop', layers: layers(breaker, rooms), clock });
  return { clock, breaker, rooms, place, shop };
}

/** A call that finds no place, until it has ended. */
async function turnedAway({ clock, shop }: ReturnType<typeof shopOf>, { deadlineMs, leavesAfterMs }: End) {
  const leaving = new AbortController();
  if (leavesAfterMs === 0) leaving.abort();
  else if (leavesAfterMs !== undefined) clock.setTimer(() => leaving.abort(), leavesAfterMs);
  let begun = 0;
  const call = shop.outcome(
    () => {
      begun++;
      return hang();
    },
    { signal: leaving.signal, deadlineMs },
  );
  await clock.pass(20);
  return { outcome: await call, begun };
}

test.each(cases)('$order: a call that $what is neither success nor failure', async ({ layers, asked, end }) => {
  const parts = shopOf(layers, end);
  const { breaker, rooms } = parts;
  const before = breaker.snapshot();
  const { outcome, begun } = await turnedAway(parts, end);
  expect(outcome).toMatchObject({ ok: false, error: { code: end.code } });
  expect(begun).toBe(0);
  const isTooLate = end.deadlineMs === 0 || end.leavesAfterMs === 0;
  // Nothing but `total` may show it, and only where the breaker was asked before the bulkhead was.
  expect(breaker.snapshot()).toEqual({ ...before, total: isTooLate ? 0 : asked });
  expect(rooms.snapshot()).toMatchObject({ active: 1, queued: 0 });
});

test.each(cases)('$order: a probe that $what gives its place to the next', async ({ layers, end }) => {
  const parts = shopOf(layers, end);
  const { clock, breaker, rooms, place, shop } = parts;
  fail(breaker, 1);
  await clock.pass(50);
  const { outcome } = await turnedAway(parts, end);
  expect(outcome).toMatchObject({ ok: false, error: { code: end.code } });
  expect(breaker.snapshot()).toMatchObject({ state: 'HALF_OPEN', successful: 0, failed: 1, rejected: 0 });
  rooms.exit(place);
  await settled();
  expect(await shop.outcome(() => 'well')).toEqual({ ok: true, value: 'well' });
  expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', successful: 1, failed: 1 });
});
