// What must not be done twice is done again only where the other side cannot have heard of it.
import { BulkheadFullError, CircuitOpenError, circuitBreaker, pipeline } from '@evenkeel/resilience';
import { expect, test } from 'vitest';
import { isCertainlyNotSent } from '../../src/http/not-sent.ts';

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a connection that nobody took, and a call that was not let in, has not been heard', async () => {
  const refused = await failureOf(fetch('http://127.0.0.1:1/').catch((error: Error) => Promise.reject(error.cause)));
  expect(isCertainlyNotSent(refused)).toBe(true);
  const breaker = circuitBreaker({ name: 'bank' });
  breaker.isolate();
  const guarded = pipeline({ name: 'bank', breaker });
  const open = await failureOf(guarded.call(async () => 'charged'));
  expect([open instanceof CircuitOpenError, isCertainlyNotSent(open)]).toEqual([true, true]);
  const full = await failureOf(
    pipeline({ name: 'bank', deadlineMs: 1_000 }).call(async () => Promise.reject(new BulkheadFullError('bank', 1))),
  );
  expect(isCertainlyNotSent(full)).toBe(full instanceof BulkheadFullError);
});

test('whatever has begun may have been heard', async () => {
  const late = await failureOf(pipeline({ name: 'bank', timeoutMs: 1 }).call(() => new Promise(() => undefined)));
  expect(isCertainlyNotSent(late)).toBe(false);
  for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'BAD_ANSWER'])
    expect(isCertainlyNotSent(Object.assign(new Error('lost'), { code }))).toBe(false);
  for (const other of [undefined, null, 'ECONNREFUSED', new Error('ECONNREFUSED')])
    expect(isCertainlyNotSent(other)).toBe(false);
});
