// Whether the other side can have heard of a call that failed: what must not be done twice depends on it.
import { BulkheadFullError, CircuitOpenError, DeadlineError } from '@evenkeel/resilience';

/** Node's and undici's codes of failures before a connection stood. */
const beforeSending = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
]);

/** A connection did not come about, for a reason that has no code of Node's. */
export class NotConnectedError extends Error {
  override readonly name = 'NotConnectedError';
}

/** Whether it is certain that nothing of the call has reached the other side. */
export function isCertainlyNotSent(error: unknown): boolean {
  if (error instanceof CircuitOpenError || error instanceof BulkheadFullError) return true;
  if (error instanceof NotConnectedError) return true;
  if (error instanceof DeadlineError) return !error.begun;
  return error instanceof Error && 'code' in error && beforeSending.has(String(error.code));
}
