// Makes one protected client per row of the policy table.
import { bulkhead, circuitBreaker, type Pipeline, pipeline } from '@evenkeel/resilience';
import { type HttpDependency, httpDependency } from '@evenkeel/service-kit/http-client';
import type { Settings } from './config.ts';
import { type DependencyName, type DependencyPolicy, policies } from './policies.ts';

export type Dependencies = Readonly<Record<DependencyName, HttpDependency>>;

/** One pool, breaker and bulkhead per dependency; nothing is shared between rows. */
export function createDependencies(settings: Settings): Dependencies {
  const urls = {
    product: settings.PRODUCT_URL,
    review: settings.REVIEW_URL,
    recommendation: settings.RECOMMENDATION_URL,
  };
  const entries = Object.entries(policies).map(([name, policy]: [string, DependencyPolicy]) => [
    name,
    httpDependency({ name, baseUrl: urls[policy.service], pipeline: protect(name, policy, settings.BREAKER_OPEN_MS) }),
  ]);
  return Object.fromEntries(entries) as Dependencies;
}

function protect(name: string, policy: DependencyPolicy, openMs: number): Pipeline {
  return pipeline({
    name,
    timeoutMs: policy.timeoutMs,
    breaker: circuitBreaker({ name, ...policy.breaker, openMs }),
    bulkhead: bulkhead({ limit: policy.concurrent }),
    ...(policy.retry && { retry: policy.retry }),
  });
}
