// What an error of PostgreSQL says about the server: that it is in trouble, that it lags behind, that a table is locked, or
// that our SQL is wrong.
import { type Classify, classify, ResilienceError } from '@evenkeel/resilience';
import { DatabaseError } from 'pg';

/** Classes of SQLSTATE (PostgreSQL manual, appendix A) in which the server itself is in trouble. */
const troubled = new Set(['08', '53', '57', '58', 'XX']);

/** Somebody else holds the lock that the query needs (lock_not_available), on this server. */
const locked = '55P03';

/**
 * The server works, but has not got that far: a replica before it has replayed a migration, a database that is not
 * made yet, a query cancelled because the replica had to catch up.
 */
const behind = new Set(['42P01', '42703', '3D000', '28000', '28P01', '40001', '40P01']);

/** Says to a pipeline what counts against the server. Nothing is retried: the other store is asked instead. */
export const classifyPostgres: Classify = (error) => {
  if (!(error instanceof DatabaseError)) return { ...classify(error), retry: false };
  const isFailure = isLocked(error) || troubled.has(error.code?.slice(0, 2) ?? 'XX');
  // A server that refuses one query lives.
  return { result: isFailure ? 'failure' : 'success', retry: false };
};

/** Whether the statement is at fault, so that no other server would answer it. */
export function isOurMistake(error: unknown): boolean {
  if (!(error instanceof DatabaseError) || error.code === undefined) return false;
  return !isLocked(error) && !troubled.has(error.code.slice(0, 2)) && !behind.has(error.code);
}

/** Whether a lock held the query up: then the server lives, and what needs other tables is well. */
export const isLocked = (error: unknown): boolean => error instanceof DatabaseError && error.code === locked;

/** Classes after which nobody knows whether a statement was carried out: the connection, or the server, went with it. */
const inTheMiddle = new Set(['08', '57', '58', 'XX']);

/** Whether PostgreSQL has turned the statement down as a whole: it answered, and nothing of it was done. */
export const isTurnedDown = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === cancelled || !inTheMiddle.has(error.code?.slice(0, 2) ?? 'XX'));

/** Classes of a statement that is wrong: data that does not fit, a rule that it breaks, or what PostgreSQL does not understand. */
const wrong = new Set(['21', '22', '23', '42']);

/** Whether the server, not the statement, is why it was not carried out: what is refused now may be taken later. */
export const isNotNow = (error: unknown): boolean =>
  error instanceof DatabaseError && !wrong.has(error.code?.slice(0, 2) ?? 'XX');

/** Whether what is asked for is not there: a table, or the whole database. */
export const isMissing = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '42P01' || error.code === '3D000');

/** Ended by `statement_timeout`. */
const cancelled = '57014';

/** Whether one query was held up or turned away, which says little about the server; anything else may mean that it is gone. */
export const isOfOneQuery = (error: unknown): boolean =>
  error instanceof ResilienceError || isLocked(error) || (error instanceof DatabaseError && error.code === cancelled);
