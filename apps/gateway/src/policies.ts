// Which limits each dependency has. One row is one breaker and one bulkhead: kept per dependency *and* importance, so that broken
// extras of a service never open the breaker of what the page cannot do without, and per what it needs: price and stock stand in two
// tables, and one that is locked does not cost the other. How long a breaker stays open is a setting, BREAKER_OPEN_MS: a minute, and
// 5 s in the local shop, so that people see it recover.
import { pageDeadlineMs } from '@evenkeel/contracts';
import {
  type Classify,
  classify,
  type RetryPolicy,
  retryBudget,
  TimeoutError,
  type Verdict,
} from '@evenkeel/resilience';

export interface DependencyPolicy {
  /** The service that is called. */
  readonly service: 'product' | 'review' | 'recommendation' | 'search' | 'payment';
  /** Longest time of one attempt, in ms. */
  readonly timeoutMs: number;
  readonly retry: RetryPolicy | null;
  /** Most calls at a time; one more is refused at once. */
  readonly concurrent: number;
  /** What an answer of any status means, for those to whom a refusal is an answer. */
  readonly judge?: (answer: unknown) => Verdict;
  readonly breaker: { readonly failures: number; readonly windowMs: number; readonly probes: number };
}

/**
 * One quick second try for reads that failed fast; the only layer of retries on the path, because layers multiply. What was
 * slow is not asked again: that would double the load of somebody who has too much. The budget bounds all retries together
 * to a fifth of the calls.
 */
const quickly: RetryPolicy = {
  attempts: 2,
  delay: { kind: 'constant', ms: 30 },
  jitter: 'quarter',
  budget: retryBudget({ ratio: 0.2 }),
};

/** Longer than a service needs that has to fall back from a hung replica (service-kit/postgres/store), and within the `live` budget. */
const read = {
  timeoutMs: 290,
  retry: quickly,
  concurrent: 60,
  // Three probes at a time, because a page makes several calls: with one, the others would fail a page that is mended.
  breaker: { failures: 5, windowMs: 10_000, probes: 3 },
} as const;

const isTroubled = (answer: unknown): boolean => {
  const { status = 200 } = answer as { readonly status?: number };
  return status >= 500 || status === 429;
};

/** An order that is given to payment. Never tried again here: whoever submits it again means the same one. */
const order = {
  service: 'payment',
  retry: null,
  judge: (answer: unknown): Verdict => ({ result: isTroubled(answer) ? 'failure' : 'success', retry: false }),
  breaker: { failures: 5, windowMs: 10_000, probes: 1 },
} as const;

export const policies = {
  'product.core': { ...read, service: 'product' },
  'product.price': { ...read, service: 'product' },
  'product.stock': { ...read, service: 'product' },
  'product.extras': { ...read, service: 'product' },
  'product.cards': { ...read, service: 'product' },
  'product.browse': { ...read, service: 'product' },
  'product.categories': { ...read, service: 'product' },
  'review.rating': { ...read, service: 'review' },
  'review.texts': { ...read, service: 'review' },
  'recommendation.pick': { ...read, service: 'recommendation' },
  'recommendation.record': { ...read, service: 'recommendation', retry: null, concurrent: 10 },
  // Fewer than of the reads of one row: a search is the dearest question of the shop, and equal ones are asked once.
  'search.find': { ...read, service: 'search', concurrent: 40 },
  // While somebody types: late ones are worth nothing.
  'search.suggest': { ...read, service: 'search', timeoutMs: 120, retry: null, concurrent: 20 },
  'search.record': { ...read, service: 'search', retry: null, concurrent: 10 },
  'payment.orders': { ...read, service: 'payment' },
  // It waits for the bank, as the buyer does. A declined card, a conflict, an order that is not there: answers (P4). 30 as in the classic
  // picture: a bank that hangs takes no more than that.
  'payment.checkout': {
    ...order,
    timeoutMs: 3_000,
    concurrent: 30,
  },
  // What was kept while payment was away. It must not cost those who buy now: a few at a time, behind a breaker of its own.
  'payment.hand-over': {
    ...order,
    timeoutMs: 2_000,
    concurrent: 4,
  },
} as const satisfies Record<string, DependencyPolicy>;

/** The gateway's own disk. A sync takes milliseconds, and on a bad day a few hundred. */
export const journalPolicy = {
  timeoutMs: 1_500,
  concurrent: 8,
  queue: 200,
  breaker: { failures: 3, windowMs: 30_000 },
} as const;

/** The package's own table, but for our own timeouts: they count, and are not tried again. */
export const quickFailuresOnly: Classify = (error) =>
  error instanceof TimeoutError ? { result: 'failure', retry: false } : classify(error);

export type DependencyName = keyof typeof policies;

/** Time budgets of pages and rungs, in ms. The rungs of any ladder below add up to the page's deadline at most. */
export const budgets = {
  page: pageDeadlineMs,
  live: 320,
  /** Memory answers at once; the rest is for Redis. */
  lastGood: 50,
  redis: 40,
  /** Orders in Redis: a read, and a write that goes to the disk before it is answered. */
  orders: { readMs: 60, writeMs: 400 },
  /** Copies of a page that many look at go to Redis so often at most: each is a write to its disk. */
  copiesEvery: 10_000,
  /** Another source instead of the first: what is left when the first was hung, at least 60 of the page's 400. */
  instead: 100,
  /** Below the last good copy: memory again, as a rule. */
  pieced: 30,
  /** What the rungs below the first may need, with some air. */
  reserve: 80,
} as const;
