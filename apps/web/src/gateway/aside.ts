// What is asked and told on the side: suggestions, and what visitors do. Its own connection, so that it never stands in a page's way.
import { bulkhead, circuitBreaker, pipeline } from '@evenkeel/resilience';
import { type HttpDependency, httpDependency } from '@evenkeel/service-kit/http/client';
import { config } from '../config.ts';
import { logLine } from '../log.ts';
import { onePerProcess } from '../one-per-process.ts';
import { type Visit, visitHeaders } from './visit.ts';

const TIMEOUT_MS = 300;
const AT_ONCE = 20;

export const aside = (): HttpDependency =>
  onePerProcess('gateway aside', () => {
    const { GATEWAY_URL, BREAKER_OPEN_MS } = config();
    return httpDependency({
      name: 'gateway-aside',
      baseUrl: GATEWAY_URL,
      connections: AT_ONCE,
      pipeline: pipeline({
        name: 'gateway-aside',
        timeoutMs: TIMEOUT_MS,
        breaker: circuitBreaker({ name: 'gateway-aside', openMs: BREAKER_OPEN_MS }),
        bulkhead: bulkhead({ limit: AT_ONCE }),
      }),
    });
  });

/** Tells that a visitor has put a product into the cart. Returns at once, and never fails: the cart depends on nobody. */
export function tellOfCart(slug: string, visit: Visit): void {
  aside()
    .post('/behaviour', { kind: 'cart', slug }, { headers: visitHeaders(visit) })
    .catch((error: Error) => logLine('info', 'behaviour not told', { reason: error.message }));
}
