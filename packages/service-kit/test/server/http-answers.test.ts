// What a dependency says, and what its callers say to it, when something is odd about it.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { circuitBreaker, pipeline } from '@evenkeel/resilience';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { HttpStatusError, httpDependency } from '../../src/http/client.ts';

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function served(listener: RequestListener, path = '') {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const breaker = circuitBreaker({ name: 'review' });
  const review = httpDependency({
    name: 'review',
    baseUrl,
    pipeline: pipeline({ name: 'review', timeoutMs: 2_000, breaker }),
  });
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
    review.close,
  );
  return { review, breaker };
}

test.each([503, 404])('a %i whose body stalls is a %i at once: the status decides', async (status) => {
  const { review } = await served((_req, res) => {
    res.writeHead(status, { 'content-type': 'application/problem+json', 'retry-after': '7' }).write('{"title":');
  });
  const began = performance.now();
  const failure = await review.get('/', z.any()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(HttpStatusError);
  expect(failure).toMatchObject({ status, retryAfter: '7', isProblem: true });
  expect(performance.now() - began).toBeLessThan(1_500); // The attempt has 2,000 ms.
});

test('the body of an answer to a message is nobody\u2019s concern, even when it never ends', async () => {
  const { review } = await served((_req, res) => {
    res.writeHead(202).write('thanks');
  });
  await review.post('/', {});
});

test.each(['/api/v1', '/api/v1/'])('the path of the base address %s stands in front of every other', async (base) => {
  const { review } = await served((req, res) => {
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(req.url));
  }, base);
  expect(await review.get('/ok?a=1', z.string())).toBe('/api/v1/ok?a=1');
});

test.each([{ 'x-name': 'a\r\nb: c' }, { 'bad name': 'x' }, { 'x-zero': 'a\u0000b' }])(
  'a header that cannot be sent (%j) is the mistake of who wrote it: no breaker hears of it',
  async (headers) => {
    let asked = 0;
    const { review, breaker } = await served((_req, res) => {
      asked++;
      res.end();
    });
    for (let call = 0; call < 6; call++) await expect(review.get('/', z.any(), { headers })).rejects.toThrow(/header/i);
    expect(breaker.snapshot()).toMatchObject({ state: 'CLOSED', failed: 0, successful: 0 });
    expect(asked).toBe(0);
  },
);
