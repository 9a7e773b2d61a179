// What must not be done twice is done again only where the other side cannot have heard of it.
import { once } from 'node:events';
import { connect } from 'node:net';
import { bulkhead, circuitBreaker, pipeline } from '@evenkeel/resilience';
import { expect, test } from 'vitest';
import { isCertainlyNotSent } from '../../src/http/not-sent.ts';

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );

test('where nobody takes the connection nobody has heard', async () => {
  const socket = connect(1, '127.0.0.1');
  expect(isCertainlyNotSent(await failureOf(once(socket, 'connect')))).toBe(true);
});

test('a call that was not let in has not begun', async () => {
  const breaker = circuitBreaker({ name: 'bank' });
  breaker.isolate();
  expect(isCertainlyNotSent(await failureOf(pipeline({ name: 'bank', breaker }).call(async () => 1)))).toBe(true);

  const full = pipeline({ name: 'bank', bulkhead: bulkhead({ limit: 1 }) });
  const leaving = new AbortController();
  const first = failureOf(full.call(() => new Promise(() => undefined), { signal: leaving.signal }));
  expect(isCertainlyNotSent(await failureOf(full.call(async () => 1)))).toBe(true);
  leaving.abort();
  await first;
});

test('whatever has begun may have been heard', async () => {
  const late = pipeline({ name: 'bank', timeoutMs: 1 }).call(() => new Promise(() => undefined));
  expect(isCertainlyNotSent(await failureOf(late))).toBe(false);
  for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'BAD_ANSWER'])
    expect(isCertainlyNotSent(Object.assign(new Error('lost'), { code }))).toBe(false);
  for (const other of [undefined, null, 'ECONNREFUSED', new Error('ECONNREFUSED')])
    expect(isCertainlyNotSent(other)).toBe(false);
});
