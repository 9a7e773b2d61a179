import { expect, test } from 'vitest';
import {
  BulkheadFullError,
  CancelledError,
  CircuitOpenError,
  classify,
  DeadlineError,
  TimeoutError,
} from '../src/index.ts';

const status = (code: number) => Object.assign(new Error(`answered ${code}`), { status: code });
const coded = (code: string) => Object.assign(new Error(code), { code });

test.each([408, 429, 500, 502, 503, 504])('status %i is a failure and worth another attempt', (code) => {
  expect(classify(status(code))).toEqual({ result: 'failure', retry: true });
});

test.each([400, 401, 403, 404, 409, 410, 422])(
  'status %i is an answer: a success of the dependency, no retry',
  (code) => {
    expect(classify(status(code))).toEqual({ result: 'success', retry: false });
    expect(classify({ statusCode: code })).toEqual({ result: 'success', retry: false });
    expect(classify(new Error('outer', { cause: status(code) }))).toEqual({ result: 'success', retry: false });
  },
);

test('status 501 is a failure that another attempt will not mend', () => {
  expect(classify(status(501))).toEqual({ result: 'failure', retry: false });
});

const passing = [
  ...['ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'ECONNREFUSED', 'EAI_AGAIN', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
  ...['57P01', '57P03', '53300'],
];
test.each(passing)('%s is retried, also as a cause', (code) => {
  expect(classify(coded(code))).toEqual({ result: 'failure', retry: true });
  expect(classify(new TypeError('fetch failed', { cause: coded(code) }))).toEqual({ result: 'failure', retry: true });
});

test.each([new CancelledError('left'), new CircuitOpenError(), new BulkheadFullError('full')])(
  '$name never counts against the dependency and is not retried',
  (error) => {
    expect(classify(error)).toEqual({ result: 'ignored', retry: false });
  },
);

test.each(['ConnectionError', 'NoLivingConnectionsError', 'MaxRetriesPerRequestError', 'TimeoutError'])(
  'an error of a library that has no code is known by its name: %s',
  (name) => {
    expect(classify(Object.assign(new Error('x'), { name }))).toEqual({ result: 'failure', retry: true });
  },
);

test.each(['UND_ERR_INVALID_ARG', 'ERR_INVALID_CHAR', 'ERR_HTTP_INVALID_HEADER_VALUE'])(
  '%s is a mistake of the caller, who never sent anything',
  (code) => expect(classify(coded(code))).toEqual({ result: 'ignored', retry: false }),
);

test('what was aborted, and a deadline that passed before anything began, say nothing', () => {
  for (const error of [new DOMException('x', 'AbortError'), new DeadlineError('x', { begun: false })])
    expect(classify(error)).toEqual({ result: 'ignored', retry: false });
});

test('a timeout counts and is retried; a deadline counts and is the end', () => {
  expect(classify(new TimeoutError(5))).toEqual({ result: 'failure', retry: true });
  expect(classify(new DeadlineError())).toEqual({ result: 'failure', retry: false });
});

test.each([[undefined], [null], ['boom'], [42], [new TypeError('x')], [coded('__proto__')], [{ status: '503' }]])(
  'what it does not know (%s) is a failure without a retry',
  (error) => {
    expect(classify(error)).toEqual({ result: 'failure', retry: false });
  },
);

test('causes that go round in a circle come to an end', () => {
  const error: { cause?: unknown } = {};
  error.cause = error;
  expect(classify(error)).toEqual({ result: 'failure', retry: false });
});
