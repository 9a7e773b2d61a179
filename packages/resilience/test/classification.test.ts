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
  expect(classify(status(code))).toEqual({ failure: true, retry: true });
});

test.each([400, 401, 403, 404, 409, 410, 422])('status %i is an answer: no failure, no retry', (code) => {
  expect(classify(status(code))).toEqual({ failure: false, retry: false });
});

test('status 501 is a failure that another attempt will not mend', () => {
  expect(classify(status(501))).toEqual({ failure: true, retry: false });
});

test.each(['ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'ECONNREFUSED'])('%s is retried, also as a cause', (code) => {
  expect(classify(coded(code))).toEqual({ failure: true, retry: true });
  expect(classify(new TypeError('fetch failed', { cause: coded(code) }))).toEqual({ failure: true, retry: true });
});

test.each([new CancelledError('left'), new CircuitOpenError(5), new BulkheadFullError('full')])(
  '$name never counts against the dependency and is not retried',
  (error) => {
    expect(classify(error)).toEqual({ failure: false, retry: false });
  },
);

test('a timeout counts and is retried; a deadline counts and is the end', () => {
  expect(classify(new TimeoutError(5))).toEqual({ failure: true, retry: true });
  expect(classify(new DeadlineError())).toEqual({ failure: true, retry: false });
});

test.each([[undefined], [null], ['boom'], [42], [new TypeError('x')], [coded('__proto__')], [{ status: '503' }]])(
  'what it does not know (%s) is a failure without a retry',
  (error) => {
    expect(classify(error)).toEqual({ failure: true, retry: false });
  },
);

test('causes that go round in a circle come to an end', () => {
  const error: { cause?: unknown } = {};
  error.cause = error;
  expect(classify(error)).toEqual({ failure: true, retry: false });
});
