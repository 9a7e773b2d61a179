// Makes one protected client per row of the policy table.
import { bulkhead, circuitBreaker, type Pipeline, pipeline } from '@evenkeel/resilience';
import { type HttpDependency, httpDependency } from '@evenkeel/service-kit/http-client';
import type { Log } from '@evenkeel/service-kit/log';
import { logBreaker } from '@evenkeel/service-kit/store-log';
import type { Settings } from './config.ts';
import { type DependencyName, type DependencyPolicy, policies, quickFailuresOnly } from './policies.ts';

export type Dependencies = Readonly<Record<DependencyName, HttpDependency>>;

/** One pool, breaker and bulkhead per dependency; nothing is shared between rows. */
export function createDependencies(settings: Settings, log: Log): Dependencies {
  const urls = {
    product: settings.PRODUCT_URL,
    review: settings.REVIEW_URL,
    recommendation: settings.RECOMMENDATION_URL,
    search: settings.SEARCH_URL,
  };
  const entries = Object.entries(policies).map(([name, policy]: [string, DependencyPolicy]) => [
    name,
    httpDependency({
      name,
      baseUrl: urls[policy.service],
      pipeline: protect(name, policy, settings.BREAKER_OPEN_MS, log),
    }),
  ]);
  return Object.fromEntries(entries) as Dependencies;
}

function protect(name: string, policy: DependencyPolicy, openMs: number, log: Log): Pipeline {
  const breaker = circuitBreaker({ name, ...policy.breaker, openMs });
  logBreaker(log, breaker);
  return pipeline({
    name,
    timeoutMs: policy.timeoutMs,
    classify: quickFailuresOnly,
    breaker,
    bulkhead: bulkhead({ limit: policy.concurrent }),
    ...(policy.retry && { retry: policy.retry }),
  });
}
