// Errors that answer a request with a status of their own (RFC 9457 problem details).
import type { Problem } from '@evenkeel/contracts';
import type { z } from 'zod';

export interface ProblemOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** What stands behind it, for the log; never in the answer. */
  readonly cause?: unknown;
  /** Members of its own in the body (RFC 9457, 3.2). */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Ends a request with this status, title and detail. Thrown by routes; 4xx are the caller's and never logged as errors. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  /** Headers that belong to the answer, such as `Allow` or `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly extensions: Readonly<Record<string, unknown>>;

  /** @param status 400–599 */
  constructor(status: number, title: string, detail?: string, more: ProblemOptions = {}) {
    super(detail ?? title, { cause: more.cause });
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.headers = more.headers ?? {};
    this.extensions = more.extensions ?? {};
  }

  /** The body of the answer; `instance` is the request id. */
  body(instance: string | undefined): Problem {
    return {
      ...this.extensions,
      type: 'about:blank',
      title: this.title,
      status: this.status,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(instance === undefined ? {} : { instance }),
    };
  }
}

/** 400: the request itself is wrong, and would be at any time. */
export const badRequest = (detail: string) => new ProblemError(400, 'Bad Request', detail);

/** 404: nothing has this address. */
export const notFound = (detail: string) => new ProblemError(404, 'Not Found', detail);

/** 503: something that this answer needs is not there at the moment. `Retry-After` is in whole seconds. */
export const unavailable = (detail: string, cause?: unknown, extensions: Readonly<Record<string, unknown>> = {}) =>
  new ProblemError(503, 'Service Unavailable', detail, { headers: { 'retry-after': '1' }, cause, extensions });

/**
 * `value` as `schema` reads it.
 * @param refuse makes the error out of the first thing that is wrong; {@link badRequest} when left out
 * @throws ProblemError when the value is not valid
 */
export function checked<T>(schema: z.ZodType<T>, value: unknown, refuse: (detail: string) => Error = badRequest): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw refuse([issue?.path.join('.'), issue?.message].filter(Boolean).join(': '));
}
