// One dependency over HTTP: pooled keep-alive connections behind a resilience pipeline. Whatever the other side
// sends, the caller gets a value that fits the schema or an error; never a hang, never an unbounded body.
import { deadlineHeader } from '@evenkeel/contracts';
import type { CallContext, Pipeline } from '@evenkeel/resilience';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import { discard, readJson, successOf } from './answer.ts';
import { BadAnswerError } from './errors.ts';
import { type Network, reach } from './reach.ts';

export { BadAnswerError, HttpStatusError } from './errors.ts';
export type { Network } from './reach.ts';

export interface HttpDependencyOptions {
  /** How it is called in errors and logs. */
  readonly name: string;
  /** Behind a name may stand several instances: calls are spread over all its addresses. */
  readonly baseUrl: string;
  readonly pipeline: Pipeline;
  /** Most sockets kept open, over all instances; default 64. */
  readonly connections?: number;
  /** Largest body accepted, in bytes; default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Names, sockets, time and chance, for tests; default is the machine's own. */
  readonly network?: Network;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** The caller left: the request is cancelled. */
  readonly signal?: AbortSignal;
  /** Time the caller has left, in ms; the pipeline's own deadline holds as well. */
  readonly deadlineMs?: number;
}

/** An answer of any status. */
export interface HttpAnswer {
  readonly status: number;
  /** Raw `Retry-After` header, when there was one. */
  readonly retryAfter: string | undefined;
  /** Not checked; undefined when it was not JSON. */
  readonly body: unknown;
}

export interface HttpDependency {
  readonly name: string;
  readonly pipeline: Pipeline;
  /**
   * GET `path` and check the JSON answer against `schema`.
   * @throws HttpStatusError, BadAnswerError, a socket error, the error of the name's lookup when no address is known, or
   * what the pipeline rejects with.
   */
  get<T>(path: string, schema: z.ZodType<T>, options?: CallOptions): Promise<T>;
  /** POST `body` as JSON; the answer's body is not read. Give the pipeline no retry unless the call is idempotent. */
  post(path: string, body: unknown, options?: CallOptions): Promise<void>;
  /**
   * POST `body` as JSON, and read the answer whatever its status: for those to whom a refusal is an answer with something to say. What
   * statuses mean is for the pipeline's `judge`. @throws as `get`, but for statuses
   */
  exchange(path: string, body: unknown, options?: CallOptions): Promise<HttpAnswer>;
  /** Ends idle sockets now and busy ones when they are done. */
  close(): Promise<void>;
}

/** A dependency reached over HTTP, called through `options.pipeline`. */
export function httpDependency(options: HttpDependencyOptions): HttpDependency {
  const { name, pipeline, maxBodyBytes = 1024 * 1024 } = options;
  const base = new URL(options.baseUrl);
  const { run, close } = reach(base, options.connections ?? 64, options.network);
  /** The base address may have a path of its own: `http://host/api/v1`. */
  const prefix = base.pathname.replace(/\/+$/, '');

  const request = async (
    to: Dispatcher,
    context: CallContext,
    { method, path, body, call }: { method: 'GET' | 'POST'; path: string; body: string | null; call?: CallOptions },
  ): Promise<Dispatcher.ResponseData> =>
    to.request({
      method,
      path: prefix + path,
      body,
      signal: context.signal,
      headers: {
        ...call?.headers,
        accept: 'application/json',
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...deadlineOf(context),
      },
    });

  return {
    name,
    pipeline,
    get: (path, schema, call) => {
      const what = { method: 'GET', path, body: null, ...(call && { call }) } as const;
      const ask = async (to: Dispatcher, context: CallContext) => {
        const parsed = schema.safeParse(
          await readJson(name, successOf(name, await request(to, context, what)), maxBodyBytes),
        );
        if (parsed.success) return parsed.data;
        const issue = parsed.error.issues[0];
        throw new BadAnswerError(name, `a wrong answer: ${issue?.path.join('.') || 'body'}: ${issue?.message}`);
      };
      return pipeline.call((context) => run(context, ask), limits(call));
    },
    post: (path, body, call) => {
      const what = { method: 'POST', path, body: JSON.stringify(body), ...(call && { call }) } as const;
      const tell = async (to: Dispatcher, context: CallContext) =>
        discard(successOf(name, await request(to, context, what)));
      return pipeline.call((context) => run(context, tell), limits(call));
    },
    exchange: (path, body, call) => {
      const what = { method: 'POST', path, body: JSON.stringify(body), ...(call && { call }) } as const;
      const exchange = async (to: Dispatcher, context: CallContext): Promise<HttpAnswer> => {
        const answer = await request(to, context, what);
        const retryAfter = answer.headers['retry-after'];
        return {
          status: answer.statusCode,
          retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
          body: await readJson(name, answer, maxBodyBytes).catch((error: unknown) => {
            if (error instanceof BadAnswerError) return undefined;
            throw error;
          }),
        };
      };
      return pipeline.call((context) => run(context, exchange), limits(call));
    },
    close,
  };
}

const limits = (call: CallOptions | undefined) => ({
  ...(call?.signal && { signal: call.signal }),
  ...(call?.deadlineMs !== undefined && { deadlineMs: call.deadlineMs }),
});

/** The remaining time travels along; without a limit there is nothing to tell. */
const deadlineOf = (context: CallContext): Record<string, string> =>
  Number.isFinite(context.remainingMs)
    ? { [deadlineHeader]: String(Math.max(1, Math.floor(context.remainingMs))) }
    : {};
