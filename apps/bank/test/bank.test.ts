import path from 'node:path';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { runToEnd, startService } from '@evenkeel/service-kit/testing/service-process';
import { expect, onTestFinished, test } from 'vitest';
import { askAt, laptop, ledgerFile, trialBank } from './trial-bank.ts';

const main = path.join(import.meta.dirname, '../src/main.ts');

test('a good card is charged, once, and the answer is the same for whoever comes again with the key', async () => {
  const bank = await trialBank();
  const first = await bank.charge('k1');
  expect(first).toMatchObject({
    status: 201,
    body: { status: 'approved', cents: 99_900, lastFour: '4242', key: 'k1' },
  });
  const again = await bank.charge('k1');
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
  expect(await bank.booked('k1')).toHaveLength(1);
});

test('fifty at once with one key: one charge, and nobody is told anything else than that', async () => {
  const bank = await trialBank({ latencyMs: 50 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => bank.charge('k1')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
  const charged = answers.filter(({ status }) => status === 201);
  expect(charged.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
  expect(new Set(charged.map(({ body }) => body.id)).size).toBe(1);
  expect(await bank.booked('k1')).toHaveLength(1);
  expect(await bank.charge('k1')).toMatchObject({ status: 201 });
});

test.each([
  ['another amount', { cents: 1 }],
  ['another card', { card: 'card_declined' }],
  ['another reference', { reference: 'order-2' }],
])('a key that comes with %s is refused, and nothing is booked', async (_, other) => {
  const bank = await trialBank();
  await bank.charge('k1');
  expect((await bank.charge('k1', { ...laptop, ...other })).status).toBe(422);
  expect(await bank.booked('k1')).toHaveLength(1);
});

test('a declined card is an answer: told, kept, and nothing to give back', async () => {
  const bank = await trialBank();
  for (let time = 0; time < 2; time++)
    expect(await bank.charge('k1', { ...laptop, card: 'card_declined' })).toMatchObject({
      status: 402,
      body: { status: 'declined', declineCode: 'card_declined' },
    });
  const [charge] = await bank.booked('k1');
  expect((await bank.refund(charge?.id)).status).toBe(409);
});

test('after the lifetime of a key the bank does not know it any more: that is how one is charged twice', async () => {
  const bank = await trialBank({ keyLifetimeMs: 10_000 });
  await bank.charge('k1');
  bank.leap(9_000);
  expect((await bank.charge('k1')).headers.get('idempotent-replayed')).toBe('true');
  bank.leap(2_000);
  expect((await bank.charge('k1')).headers.get('idempotent-replayed')).toBeNull();
  expect(await bank.booked('k1')).toHaveLength(2);
});

test('what has expired is not booked, before and while the bank thinks; with more time the same key is charged', async () => {
  const bank = await trialBank({ latencyMs: 100 });
  const in30Ms = { 'charge-expires-at': new Date(Date.now() + 30).toISOString() };
  expect((await bank.charge('k1', laptop, in30Ms)).status).toBe(410);
  expect((await bank.charge('k1', laptop, in30Ms)).status).toBe(410);
  expect(await bank.booked('k1')).toEqual([]);
  // With the time of its clock, by which whoever asks can tell that nothing can be booked any more.
  const asOf = Number((await bank.charge('k1', laptop, in30Ms)).body.asOf);
  expect(asOf).toBeGreaterThan(Date.parse(in30Ms['charge-expires-at']));
  bank.leap(-3_600_000);
  expect((await bank.get('/charges/by-key/k1')).body.asOf).toBeLessThan(asOf);
  bank.leap(3_600_000);
  const inAMinute = { 'charge-expires-at': new Date(Date.now() + 60_000).toISOString() };
  expect((await bank.charge('k1', laptop, inAMinute)).status).toBe(201);
});

test('a lost answer is a broken connection; the charge is there, and the key tells', async () => {
  const bank = await trialBank();
  await expect(bank.charge('k1', { ...laptop, card: 'card_lost' })).rejects.toThrow();
  expect(await bank.booked('k1')).toMatchObject([{ status: 'approved' }]);
  expect(await bank.charge('k1', { ...laptop, card: 'card_lost' })).toMatchObject({ status: 201 });
});

test.each([
  ['card_error', 'approved'],
  ['card_error_declined', 'declined'],
])('an error is answered for ever (%s); only the ledger says what came of it', async (card, status) => {
  const bank = await trialBank();
  for (let time = 0; time < 3; time++) expect((await bank.charge('k1', { ...laptop, card })).status).toBe(500);
  expect(await bank.booked('k1')).toMatchObject([{ status }]);
});

test('a busy bank says when to come again, and has begun nothing', async () => {
  const bank = await trialBank();
  const busy = { ...laptop, card: 'card_busy' };
  for (let time = 0; time < 2; time++) {
    const { status, headers } = await bank.charge('k1', busy);
    expect([status, headers.get('retry-after')]).toEqual([429, '1']);
  }
  expect(await bank.booked('k1')).toEqual([]);
  expect((await bank.charge('k1', busy)).status).toBe(201);
});

test('a refund is made once, however often it is asked for', async () => {
  const bank = await trialBank();
  const { body } = await bank.charge('k1');
  const first = await bank.refund(body.id);
  expect(first).toMatchObject({ status: 200, body: { id: body.id, refundedAt: expect.any(Number) } });
  expect((await bank.refund(body.id)).body).toEqual(first.body);
  expect((await bank.refund('5b5ee9c8-1f4e-4d39-8d0f-2c4a3f1f0a11')).status).toBe(404);
});

test('the books can be read in their order, page by page', async () => {
  const bank = await trialBank();
  for (const key of ['a', 'b', 'c']) await bank.charge(key);
  const page = await bank.get('/charges?limit=2');
  const rest = await bank.get(`/charges?after=${page.body.charges?.at(-1)?.id}`);
  expect([page, rest].map(({ body }) => body.charges?.map(({ key }) => key))).toEqual([['a', 'b'], ['c']]);
});

test.each<[string, object, Record<string, string>, number]>([
  ['no key', laptop, { 'idempotency-key': '' }, 400],
  ['a key of 300 characters', laptop, { 'idempotency-key': 'k'.repeat(300) }, 400],
  ['an amount of nothing', { ...laptop, cents: 0 }, {}, 400],
  ['a negative amount', { ...laptop, cents: -1 }, {}, 400],
  ['half a cent', { ...laptop, cents: 0.5 }, {}, 400],
  ['more money than there is', { ...laptop, cents: 1e15 }, {}, 400],
  ['another currency', { ...laptop, currency: 'EUR' }, {}, 400],
  ['a card of nobody', { ...laptop, card: '4242424242424242' }, {}, 400],
  ['a card called __proto__', { ...laptop, card: '__proto__' }, {}, 400],
  ['something besides', { ...laptop, cvc: '123' }, {}, 400],
  ['an expiry that is no moment', laptop, { 'charge-expires-at': 'soon' }, 400],
])('%s is refused, and nothing is written', async (_, body, headers, status) => {
  const bank = await trialBank();
  expect((await bank.charge('k1', body, headers)).status).toBe(status);
  expect((await bank.get('/charges')).body.charges).toEqual([]);
  expect((await bank.charge('k1')).status).toBe(201);
});

test('what was booked is there after kill -9, and what was begun only is free again', async () => {
  const settings = { BANK_LEDGER: ledgerFile(), LOG_LEVEL: 'warn' };
  const first = await startService(main, { ...settings, BANK_LATENCY_MS: '500' });
  onTestFinished(() => first.kill());
  const slow = askAt(first.url);
  const { body: booked } = await slow.charge('booked');
  const underWay = slow.charge('begun').catch((error: Error) => error);
  await eventually(async () => expect((await slow.charge('begun')).status).toBe(409));
  await first.kill();
  expect(await underWay).toBeInstanceOf(Error);

  const second = await startService(main, { ...settings, BANK_LATENCY_MS: '0' });
  onTestFinished(() => second.kill());
  const bank = askAt(second.url);
  expect(await bank.charge('booked')).toMatchObject({ status: 201, body: booked });
  expect(await bank.booked('begun')).toEqual([]);
  expect((await bank.charge('begun')).status).toBe(201);
});

test('a bad setting stops the start with one line that names it', async () => {
  const { code, errors } = await runToEnd(main, { PORT: '1', BANK_LEDGER: '' });
  expect([code, errors]).toEqual([1, 'BANK_LEDGER must be the path of a file (it is not set)\n']);
});
