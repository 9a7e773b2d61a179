// Ours and the peers, set up to do the same: as far as they can, for none of the peers has a retry budget.
import {
  ConsecutiveBreaker,
  circuitBreaker as cockatielBreaker,
  bulkhead as cockatielBulkhead,
  ExponentialBackoff,
  handleAll,
  retry,
  SamplingBreaker,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import Opossum from 'opossum';
import {
  bulkhead,
  type CircuitBreaker,
  CircuitOpenError,
  circuitBreaker,
  pipeline,
  retryBudget,
} from '../src/index.ts';
import type { Call } from './contest.ts';

/** Nobody is ever turned away by a bulkhead of this size. */
const wide = 1_000_000;
const timeoutMs = 3_000;
const aDay = 86_400_000;

export const answer: Call = async () => 42;

/** An answer that takes a turn of the event loop, so that all calls are really under way at once. */
export const laterAnswer: Call = () => new Promise((resolve) => setImmediate(resolve, 42));

const failure = new Error('boom');
const fail: Call = async () => {
  throw failure;
};

const sampling = () =>
  cockatielBreaker(handleAll, {
    halfOpenAfter: 10_000,
    breaker: new SamplingBreaker({ threshold: 0.5, duration: 10_000, minimumRps: 5 }),
  });

/** The breaker alone, closed: with the count that is the default, and with a ratio, as cockatiel's. */
export function breakers(): Record<'byCount' | 'byRatio' | 'cockatiel', Call> {
  const theirs = sampling();
  return {
    byCount: through(circuitBreaker()),
    byRatio: through(circuitBreaker({ failureRatio: 0.5, minimumCalls: 50 })),
    cockatiel: () => theirs.execute(answer),
  };
}

/** The least that one has to write to use a breaker without a pipeline. */
const through =
  (breaker: CircuitBreaker): Call =>
  async () => {
    const permit = breaker.enter();
    if (permit instanceof CircuitOpenError) throw permit;
    const startedAt = performance.now();
    const value = await answer();
    breaker.exit(permit, 'success', { latencyMs: performance.now() - startedAt });
    return value;
  };

/** Retry, breaker, bulkhead and timeout around one call. */
export function fullPipelines(work: Call): Record<'ours' | 'opossum' | 'cockatiel', Call> {
  const ours = fullPipeline();
  const opossum = new Opossum(work, {
    timeout: timeoutMs,
    capacity: wide,
    volumeThreshold: 20,
    enableSnapshots: false,
  });
  const cockatiel = wrap(
    retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }),
    sampling(),
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
    cockatielBulkhead(wide, 0),
  );
  return { ours: () => ours.call(work), opossum: () => opossum.fire(), cockatiel: () => cockatiel.execute(work) };
}

export const fullPipeline = () =>
  pipeline({
    name: 'bench',
    timeoutMs,
    retry: {
      attempts: 3,
      delay: { kind: 'exponential', baseMs: 100, capMs: 1_000 },
      jitter: 'full',
      budget: retryBudget(),
    },
    breaker: circuitBreaker(),
    bulkhead: bulkhead({ limit: wide }),
  });

/** Open: ours tells of it as an outcome, the peers throw. */
export async function openBreakers(): Promise<Record<'ours' | 'opossum' | 'cockatiel', Call>> {
  const ours = pipeline({ name: 'bench', breaker: circuitBreaker({ failures: 1, openMs: aDay }) });
  const opossum = new Opossum(fail, { errorThresholdPercentage: 1, resetTimeout: aDay, enableSnapshots: false });
  const cockatiel = cockatielBreaker(handleAll, { halfOpenAfter: aDay, breaker: new ConsecutiveBreaker(1) });
  await ours.outcome(fail);
  await opossum.fire().catch(() => undefined);
  await cockatiel.execute(fail).catch(() => undefined);
  return {
    ours: () => ours.outcome(answer),
    opossum: () => opossum.fire().catch(() => undefined),
    cockatiel: () => cockatiel.execute(answer).catch(() => undefined),
  };
}

/** A failing call through a pipeline whose breaker has seen so many calls within its window, and judges by all of them. */
export async function failureAfter(calls: number): Promise<Call> {
  const breaker = circuitBreaker({ failureRatio: 1, slowCallMs: timeoutMs, minimumCalls: wide, windowMs: aDay });
  const after = pipeline({ name: 'bench', breaker, timeoutMs });
  for (let i = 0; i < calls; i++) await after.call(answer);
  return () => after.outcome(fail);
}
