import { bulkhead, circuitBreaker, climbDown, lastGood, pipeline, retryBudget } from '@evenkeel/resilience';

type Ask = (slug: string, signal: AbortSignal) => Promise<string[]>;

const service = pipeline({
  name: 'review',
  deadlineMs: 300,
  retry: { attempts: 2, delay: { kind: 'constant', ms: 30 }, jitter: 'quarter', budget: retryBudget() },
  breaker: circuitBreaker({ name: 'review', failures: 5, windowMs: 10_000, openMs: 5_000 }),
  bulkhead: bulkhead({ limit: 20 }),
  timeoutMs: 120,
});
const copies = lastGood<string[]>({ name: 'reviews', maxEntries: 1_000, loadDeadlineMs: 350 });

/** The reviews, live if possible, else the last good ones: in 400 ms at most, and without a throw. */
export function reviewsOf(slug: string, ask: Ask) {
  const load = (signal: AbortSignal) => service.call((attempt) => ask(slug, attempt.signal), { signal });
  const rungs = [
    { name: 'live', budgetMs: 350, take: () => copies.load(slug, ({ signal }) => load(signal)) },
    { name: 'last good', budgetMs: 50, take: async () => (await copies.copy(slug))?.value },
  ];
  return climbDown(rungs, { deadlineMs: 400 });
}
