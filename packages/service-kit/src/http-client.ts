// One dependency over HTTP: a pooled keep-alive connection behind a resilience pipeline. Whatever the other side
// sends, the caller gets a value that fits the schema or an error; never a hang, never an unbounded body.
import { deadlineHeader, problemContentType } from '@evenkeel/contracts';
import type { CallContext, Pipeline } from '@evenkeel/resilience';
import { type Dispatcher, Pool } from 'undici';
import type { z } from 'zod';

/** The dependency answered with a status that is no success. */
export class HttpStatusError extends Error {
  override readonly name = 'HttpStatusError';
  readonly status: number;
  /** Raw `Retry-After` header, when there was one. */
  readonly retryAfter: string | undefined;
  /** Problem details (RFC 9457): a service of ours said so, not whoever else listens on its port. */
  readonly isProblem: boolean;

  constructor(dependency: string, status: number, headers: { retryAfter?: string; contentType?: string } = {}) {
    super(`${dependency} answered ${status}`);
    this.status = status;
    this.retryAfter = headers.retryAfter;
    this.isProblem = headers.contentType?.startsWith(problemContentType) ?? false;
  }

  /** What was asked for is unknown to the service that would know it. */
  get isMissing(): boolean {
    return this.status === 404 && this.isProblem;
  }
}

/** The dependency answered, but with something else than the contract says: a failure, and asking again won't help. */
export class BadAnswerError extends Error {
  override readonly name = 'BadAnswerError';
  readonly code = 'BAD_ANSWER';

  constructor(dependency: string, what: string) {
    super(`${dependency} sent ${what}`);
  }
}

export interface HttpDependencyOptions {
  /** How it is called in errors and logs. */
  readonly name: string;
  readonly baseUrl: string;
  readonly pipeline: Pipeline;
  /** Most sockets kept open; default 64. */
  readonly connections?: number;
  /** Largest body accepted, in bytes; default 1 MiB. */
  readonly maxBodyBytes?: number;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** The caller left: the request is cancelled. */
  readonly signal?: AbortSignal;
  /** Time the caller has left, in ms; the pipeline's own deadline holds as well. */
  readonly deadlineMs?: number;
}

export interface HttpDependency {
  readonly name: string;
  readonly pipeline: Pipeline;
  /**
   * GET `path` and check the JSON answer against `schema`.
   * @throws HttpStatusError, BadAnswerError, a socket error, or what the pipeline rejects with.
   */
  get<T>(path: string, schema: z.ZodType<T>, options?: CallOptions): Promise<T>;
  /** POST `body` as JSON; the answer's body is not read. Give the pipeline no retry unless the call is idempotent. */
  post(path: string, body: unknown, options?: CallOptions): Promise<void>;
  /** Ends idle sockets now and busy ones when they are done. */
  close(): Promise<void>;
}

/** A dependency reached over HTTP, called through `options.pipeline`. */
export function httpDependency(options: HttpDependencyOptions): HttpDependency {
  const { name, pipeline, maxBodyBytes = 1024 * 1024 } = options;
  const base = new URL(options.baseUrl);
  const pool = new Pool(base.origin, {
    connections: options.connections ?? 64,
    keepAliveTimeout: 30_000,
    connect: { timeout: 2_000 },
  });

  const request =
    (method: 'GET' | 'POST', path: string, call: CallOptions | undefined, body: string | null) =>
    async (context: CallContext): Promise<Dispatcher.ResponseData> => {
      const answer = await pool.request({
        method,
        path,
        body,
        signal: context.signal,
        headers: {
          ...call?.headers,
          accept: 'application/json',
          ...(body === null ? {} : { 'content-type': 'application/json' }),
          ...deadlineOf(context),
        },
      });
      if (answer.statusCode >= 200 && answer.statusCode < 300) return answer;
      await discard(answer);
      const { 'retry-after': retryAfter, 'content-type': contentType } = answer.headers;
      throw new HttpStatusError(name, answer.statusCode, {
        ...(typeof retryAfter === 'string' && { retryAfter }),
        ...(typeof contentType === 'string' && { contentType }),
      });
    };

  return {
    name,
    pipeline,
    get: (path, schema, call) => {
      const send = request('GET', path, call, null);
      return pipeline.call(async (context) => {
        const answer = await send(context);
        const parsed = schema.safeParse(await readJson(name, answer, maxBodyBytes));
        if (parsed.success) return parsed.data;
        const issue = parsed.error.issues[0];
        throw new BadAnswerError(name, `a wrong answer: ${issue?.path.join('.') || 'body'}: ${issue?.message}`);
      }, limits(call));
    },
    post: (path, body, call) => {
      const send = request('POST', path, call, JSON.stringify(body));
      return pipeline.call(async (context) => discard(await send(context)), limits(call));
    },
    close: () => pool.close(),
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

/** Frees the socket without keeping the body; a body of more than 16 KiB costs the socket instead. */
const discard = (answer: Dispatcher.ResponseData): Promise<void> => answer.body.dump({ limit: 16_384 });

async function readJson(name: string, answer: Dispatcher.ResponseData, maxBodyBytes: number): Promise<unknown> {
  const type = String(answer.headers['content-type'] ?? '');
  if (!/^application\/(\w+\+)?json\b/.test(type)) {
    await discard(answer);
    throw new BadAnswerError(name, `"${type.slice(0, 60)}" instead of JSON`);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop destroys the body and with it the socket: nobody reads the rest.
    if (bytes > maxBodyBytes) throw new BadAnswerError(name, `more than ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BadAnswerError(name, 'broken JSON');
  }
}
