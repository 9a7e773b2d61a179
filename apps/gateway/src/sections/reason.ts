import { ResilienceError } from '@evenkeel/resilience';
import { HttpStatusError } from '@evenkeel/service-kit/http/client';

/** Why a rung failed, in words for operators: short, and without anything a visitor sent. */
export function reasonOf(rung: string, error: unknown): string {
  if (error instanceof ResilienceError) return `${error.dependency ?? rung}: ${error.message}`;
  if (!(error instanceof Error)) return `${rung}: failed`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // Node's own messages begin with their code: "connect ECONNREFUSED 127.0.0.1:4002".
  return `${rung}: ${error.message.includes(code) ? '' : `${code} `}${error.message}`.slice(0, 200);
}

/** Kinds of reasons, for metrics: what the errors of the package, of clients and of Node call themselves. */
const classes: Readonly<Record<string, string>> = {
  TIMEOUT: 'timeout',
  DEADLINE: 'timeout',
  CIRCUIT_OPEN: 'open',
  BULKHEAD_FULL: 'rejected',
  BAD_ANSWER: 'bad-answer',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  UND_ERR_SOCKET: 'refused',
};

/** The kind of reason that `error` is: one of a few words, whatever happens. */
export function classOf(error: unknown): string {
  if (error instanceof HttpStatusError) return 'status';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return Object.hasOwn(classes, code) ? (classes[code] ?? 'other') : 'other';
}
