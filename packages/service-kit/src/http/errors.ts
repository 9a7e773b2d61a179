// What a dependency's answer can be instead of the one that was asked for.
import { problemContentType } from '@evenkeel/contracts';

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
