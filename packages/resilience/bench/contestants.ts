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
/**
 * No two contestants have a limit of the same length: Node keeps one list of timers for each, and a timer is cheaper where there is one
 * already. In a program limits differ.
 */
let latestMs = 30_000;
const lengthOfItsOwn = () => ++latestMs;
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
    const at = performance.now();
    breaker.exit(permit, 'success', { latencyMs: at - startedAt, at });
    return value;
  };

/** Retry, breaker, bulkhead and timeout around one call. */
export function fullPipelines(work: Call): Record<'ours' | 'opossum' | 'cockatiel', Call> {
  const ours = fullPipeline();
  const opossum = new Opossum(work, {
    timeout: lengthOfItsOwn(),
    capacity: wide,
    volumeThreshold: 20,
    enableSnapshots: false,
  });
  const cockatiel = wrap(
    retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }),
    sampling(),
    timeout(lengthOfItsOwn(), TimeoutStrategy.Aggressive),
    cockatielBulkhead(wide, 0),
  );
  return { ours: () => ours.call(work), opossum: () => opossum.fire(), cockatiel: () => cockatiel.execute(work) };
}

export const fullPipeline = () =>
  pipeline({
    name: 'bench',
    timeoutMs: lengthOfItsOwn(),
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
  const breaker = circuitBreaker({ failureRatio: 1, slowCallMs: 3_000, minimumCalls: wide, windowMs: aDay });
  const after = pipeline({ name: 'bench', breaker, timeoutMs: lengthOfItsOwn() });
  for (let i = 0; i < calls; i++) await after.call(answer);
  return () => after.outcome(fail);
}
