// The one connection of web: the gateway, behind a deadline and a breaker. No retry here: retries live in the gateway.
import type { PageName } from '@evenkeel/contracts';
import { circuitBreaker, classify, type PipelineHealth, pipeline, queuedBulkhead } from '@evenkeel/resilience';
import { type HttpDependency, HttpStatusError, httpDependency } from '@evenkeel/service-kit/http/client';
import type { z } from 'zod';
import { config } from '../config.ts';
import { onePerProcess } from '../one-per-process.ts';
import { gatewayPath, type PageAddress, type Pages, pageSchemas } from './page-address.ts';
import { type Visit, visitHeaders } from './visit.ts';

/** The gateway answers within 400 ms; the rest is for the way there and back. */
const TIMEOUT_MS = 700;
/**
 * A crowd waits here, in line, for a little while: let in all at once it would make every call behind slow, and slow calls
 * are what opens breakers. What a hung gateway costs is still one timeout, because then the breaker keeps everybody out.
 */
const PAGES_AT_ONCE = 4;
const LONGEST_WAIT_MS = 3_000;
const DEADLINE_MS = LONGEST_WAIT_MS + TIMEOUT_MS;
const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** What came of asking: an answer, "there is no such thing", or no usable answer at all. */
export type Asked<T> = { kind: 'answered'; answer: T } | { kind: 'missing' } | { kind: 'failed'; reason: string };

/** Asks for a whole page. */
export const askForPage = <N extends PageName>(address: PageAddress<N>, visit: Visit): Promise<Asked<Pages[N]>> =>
  ask(gatewayPath(address), pageSchemas[address.name], visit);

/** Asks for anything that the gateway has under `path`. Never throws: a failure is an answer, too. */
export async function ask<T>(path: string, schema: z.ZodType<T>, visit: Visit): Promise<Asked<T>> {
  try {
    return { kind: 'answered', answer: await gateway().get(path, schema, { headers: visitHeaders(visit) }) };
  } catch (error) {
    if (error instanceof HttpStatusError && error.isMissing) return { kind: 'missing' };
    return { kind: 'failed', reason: `gateway: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/**
 * "The core of this page is not there" is an answer of a gateway that works. Counted as a failure, a few products that
 * nobody ever saw would open the breaker, and every other page would be cut off from its copy in the gateway.
 */
const isHonest503 = (error: unknown): boolean =>
  error instanceof HttpStatusError && error.status === 503 && error.isProblem;

/** For those who look at it. */
export const gatewayHealth = (): PipelineHealth => gateway().pipeline.health();

const gateway = (): HttpDependency =>
  onePerProcess('gateway', () => {
    const { GATEWAY_URL, BREAKER_OPEN_MS } = config();
    const breaker = circuitBreaker({ name: 'gateway', openMs: BREAKER_OPEN_MS });
    return httpDependency({
      name: 'gateway',
      baseUrl: GATEWAY_URL,
      maxBodyBytes: MAX_BODY_BYTES,
      pipeline: pipeline({
        name: 'gateway',
        deadlineMs: DEADLINE_MS,
        timeoutMs: TIMEOUT_MS,
        breaker,
        bulkhead: queuedBulkhead({ name: 'gateway', limit: PAGES_AT_ONCE, queue: 500, maxWaitMs: LONGEST_WAIT_MS }),
        classify: (error) => (isHonest503(error) ? { result: 'success', retry: false } : classify(error)),
      }),
    });
  });
