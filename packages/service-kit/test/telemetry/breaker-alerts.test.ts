import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { circuitBreaker, EventStream, pipeline } from '@evenkeel/resilience';
import { expect, onTestFinished, test } from 'vitest';
import { alertWebhook } from '../../src/telemetry/alert-webhook.ts';
import { type BreakerAlert, breakerAlerts } from '../../src/telemetry/breaker-alerts.ts';
import { eventually } from '../../src/testing/eventually.ts';

interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: BreakerAlert;
}

/** Answers 204, unless told otherwise. */
async function receiver(answer: (res: ServerResponse, received: readonly Received[]) => void = ok) {
  const received: Received[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    received.push({ path: req.url, headers: req.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    answer(res, received);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/ops?room=7` };
}

const ok = (res: ServerResponse) => void res.writeHead(204).end();

function notes() {
  const lines: { level: string; msg: string; dependency?: string; reason?: string; alert?: string }[] = [];
  const at = (level: string) => (fields: object, msg: string) => void lines.push({ level, msg, ...fields });
  return { lines, log: { warn: at('warn'), info: at('info'), debug: at('debug') } };
}

function shop(webhookUrl?: string) {
  const events = new EventStream();
  const { lines, log } = notes();
  onTestFinished(breakerAlerts({ service: 'gateway', log, webhookUrl, events }));
  const breaker = circuitBreaker({ name: 'payment', failures: 1, openMs: 1, successesToClose: 1 });
  const payment = pipeline({ name: 'payment', breaker, events });
  return { lines, breaker, payment, events };
}

const refused = new Error('connect ECONNREFUSED');
const alertOf = (text: string): BreakerAlert => ({
  id: text,
  text,
  service: 'gateway',
  dependency: text,
  state: 'OPEN',
  cause: 'five failures',
  error: null,
  at: '2026-01-01T00:00:00.000Z',
});

test('opening and closing are told once each, however often the breaker is tried in between', async () => {
  const { received, url } = await receiver();
  const { lines, breaker, payment } = shop(url);
  for (let probe = 0; probe < 3; probe++) {
    await eventually(() => expect(breaker.state).not.toBe('OPEN'));
    await payment.outcome(() => Promise.reject(refused));
  }
  await eventually(() => expect(breaker.state).toBe('HALF_OPEN'));
  await payment.outcome(async () => 1);
  expect(lines.filter(({ level }) => level !== 'debug')).toMatchObject([
    { level: 'warn', msg: 'Payment service circuit breaker is OPEN!', reason: 'connect ECONNREFUSED' },
    { level: 'info', msg: 'Payment service circuit breaker is CLOSED again' },
  ]);
  await eventually(() => expect(received).toHaveLength(2));
  expect(received.map(({ body }) => body)).toMatchObject([
    {
      text: 'Payment service circuit breaker is OPEN!',
      service: 'gateway',
      dependency: 'payment',
      state: 'OPEN',
      cause: '1 failures within 10000 ms',
      error: 'connect ECONNREFUSED',
    },
    { text: 'Payment service circuit breaker is CLOSED again', state: 'CLOSED' },
  ]);
  expect(received[0]).toMatchObject({ path: '/hooks/ops?room=7', headers: { 'content-type': 'application/json' } });
  expect(received[0]?.headers['idempotency-key']).toBe(received[0]?.body.id);
});

test('what a dependency is needed for stands behind its name, and without a webhook the log tells all the same', () => {
  const { lines, events } = shop();
  const breaker = circuitBreaker({ name: 'product.core' });
  pipeline({ name: 'product.core', breaker, events });
  breaker.isolate();
  breaker.reset();
  expect(lines.map(({ msg }) => msg)).toEqual([
    'Product service (core) circuit breaker is OPEN!',
    'Product service (core) circuit breaker is CLOSED again',
  ]);
});

test('a receiver that is away for a moment gets every alert once, in their order', async () => {
  const { received, url } = await receiver((res, { length }) => (length < 3 ? res.writeHead(503).end() : ok(res)));
  const { lines, log } = notes();
  const webhook = alertWebhook(url, log, 5);
  for (const text of ['first', 'second', 'third']) webhook.send(alertOf(text));
  await eventually(() => expect(received.map(({ body }) => body.text).at(-1)).toBe('third'));
  expect(received.map(({ body }) => body.text)).toEqual(['first', 'first', 'first', 'second', 'third']);
  expect(lines).toEqual([]);
  webhook.close();
});

test('a receiver that refuses is told in the log, without its address, and the next alert is tried', async () => {
  const { received, url } = await receiver((res, { length }) => (length === 1 ? res.writeHead(400).end() : ok(res)));
  const { lines, log } = notes();
  const webhook = alertWebhook(url, log, 5);
  webhook.send(alertOf('first'));
  webhook.send(alertOf('second'));
  await eventually(() => expect(received).toHaveLength(2));
  expect(lines).toMatchObject([{ level: 'warn', msg: 'alert was not delivered', alert: 'first' }]);
  expect(JSON.stringify(lines)).not.toContain('room=7');
  webhook.close();
});

test('while a receiver hangs a hundred wait, the oldest go first, and nobody is held up', async () => {
  const { received, url } = await receiver(() => undefined);
  const { lines, log } = notes();
  const webhook = alertWebhook(url, log, 5);
  for (let i = 0; i <= 150; i++) webhook.send(alertOf(`alert ${i}`));
  await eventually(() => expect(received).toHaveLength(1));
  expect(lines.map(({ alert }) => alert)).toEqual(Array.from({ length: 50 }, (_, i) => `alert ${i + 1}`));
  webhook.close();
});

test('of what waits for one dependency the newest is told: it says how things stand', async () => {
  const done = Promise.withResolvers<void>();
  const { received, url } = await receiver(
    (res, { length }) => void (length === 1 ? done.promise.then(() => ok(res)) : ok(res)),
  );
  const webhook = alertWebhook(url, notes().log, 5);
  webhook.send(alertOf('first'));
  await eventually(() => expect(received).toHaveLength(1));
  for (const id of ['open', 'closed', 'open again']) webhook.send({ ...alertOf('payment'), id });
  webhook.send(alertOf('review'));
  done.resolve();
  await eventually(() => expect(received).toHaveLength(3));
  expect(received.map(({ body }) => body.id)).toEqual(['first', 'open again', 'review']);
  webhook.close();
});

test('a user and a password in the address are sent as Basic, and told to nobody', async () => {
  const { received, url } = await receiver((res) => void res.writeHead(400).end());
  const { lines, log } = notes();
  const webhook = alertWebhook(url.replace('//', '//ops:s%20cret@'), log, 5);
  webhook.send(alertOf('first'));
  await eventually(() => expect(lines).toHaveLength(1));
  expect(received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ops:s cret').toString('base64')}`);
  expect(JSON.stringify(lines)).not.toMatch(/ops|cret/);
  webhook.close();
});
