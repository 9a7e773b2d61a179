import {
  bulkhead,
  circuitBreaker,
  EventStream,
  lastGood,
  type Pipeline,
  pipeline,
  retryBudget,
} from '@evenkeel/resilience';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { resilienceMetrics } from '../../src/telemetry/resilience-metrics.ts';
import { eventually } from '../../src/testing/eventually.ts';

const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

function metricsOf(make: (events: EventStream) => readonly Pipeline[]) {
  const events = new EventStream();
  const registry = new Registry();
  const pipelines = make(events);
  const stop = resilienceMetrics({ registry, events, dependencies: () => pipelines.map((one) => one.health()) });
  /** Lines of the scrape without comments, by their text before the value. */
  const scrape = async () =>
    new Map(
      (await registry.metrics())
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
    );
  return { events, pipelines, scrape, stop };
}

test('calls are counted by how they ended, rejections by reason, retries and limits on their own', async () => {
  const retry = { attempts: 2, delay: { kind: 'constant', ms: 0 }, jitter: 'none', budget: retryBudget() } as const;
  const places = bulkhead({ limit: 1 });
  const { pipelines, scrape } = metricsOf((events) => [
    pipeline({
      name: 'review',
      timeoutMs: 20,
      retry,
      breaker: circuitBreaker({ name: 'review', failures: 5 }),
      bulkhead: places,
      events,
    }),
  ]);
  const review = pipelines[0] as Pipeline;
  await review.outcome(async () => 1);
  await review.outcome(() => Promise.reject(refused)); // 2 failures
  const hung = review.outcome(({ signal }) => new Promise((_, no) => signal.addEventListener('abort', no)));
  await review.outcome(async () => 1); // full
  await hung; // 2 failures
  await eventually(() => expect(places.snapshot().active).toBe(0));
  await review.outcome(() => Promise.reject(new TypeError('a defect'))); // 1 failure opens it
  await review.outcome(async () => 1); // open

  const seen = await scrape();
  const calls = (outcome: string) => seen.get(`dependency_calls_total{dependency="review",outcome="${outcome}"}`);
  expect(['success', 'failure', 'timeout', 'rejected', 'cancelled'].map(calls)).toEqual([1, 2, 1, 2, undefined]);
  expect(seen.get('dependency_rejections_total{dependency="review",reason="full"}')).toBe(1);
  expect(seen.get('dependency_rejections_total{dependency="review",reason="open"}')).toBe(1);
  expect(seen.get('dependency_retries_total{dependency="review"}')).toBe(2);
  expect(seen.get('dependency_timeouts_total{dependency="review",limit="timeout"}')).toBe(2);
  expect(seen.get('dependency_call_seconds_count{dependency="review"}')).toBe(4);
  expect(seen.get('circuit_breaker_changes_total{dependency="review",from="CLOSED",to="OPEN"}')).toBe(1);
});

test('what is, is looked at when somebody scrapes', async () => {
  const places = bulkhead({ limit: 7 });
  const breaker = circuitBreaker({ name: 'review' });
  const retry = { attempts: 2, delay: { kind: 'constant', ms: 1 }, jitter: 'none', budget: retryBudget() } as const;
  const { pipelines, scrape } = metricsOf((events) => [
    pipeline({ name: 'review', breaker, bulkhead: places, retry, events }),
    pipeline({ name: 'bare', events }),
  ]);
  const review = pipelines[0] as Pipeline;
  await review.outcome(async () => 1);
  await review.outcome(() => Promise.reject(new TypeError('a defect')));
  places.enter();
  const before = await scrape();
  expect(before.get('circuit_breaker_state{dependency="review"}')).toBe(0);
  expect(before.get('circuit_breaker_success_ratio{dependency="review"}')).toBe(0.5);
  expect(before.get('bulkhead_active{dependency="review"}')).toBe(1);
  expect(before.get('bulkhead_limit{dependency="review"}')).toBe(7);
  expect(before.get('bulkhead_queued{dependency="review"}')).toBe(0);
  expect(before.get('retry_budget_spent{dependency="review"}')).toBe(0);
  expect(before.get('retry_budget_allowed{dependency="review"}')).toBeGreaterThan(10);
  for (const quantile of ['0.5', '0.95', '0.99'])
    expect(before.get(`circuit_breaker_latency_seconds{dependency="review",quantile="${quantile}"}`)).toBeLessThan(1);
  expect([...before.keys()].filter((key) => key.includes('"bare"'))).toEqual([]);
  breaker.isolate();
  expect((await scrape()).get('circuit_breaker_state{dependency="review"}')).toBe(2);
});

test('copies are counted by tier, answers that stood in by rung; after the end nothing is', async () => {
  const { events, scrape, stop } = metricsOf(() => []);
  const copies = lastGood<number>({ name: 'reviews', maxEntries: 1, loadDeadlineMs: 100, events });
  copies.keep('a', 1);
  await copies.copy('a');
  await copies.copy('b');
  await pipeline({ name: 'review', events }).callWithFallback(
    () => Promise.reject(refused),
    () => 1,
  );
  stop();
  await copies.copy('a');
  const seen = await scrape();
  expect(seen.get('copies_served_total{store="reviews",tier="fresh"}')).toBe(1);
  expect(seen.get('fallbacks_total{name="review",rung="fallback"}')).toBe(1);
});
