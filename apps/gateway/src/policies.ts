// Which limits each dependency has. One row is one breaker and one bulkhead: kept per dependency *and* importance,
// so that broken extras of a service never open the breaker of what the page cannot do without. How long a breaker stays
// open is a setting, BREAKER_OPEN_MS: a minute, and 5 s in the local shop, so that people see it recover.
import type { RetryPolicy } from '@evenkeel/resilience';

export interface DependencyPolicy {
  /** The service that is called. */
  readonly service: 'product' | 'review' | 'recommendation';
  /** Longest time of one attempt, in ms. */
  readonly timeoutMs: number;
  readonly retry: RetryPolicy | null;
  /** Most calls at a time; one more is refused at once. */
  readonly concurrent: number;
  readonly breaker: { readonly failures: number; readonly windowMs: number; readonly probes: number };
}

/** One quick second try for reads; the only layer of retries on the path, because layers multiply. */
const quickly: RetryPolicy = { attempts: 2, delay: { kind: 'constant', ms: 30 }, jitter: 'quarter' };

/** Two attempts and their pause fit the budget of a `live` rung: 2 × 140 + 38 ≤ 320. */
const read = {
  timeoutMs: 140,
  retry: quickly,
  concurrent: 30,
  // Three probes at a time, because a page makes several calls: with one, the others would fail a page that is mended.
  breaker: { failures: 5, windowMs: 10_000, probes: 3 },
} as const;

export const policies = {
  'product.core': { ...read, service: 'product', concurrent: 60 },
  'product.offer': { ...read, service: 'product', concurrent: 60 },
  'product.extras': { ...read, service: 'product' },
  'product.cards': { ...read, service: 'product' },
  'product.browse': { ...read, service: 'product' },
  'review.rating': { ...read, service: 'review' },
  'review.texts': { ...read, service: 'review' },
  'recommendation.pick': { ...read, service: 'recommendation' },
  'recommendation.record': { ...read, service: 'recommendation', retry: null, concurrent: 10 },
} as const satisfies Record<string, DependencyPolicy>;

export type DependencyName = keyof typeof policies;

/** Time budgets of pages and rungs, in ms. The rungs of any ladder below add up to less than the page's deadline. */
export const budgets = {
  page: 400,
  live: 320,
  /** Memory answers at once; the rest is for Redis. */
  lastGood: 50,
  redis: 40,
} as const;
