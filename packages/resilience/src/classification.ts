// What an error says: is it a failure of the dependency (for the breaker), and is it worth another attempt?
import { parseRetryAfter } from './retry-after.ts';

export interface Verdict {
  /** Counts against the dependency. */
  failure: boolean;
  /** Another attempt may help. */
  retry: boolean;
  /** The dependency asked for so many ms of peace (its Retry-After). */
  retryAfterMs?: number;
}

export type Classify = (error: unknown) => Verdict;

const FAILED: Verdict = { failure: true, retry: false };
const RETRY: Verdict = { failure: true, retry: true };
const NOT_ITS_FAULT: Verdict = { failure: false, retry: false };

/**
 * By `error.code`, or that of its causes: Node's network errors, undici's names for the same, and our own. A deadline that
 * passes while the dependency works counts against it: with no other limit that is the only sign of a hung one.
 */
const byCode: Readonly<Record<string, Verdict>> = {
  ECONNRESET: RETRY,
  ETIMEDOUT: RETRY,
  ENOTFOUND: RETRY,
  ECONNREFUSED: RETRY,
  UND_ERR_SOCKET: RETRY,
  UND_ERR_CONNECT_TIMEOUT: RETRY,
  TIMEOUT: RETRY,
  DEADLINE: FAILED,
  CANCELLED: NOT_ITS_FAULT,
  CIRCUIT_OPEN: NOT_ITS_FAULT,
  BULKHEAD_FULL: NOT_ITS_FAULT,
};

const retryStatuses: ReadonlySet<unknown> = new Set([408, 429, 500, 502, 503, 504]);

/** Chains of causes longer than this are not followed: they may be circles. */
const deepestCause = 5;

/**
 * The default. Reads `status`, `code` and `cause` of an error object, and `retryAfterMs` or `retryAfter` (the raw header).
 * Other 4xx are answers, not failures. What it doesn't know (a wrong schema, a TypeError) is a failure that another
 * attempt will not mend.
 */
export function classify(error: unknown): Verdict {
  const status = field(error, 'status');
  if (typeof status === 'number' && status >= 400 && status <= 599) {
    if (!retryStatuses.has(status)) return status < 500 ? NOT_ITS_FAULT : FAILED;
    const retryAfterMs = peaceOf(error);
    return retryAfterMs === undefined ? RETRY : { ...RETRY, retryAfterMs };
  }
  let link = error;
  for (let depth = 0; depth < deepestCause && link !== undefined; depth++) {
    const code = field(link, 'code');
    if (typeof code === 'string' && Object.hasOwn(byCode, code)) return byCode[code] as Verdict;
    link = field(link, 'cause');
  }
  return FAILED;
}

function peaceOf(error: unknown): number | undefined {
  const ms = field(error, 'retryAfterMs');
  if (typeof ms === 'number') return ms;
  const header = field(error, 'retryAfter');
  return typeof header === 'string' ? parseRetryAfter(header) : undefined;
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}
