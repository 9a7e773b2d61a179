// PostgreSQL's own codes (manual, appendix A), and what each must mean to whoever reads, whoever takes an order, and the breaker.
import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { classifyPostgres, isNotNow, isOurMistake, isTurnedDown } from '../../src/postgres/errors.ts';

const failing = (code: string | undefined) => {
  const error = new DatabaseError('trouble', 0, 'error');
  error.code = code;
  return error;
};

test.each([
  // code, against the server, our mistake, nothing of it was done
  ['23514', 'a rule of the table', false, true, true],
  ['22P02', 'a text that is no UUID', false, true, true],
  ['42601', 'a syntax error', false, true, true],
  ['42501', 'a right that we do not have', false, true, true],
  ['42P01', 'a table that is not made yet', false, false, true],
  ['42703', 'a column that is not made yet', false, false, true],
  ['3D000', 'a database that is not made yet', false, false, true],
  ['25006', 'a server that takes no writes', false, false, true],
  ['40001', 'two at once', false, false, true],
  ['40P01', 'a deadlock', false, false, true],
  ['0A000', 'something that this version does not do', false, true, true],
  ['54000', 'too much at once', false, true, true],
  ['40003', 'a statement of which nobody knows whether it was completed', true, false, false],
  ['55P03', 'a lock', true, false, true],
  ['57014', 'the statement timeout', true, false, true],
  ['53100', 'a full disk', true, false, true],
  ['53300', 'no connection left', true, false, true],
  ['57P01', 'a server that shuts down', true, false, false],
  ['08006', 'a connection that went away', true, false, false],
  ['58030', 'a disk that fails', true, false, false],
  ['XX001', 'data that is damaged', true, false, false],
  [undefined, 'an error without a code', true, false, false],
])('%s, %s', (code, _what, isAgainstServer, isMistake, isUndone) => {
  const error = failing(code);
  expect(classifyPostgres(error)).toMatchObject({ result: isAgainstServer ? 'failure' : 'success', retry: false });
  expect(isOurMistake(error)).toBe(isMistake);
  // Whatever is not our mistake may be taken later.
  expect(isNotNow(error)).toBe(!isMistake);
  expect(isTurnedDown(error)).toBe(isUndone);
});

test('what is no error of PostgreSQL says nothing of a statement', () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  expect(classifyPostgres(refused)).toMatchObject({ result: 'failure', retry: false });
  for (const asks of [isOurMistake, isNotNow, isTurnedDown]) expect(asks(refused)).toBe(false);
});
