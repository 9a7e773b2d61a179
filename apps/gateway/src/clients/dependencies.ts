// Makes one protected client per row of the policy table.
import { bulkhead, type CircuitBreaker, circuitBreaker, pipeline } from '@evenkeel/resilience';
import { knockWhenQuiet } from '@evenkeel/service-kit/dependency/knock';
import { type HttpDependency, httpDependency } from '@evenkeel/service-kit/http/client';
import { z } from 'zod';
import type { Settings } from '../config.ts';
import { type DependencyName, type DependencyPolicy, policies, quickFailuresOnly } from '../policies.ts';

export type Dependencies = Readonly<Record<DependencyName, HttpDependency>>;

/** One pool, breaker and bulkhead per dependency; nothing is shared between rows. */
export function createDependencies(settings: Settings): Dependencies {
  const urls = {
    product: settings.PRODUCT_URL,
    review: settings.REVIEW_URL,
    recommendation: settings.RECOMMENDATION_URL,
    search: settings.SEARCH_URL,
    payment: settings.PAYMENT_URL,
  };
  const entries = Object.entries(policies).map(([name, policy]: [string, DependencyPolicy]) => {
    const breaker = circuitBreaker({ name, ...policy.breaker, openMs: settings.BREAKER_OPEN_MS });
    return [name, watched(breaker, protectedBy(breaker, name, policy, urls[policy.service]))];
  });
  return Object.fromEntries(entries) as Dependencies;
}

const protectedBy = (breaker: CircuitBreaker, name: string, policy: DependencyPolicy, baseUrl: string) =>
  httpDependency({
    name,
    baseUrl,
    pipeline: pipeline({
      name,
      timeoutMs: policy.timeoutMs,
      classify: quickFailuresOnly,
      breaker,
      bulkhead: bulkhead({ limit: policy.concurrent }),
      ...(policy.retry && { retry: policy.retry }),
      ...(policy.judge && { judge: policy.judge }),
    }),
  });

/** Says 503 while it lacks what it needs to answer. */
const ready = z.looseObject({ ok: z.literal(true) });

/** A shop without visitors finds out by itself that a dependency is back. */
function watched(breaker: CircuitBreaker, dependency: HttpDependency): HttpDependency {
  const knock = () => dependency.get('/health/ready', ready).catch(() => undefined); // The breaker has heard of it.
  const stopKnocking = knockWhenQuiet(breaker, knock);
  return {
    ...dependency,
    close: () => {
      stopKnocking();
      return dependency.close();
    },
  };
}
