// What answers of a bank mean that no bank of ours gives.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type BankClient, bankClient } from '../src/bank/client.ts';

const id = 'aaaaaaaa-0000-4000-8000-000000000001';
let close: () => Promise<unknown> = async () => undefined;
afterEach(() => close());

async function bankThat(answers: RequestListener): Promise<BankClient> {
  const server = createServer(answers);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = bankClient({ url, openMs: 1_000, bankMs: 2_000 });
  close = async () => {
    await client.close();
    server.close();
    server.closeAllConnections();
  };
  return client;
}
const says =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_req, res) =>
    void res
      .writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));

const request = (expiresAt = new Date()) =>
  ({ key: id, order: id, cents: 100, currency: 'USD', card: 'card_approved', expiresAt }) as const;

test.each<[string, RequestListener, string]>([
  ['says so of that charge', says(200, { id, refundedAt: 1 }), 'done'],
  ['answers with a page of its proxy', says(200, 'Maintenance'), 'again'],
  ['says nothing of the money', says(200, {}), 'again'],
  ['says that it was not given back', says(200, { id, refundedAt: null }), 'again'],
  ['speaks of another charge', says(200, { id: id.replace('1', '2'), refundedAt: 1 }), 'again'],
  ['is busy', says(503, {}), 'again'],
  ['will not', says(409, {}), 'refused'],
])('what a bank that %s was asked to give back', async (_, answers, kind) => {
  expect(await (await bankThat(answers)).refund(id)).toMatchObject({ kind });
});

test.each<[string, string, (pauseMs: number | undefined) => void]>([
  ['seconds', '30', (pauseMs) => expect(pauseMs).toBe(30_000)],
  [
    'a date',
    new Date(Date.now() + 60_000).toUTCString(),
    (pauseMs) => {
      expect(pauseMs).toBeGreaterThan(50_000);
      expect(pauseMs).toBeLessThanOrEqual(60_000);
    },
  ],
  ['a year', String(365 * 86_400), (pauseMs) => expect(pauseMs).toBe(3_600_000)],
  ['nonsense', 'soon', (pauseMs) => expect(pauseMs).toBeUndefined()],
])('peace until %s', async (_, retryAfter, check) => {
  const answer = await (await bankThat(says(429, {}, { 'retry-after': retryAfter }))).charge(request());
  expect(answer).toMatchObject({ kind: 'not-charged' });
  check('pauseMs' in answer ? answer.pauseMs : undefined);
});

test('a moment that is none is never sent, and nobody waits for it', async () => {
  const bank = await bankThat(says(201, {}));
  expect(await bank.charge(request(new Date(Number.NaN)))).toMatchObject({ kind: 'unknown' });
});
