// What an error of PostgreSQL says about the server: that it is in trouble, that it lags behind, or that our SQL is wrong.
import { type Classify, classify } from '@evenkeel/resilience';
import { DatabaseError } from 'pg';

/** Classes of SQLSTATE (PostgreSQL manual, appendix A) in which the server itself is in trouble. */
const troubled = new Set(['08', '53', '57', '58', 'XX']);

/**
 * The server works, but has not got that far: a replica before it has replayed a migration, a database that is not
 * made yet, a query cancelled because the replica had to catch up.
 */
const behind = new Set(['42P01', '42703', '3D000', '28000', '28P01', '40001', '40P01']);

/** Says to a pipeline what counts against the server. Nothing is retried: the other store is asked instead. */
export const classifyPostgres: Classify = (error) => {
  if (!(error instanceof DatabaseError)) return { ...classify(error), retry: false };
  return { failure: troubled.has(error.code?.slice(0, 2) ?? 'XX'), retry: false };
};

/** Whether the statement is at fault, so that no other server would answer it. */
export function isOurMistake(error: unknown): boolean {
  if (!(error instanceof DatabaseError) || error.code === undefined) return false;
  return !troubled.has(error.code.slice(0, 2)) && !behind.has(error.code);
}
