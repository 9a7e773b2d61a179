// What an error says: of the dependency (for the breaker), and whether another attempt is worth it.
import { DeadlineError } from './errors.ts';
import { parseRetryAfter } from './retry-after.ts';

/** `ignored`: it says nothing about the dependency, as a cancelled call does, or one that never began. */
export type CallResult = 'success' | 'failure' | 'ignored';

export interface Verdict {
  /** An answer that blames the question, such as a 404, is a success of the dependency. */
  result: CallResult;
  /** Another attempt may help. */
  retry: boolean;
  /** The dependency asked for so many ms of peace (its Retry-After). */
  retryAfterMs?: number;
}

export type Classify = (error: unknown) => Verdict;

const FAILED: Verdict = { result: 'failure', retry: false };
const RETRY: Verdict = { result: 'failure', retry: true };
const ANSWERED: Verdict = { result: 'success', retry: false };
const NOTHING: Verdict = { result: 'ignored', retry: false };

/**
 * By `error.code`: Node's network errors, undici's names for the same, PostgreSQL's for a server that goes or comes, and our own. A
 * deadline that passes while the dependency works counts against it: with no other limit that is the only sign of a hung one.
 */
const byCode: Readonly<Record<string, Verdict>> = {
  ECONNABORTED: RETRY,
  ECONNREFUSED: RETRY,
  ECONNRESET: RETRY,
  EHOSTDOWN: RETRY,
  EHOSTUNREACH: RETRY,
  ENETDOWN: RETRY,
  ENETRESET: RETRY,
  ENETUNREACH: RETRY,
  EPIPE: RETRY,
  ETIMEDOUT: RETRY,
  // Names: unknown for the moment, or the name server is.
  EAI_AGAIN: RETRY,
  ENOTFOUND: RETRY,
  ESERVFAIL: RETRY,
  ETIMEOUT: RETRY,
  UND_ERR_BODY_TIMEOUT: RETRY,
  UND_ERR_CONNECT_TIMEOUT: RETRY,
  UND_ERR_HEADERS_TIMEOUT: RETRY,
  UND_ERR_SOCKET: RETRY,
  // PostgreSQL shuts down, has crashed, starts up, or has no connection left.
  '57P01': RETRY,
  '57P02': RETRY,
  '57P03': RETRY,
  '53300': RETRY,
  TIMEOUT: RETRY,
  DEADLINE: FAILED,
  CANCELLED: NOTHING,
  ABORT_ERR: NOTHING,
  // A request that cannot be sent, a header with a line break for one, was never sent.
  ERR_HTTP_INVALID_HEADER_VALUE: NOTHING,
  ERR_INVALID_ARG_TYPE: NOTHING,
  ERR_INVALID_ARG_VALUE: NOTHING,
  ERR_INVALID_CHAR: NOTHING,
  ERR_INVALID_URL: NOTHING,
  UND_ERR_INVALID_ARG: NOTHING,
  CIRCUIT_OPEN: NOTHING,
  BULKHEAD_FULL: NOTHING,
};

/** By `error.name`, where libraries have no code: ioredis, and the client of Elasticsearch. */
const byName: Readonly<Record<string, Verdict>> = {
  ConnectionError: RETRY,
  NoLivingConnectionsError: RETRY,
  MaxRetriesPerRequestError: RETRY,
  TimeoutError: RETRY,
  AbortError: NOTHING,
};

const retryStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Chains of causes longer than this are not followed: they may be circles. */
const deepestCause = 5;

/**
 * The default. Reads `status` or `statusCode`, `code` and `name` of an error object, or those of its causes, and `retryAfterMs` or
 * `retryAfter` (the raw header) beside a status. Other 4xx are answers, not failures. What it doesn't know (a wrong schema, a TypeError)
 * is a failure that another attempt will not mend.
 */
export function classify(error: unknown): Verdict {
  let link = error;
  for (let depth = 0; depth < deepestCause && link !== undefined && link !== null; depth++) {
    const verdict = verdictOn(link);
    if (verdict !== undefined) return verdict;
    link = field(link, 'cause');
  }
  return FAILED;
}

function verdictOn(error: unknown): Verdict | undefined {
  const status = field(error, 'status') ?? field(error, 'statusCode');
  if (typeof status === 'number' && status >= 400 && status <= 599) return byStatus(status, error);
  if (error instanceof DeadlineError && !error.begun) return NOTHING;
  const code = field(error, 'code');
  if (typeof code === 'string' && Object.hasOwn(byCode, code)) return byCode[code];
  const name = field(error, 'name');
  return typeof name === 'string' && Object.hasOwn(byName, name) ? byName[name] : undefined;
}

function byStatus(status: number, error: unknown): Verdict {
  if (!retryStatuses.has(status)) return status < 500 ? ANSWERED : FAILED;
  const retryAfterMs = peaceOf(error);
  return retryAfterMs === undefined ? RETRY : { ...RETRY, retryAfterMs };
}

function peaceOf(error: unknown): number | undefined {
  const ms = field(error, 'retryAfterMs');
  if (typeof ms === 'number' && ms >= 0) return ms;
  const header = field(error, 'retryAfter');
  return typeof header === 'string' ? parseRetryAfter(header) : undefined;
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}
