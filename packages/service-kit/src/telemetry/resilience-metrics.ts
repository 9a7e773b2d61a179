// How the calls to each dependency go, for Prometheus. What happens is counted from the stream of events; what is, is looked at when
// somebody scrapes. Labels come from code: their number is bounded.
import {
  type BreakerSnapshot,
  type BreakerState,
  type EventStream,
  type PipelineHealth,
  type ResilienceEvent,
  resilienceEvents,
} from '@evenkeel/resilience';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface ResilienceMetricsOptions {
  readonly registry: Registry;
  /** Health of the pipelines of this process, asked for at each scrape. */
  readonly dependencies: () => readonly PipelineHealth[];
  /** The stream of the process, when left out. */
  readonly events?: EventStream;
}

/** Adds them to `registry`. Returns a function that stops counting. */
export function resilienceMetrics({ registry, dependencies, events = resilienceEvents }: ResilienceMetricsOptions) {
  watchStates(registry, dependencies);
  return events.on(countEvents(registry));
}

function countEvents(registry: Registry): (event: ResilienceEvent) => void {
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const calls = counter('dependency_calls_total', 'Calls, by how they ended', 'dependency', 'outcome');
  const seconds = new Histogram({
    name: 'dependency_call_seconds',
    help: 'Time of a call with its waits, attempts and pauses; rejected ones are left out',
    labelNames: ['dependency'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 5],
    registers: [registry],
  });
  const rejections = counter('dependency_rejections_total', 'Calls turned away by a guard', 'dependency', 'reason');
  const retries = counter('dependency_retries_total', 'Second and further attempts', 'dependency');
  const timeouts = counter('dependency_timeouts_total', 'Limits that have passed', 'dependency', 'limit');
  const fallbacks = counter('fallbacks_total', 'Answers of a source that stood in', 'name', 'rung');
  const copies = counter('copies_served_total', 'Last good copies served, by age', 'store', 'tier');
  const changes = counter('circuit_breaker_changes_total', 'Changes of state', 'dependency', 'from', 'to');

  return (event) => {
    const { name: dependency } = event;
    switch (event.type) {
      case 'call':
        calls.inc({ dependency, outcome: event.outcome });
        if (event.outcome !== 'rejected') seconds.observe({ dependency }, event.tookMs / 1_000);
        break;
      case 'rejection':
        rejections.inc({ dependency, reason: event.reason });
        break;
      case 'retry':
        retries.inc({ dependency });
        break;
      case 'timeout':
        timeouts.inc({ dependency, limit: event.limit });
        break;
      case 'fallback':
        fallbacks.inc({ name: event.name, rung: event.rung });
        break;
      case 'copy':
        copies.inc({ store: event.name, tier: event.tier });
        break;
      case 'state':
        changes.inc({ dependency, from: event.from, to: event.to });
    }
  };
}

const stateNumbers: Readonly<Record<BreakerState, number>> = { CLOSED: 0, HALF_OPEN: 1, OPEN: 2 };
const quantiles = { p50: '0.5', p95: '0.95', p99: '0.99' } as const;

function watchStates(registry: Registry, dependencies: () => readonly PipelineHealth[]): void {
  const gauge = (name: string, help: string, read: (health: PipelineHealth) => number | null | undefined) =>
    new Gauge({
      name,
      help,
      labelNames: ['dependency'],
      registers: [registry],
      collect() {
        this.reset();
        for (const health of dependencies()) {
          const value = read(health);
          if (typeof value === 'number') this.set({ dependency: health.name }, value);
        }
      },
    });
  const ofBreaker =
    (read: (breaker: BreakerSnapshot) => number | null) =>
    ({ breaker }: PipelineHealth) =>
      breaker && read(breaker);
  gauge(
    'circuit_breaker_state',
    '0 closed, 1 half open, 2 open',
    ofBreaker(({ state }) => stateNumbers[state]),
  );
  gauge(
    'circuit_breaker_success_ratio',
    'Successes among the calls that were answered, since the start',
    ofBreaker(({ successRate }) => successRate),
  );
  gauge('bulkhead_active', 'Calls under way', ({ bulkhead }) => bulkhead?.active);
  gauge('bulkhead_queued', 'Calls that wait for a place', ({ bulkhead }) => bulkhead?.queued);
  gauge('bulkhead_limit', 'Most calls at a time', ({ bulkhead }) => bulkhead?.limit);
  gauge('retry_budget_allowed', 'Retries that its window allows for', ({ retryBudget }) => retryBudget?.allowed);
  gauge('retry_budget_spent', 'Retries within its window', ({ retryBudget }) => retryBudget?.spent);
  new Gauge({
    name: 'circuit_breaker_latency_seconds',
    help: 'Of the last 100 calls that were answered',
    labelNames: ['dependency', 'quantile'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { name: dependency, breaker } of dependencies())
        for (const [rank, quantile] of Object.entries(quantiles)) {
          const ms = breaker?.percentiles?.[rank as keyof typeof quantiles];
          if (ms !== undefined) this.set({ dependency, quantile }, ms / 1_000);
        }
    },
  });
}
