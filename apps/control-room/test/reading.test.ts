// Figures out of Prometheus metrics.
import { expect, test } from 'vitest';
import { breakerOf, causeInWords } from '../src/watch/breakers.ts';
import { samplesOf } from '../src/watch/exposition.ts';
import { goesOn, readingOf, trafficBetween } from '../src/watch/reading.ts';
import { wires } from '../src/watch/wiring.ts';

const exposed = ({
  succeeded = 0,
  failed = 0,
  cancelled = 0,
  fast = 0,
  slow = 0,
} = {}) => `# HELP dependency_calls_total Calls
# TYPE dependency_calls_total counter
dependency_calls_total{dependency="review.texts",outcome="success",service="gateway"} ${succeeded}
dependency_calls_total{dependency="review.texts",outcome="failure",service="gateway"} ${failed}
dependency_calls_total{dependency="review.texts",outcome="cancelled",service="gateway"} ${cancelled}
dependency_call_seconds_bucket{le="0.01",dependency="review.texts",service="gateway"} ${fast}
dependency_call_seconds_bucket{le="0.1",dependency="review.texts",service="gateway"} ${fast + slow}
dependency_call_seconds_bucket{le="+Inf",dependency="review.texts",service="gateway"} ${fast + slow}
page_sections_total{page="product",section="reviews",state="live",service="gateway"} 3
page_sections_total{page="product",section="reviews",state="stale",service="gateway"} 1
something_else{dependency="review.texts"} 7
`;
const review = (dependency: string) => dependency.startsWith('review.');

test('labels may hold anything, numbers may be infinite, and what is no sample is left out', () => {
  const text = 'one{a="x\\"y\\\\z\\n",b=""} 1\none 2.5e3\none{a="b"} +Inf\none{a="b"} x\ntwo 3\n';
  expect(samplesOf(text, new Set(['one'])).get('one')).toEqual([
    { labels: { a: 'x"y\\z\n', b: '' }, value: 1 },
    { labels: {}, value: 2_500 },
    { labels: { a: 'b' }, value: Number.POSITIVE_INFINITY },
  ]);
});

test('traffic is what came between two readings; whoever left says nothing', () => {
  const older = readingOf(exposed({ succeeded: 100, fast: 100 }), 1_000);
  const newer = readingOf(exposed({ succeeded: 108, failed: 2, cancelled: 50, fast: 100, slow: 10 }), 6_000);
  const { perSecond, success, p99Ms } = trafficBetween(older, newer, review);
  expect([perSecond, success]).toEqual([2, 0.8]);
  expect(p99Ms).toBeCloseTo(99, 0);
  expect(newer.sections).toEqual({ copies: 1, all: 4 });
});

test('without calls there is no success and no latency', () => {
  const one = readingOf(exposed({ succeeded: 5, fast: 5 }), 0);
  expect(trafficBetween(one, { ...one, atMs: 1_000 }, review)).toEqual({ perSecond: 0, success: null, p99Ms: null });
});

test('counters that have fallen are those of another life', () => {
  const before = readingOf(exposed({ succeeded: 5 }), 0);
  expect(goesOn(before, readingOf(exposed({ succeeded: 6 }), 1))).toBe(true);
  expect(goesOn(before, readingOf(exposed({ succeeded: 1 }), 1))).toBe(false);
  expect(goesOn(before, readingOf('', 1))).toBe(false);
});

test('what goes on with nobody in the shop is no traffic', () => {
  const carries = (from: string, to: string) => wires.find((wire) => wire.from === from && wire.to === to)?.carries;
  expect(carries('product', 'postgres')?.('postgres.price')).toBe(true);
  expect(carries('product', 'postgres-replica')?.('postgres-replica.price')).toBe(true);
  expect(carries('search', 'postgres-replica')?.('postgres-catalogue-replica.index')).toBe(true);
  expect(carries('payment', 'postgres')?.('postgres-orders.buyers')).toBe(true);
  for (const background of ['postgres', 'postgres.rest', 'postgres-replica.price'])
    expect(carries('product', 'postgres')?.(background), background).toBe(false);
  expect(carries('payment', 'postgres')?.('postgres-orders.queue')).toBe(false);
  expect(carries('search', 'elasticsearch')?.('elasticsearch-index')).toBe(false);
});

test('of several breakers on a wire the one that is furthest from closed is shown, with its reason in few words', () => {
  const breaker = { state: 'CLOSED', cause: 'new', retryAfterMs: null, isolated: false, failuresInWindow: 2 } as const;
  const guards = { bulkhead: null, retryBudget: null };
  const open = { ...breaker, state: 'OPEN', cause: '5 failures within 10000 ms', retryAfterMs: 4_000 } as const;
  const all = [
    { name: 'review.rating', breaker, ...guards },
    { name: 'review.texts', breaker: open, reason: 'ECONNREFUSED', ...guards },
    { name: 'product.core', breaker: open, ...guards },
  ];
  expect(breakerOf(all, review)).toEqual({
    name: 'review.texts',
    state: 'OPEN',
    of: 2,
    notClosed: 1,
    retryAfterMs: 4_000,
    isolated: false,
    why: '5 × ECONNREFUSED in 10 s',
  });
  expect(breakerOf(all, () => false)).toBeNull();
  expect(breakerOf([{ name: 'review.rating', breaker, ...guards }], review)?.why).toBe('2 failures');
  expect(causeInWords('opened by hand', null)).toBe('opened by hand');
  expect(causeInWords('too large a share of failures within 10000 ms', 'timeout')).toContain('timeout');
});
