// The search engine: Elasticsearch's official client behind our pipelines. The client itself tries once; its limits stand far behind ours.
import { Client, errors } from '@elastic/elasticsearch';
import { searchWish } from '@evenkeel/contracts';
import { bulkhead, type Classify, circuitBreaker, classify, type Pipeline, pipeline } from '@evenkeel/resilience';
import { budgetsMs, limits } from '../policy.ts';
import { searchBody } from './query.ts';
import { closeWhenProven } from './recovery.ts';

/** Of one call that builds or changes an index, in ms: 500 products at a time on a busy machine. */
const indexCallMs = 10_000;
/** The client's own limits stand behind ours, for what no pipeline watches: the connections. In ms. */
const clientLimitMs = 30_000;

export interface EngineIdentity {
  readonly name: string;
  readonly standIn: boolean;
}

export interface Engine {
  /** Asks within the time of its rung. @throws what the client throws, or the pipeline rejects with */
  ask<T>(work: EngineWork<T>, limits?: { signal?: AbortSignal; deadlineMs?: number }): Promise<T>;
  /** Builds and changes indices: slow, tried again, and not counted by the breaker of the searches. */
  keep<T>(work: EngineWork<T>, limits?: { signal?: AbortSignal }): Promise<T>;
  /** What it calls itself; null until it was asked. */
  identity(): EngineIdentity | null;
  /** Asks it what it is. @throws as {@link keep} */
  introduce(): Promise<void>;
  readonly pipeline: Pipeline;
  close(): Promise<void>;
}

export type EngineWork<T> = (client: Client, signal: AbortSignal) => Promise<T>;

/** The engine at `url`, searched under the alias `alias`. */
export function engine(options: { url: string; alias: string; openMs: number }): Engine {
  const { url, alias, openMs } = options;
  const client = new Client({ node: url, maxRetries: 0, requestTimeout: clientLimitMs });
  const breaker = circuitBreaker({
    name: 'elasticsearch',
    failures: 5,
    windowMs: 10_000,
    openMs,
    successesToClose: 2,
  });
  // Its own timeout ends a call before its caller's does: a hung engine is one by its own breaker's measure, and the reason says how long it had.
  const timeoutMs = budgetsMs.elasticsearch - 5;
  const searches = pipeline({
    name: 'elasticsearch',
    timeoutMs,
    breaker,
    bulkhead: bulkhead({ limit: limits.searches }),
    classify: classifyEngine,
  });
  const keeping = pipeline({
    name: 'elasticsearch-index',
    timeoutMs: indexCallMs,
    retry: { attempts: 3, delay: { kind: 'exponential', baseMs: 100, capMs: 1_000 }, jitter: 'full' },
    classify: classifyEngine,
  });
  const ask: Engine['ask'] = (work, given) => searches.call(({ signal }) => work(client, signal), given);
  const keep: Engine['keep'] = (work, given) => keeping.call(({ signal }) => work(client, signal), given);
  const probes = pipeline({ name: 'elasticsearch-probe', timeoutMs });
  const probe = searchBody(searchWish.parse({ q: 'any thing' }), ['any', 'thing'], 'exact');
  const stopLooking = closeWhenProven(breaker, (ending) =>
    probes.call(({ signal }) => client.search({ index: alias, ...probe }, { signal }), { signal: ending }),
  );
  let identity: EngineIdentity | null = null;

  return {
    ask,
    keep,
    identity: () => identity,
    async introduce() {
      const { version } = await keep((asked, signal) => asked.info({}, { signal }));
      const standIn = version.build_flavor === 'stand-in';
      identity = {
        standIn,
        name: standIn ? 'stand-in for Elasticsearch (MiniSearch)' : `Elasticsearch ${version.number}`,
      };
    },
    pipeline: searches,
    async close() {
      stopLooking();
      await client.close();
    },
  };
}

/** A 4xx is an answer: an index that is not there yet, a question that it does not like. 429 and 5xx are trouble. */
const classifyEngine: Classify = (error) => {
  const status = statusOf(error);
  if (status === undefined) return classify(error);
  const troubled = status >= 500 || status === 429;
  return { result: troubled ? 'failure' : 'success', retry: troubled };
};

/** The status of an answer that was an error; undefined when there was no answer. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof errors.ResponseError ? error.statusCode : undefined;
