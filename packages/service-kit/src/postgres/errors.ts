// What an error of PostgreSQL says, read from one table: who is to blame, and whether anything of the statement was done.
import { type Classify, classify, ResilienceError } from '@evenkeel/resilience';
import { DatabaseError } from 'pg';

interface Meaning {
  /**
   * `statement`: it is wrong, and no server would take it. `moment`: this server lives, but does not do it now (it is read-only, has not
   * replayed a migration yet, somebody else holds the lock). `server`: the server itself is in trouble.
   */
  readonly blame: 'statement' | 'moment' | 'server';
  /** Whether it is certain that nothing of the statement was done; else the connection, or the server, went in the middle of it. */
  readonly isUndone: boolean;
}

const wrong: Meaning = { blame: 'statement', isUndone: true };
const notNow: Meaning = { blame: 'moment', isUndone: true };
const strained: Meaning = { blame: 'server', isUndone: true };
const broken: Meaning = { blame: 'server', isUndone: false };

const lockNotAvailable = '55P03';
const queryCanceled = '57014';
const undefinedTable = '42P01';
const unknownDatabase = '3D000';

/** By SQLSTATE, or its class (PostgreSQL manual, appendix A). What is not in here was turned down for the moment. */
const meanings: ReadonlyMap<string, Meaning> = new Map([
  ['08', broken], // connection exceptions
  ['53', strained], // out of disk, memory or connections
  ['57', broken], // somebody has shut it down
  [queryCanceled, strained], // ended by `statement_timeout`
  ['58', broken], // errors of the system below it
  ['XX', broken], // errors within PostgreSQL
  ['21', wrong], // a subquery with more rows than may be
  ['22', wrong], // data that does not fit
  ['23', wrong], // a rule of a table that it breaks
  ['42', wrong], // what PostgreSQL does not understand, or does not allow
  ['0A', wrong], // what it does not do at all
  ['54', wrong], // more than it can do at once
  ['40003', broken], // nobody knows whether it was completed
  // A table or column that is not there yet: a replica that has not replayed the migration.
  [undefinedTable, notNow],
  ['42703', notNow],
]);

const meaningOf = ({ code = 'XX' }: DatabaseError): Meaning =>
  meanings.get(code) ?? meanings.get(code.slice(0, 2)) ?? notNow;

/** Whether a lock held the query up: then the server lives, and what needs other tables is well. */
export const isLocked = (error: unknown): boolean => error instanceof DatabaseError && error.code === lockNotAvailable;

/** Says to a pipeline what counts against the server. Nothing is retried: the other store is asked instead. */
export const classifyPostgres: Classify = (error) => {
  if (!(error instanceof DatabaseError)) return { ...classify(error), retry: false };
  const isFailure = isLocked(error) || meaningOf(error).blame === 'server';
  // A server that refuses one query lives.
  return { result: isFailure ? 'failure' : 'success', retry: false };
};

/** Whether the statement is at fault, so that no other server would answer it. */
export const isOurMistake = (error: unknown): boolean =>
  error instanceof DatabaseError && meaningOf(error).blame === 'statement';

/** Whether the server, not the statement, is why it was not carried out: what is refused now may be taken later. */
export const isNotNow = (error: unknown): boolean =>
  error instanceof DatabaseError && meaningOf(error).blame !== 'statement';

/** Whether PostgreSQL has turned the statement down as a whole: it answered, and nothing of it was done. */
export const isTurnedDown = (error: unknown): boolean => error instanceof DatabaseError && meaningOf(error).isUndone;

/** Whether what is asked for is not there: a table, or the whole database. */
export const isMissing = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === undefinedTable || error.code === unknownDatabase);

/** Whether one query was held up or turned away, which says little about the server; anything else may mean that it is gone. */
export const isOfOneQuery = (error: unknown): boolean =>
  error instanceof ResilienceError ||
  isLocked(error) ||
  (error instanceof DatabaseError && error.code === queryCanceled);
