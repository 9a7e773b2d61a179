// What the operator sees of the payments, and the ways out. With a real database and a real bank: what counts is the ledger.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { messages, orderHistory, orderView, paymentsOverview } from '@evenkeel/contracts';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { beforeEach, expect, test } from 'vitest';
import { purchase, trialShop } from './trial-shop.ts';

const shop = trialShop();
beforeEach(() => shop.wire.heal());

const overview = async () => paymentsOverview.parse((await shop.operate('GET', '/payments')).body);
const historyOf = async (order: string) => orderHistory.parse((await shop.operate('GET', `/orders/${order}`)).body);
const happened = async (order: string) => (await historyOf(order)).history.map(({ what }) => what);
const ledgerOf = async (order: string) =>
  (await shop.booked(order)).map(({ status, refundedAt }) => [status, refundedAt === null ? 'kept' : 'given back']);
const buy = async (order: ReturnType<typeof purchase>) =>
  orderView.parse((await shop.post('/orders', order)).body).state;

/** An order whose key the bank may have forgotten before it was ever sent: nobody tries it again by itself. */
async function deadLetter() {
  await shop.restart({ CRASH_AT: 'payment.before-send', BANK_KEY_LIFETIME_MS: '1000' });
  const order = purchase();
  await expect(shop.post('/orders', order)).rejects.toThrow();
  await shop.restart({ BANK_KEY_LIFETIME_MS: '1000' });
  await shop.becomes(order, 'attention');
  return order;
}

test('nobody else may look, or do anything', async () => {
  const order = purchase();
  await buy(order);
  for (const [method, path] of [
    ['GET', '/payments'],
    ['GET', `/orders/${order.id}`],
    ['POST', `/orders/${order.id}/refund`],
    ['POST', `/orders/${order.id}/redrive`],
    ['POST', `/orders/${order.id}/give-up`],
  ] as const)
    expect((await shop.operate(method, path, 'another')).status, path).toBe(401);
  expect(await ledgerOf(order.id)).toEqual([['approved', 'kept']]);
});

test('an order that is none is a 404, whatever is wanted of it', async () => {
  for (const id of [randomUUID(), '17', "1' or '1'='1"]) {
    expect((await shop.operate('GET', `/orders/${encodeURIComponent(id)}`)).status).toBe(404);
    expect((await shop.operate('POST', `/orders/${encodeURIComponent(id)}/refund`)).status).toBe(404);
  }
});

test('an order is found by the reference that its buyer reads, if that is of one order only', async () => {
  const order = purchase();
  await buy(order);
  const [first, second] = [order.id.slice(0, 4), order.id.slice(4, 8)];
  for (const reference of [`${first}-${second}`.toUpperCase(), `${first}${second}`])
    expect((await historyOf(reference)).order).toBe(order.id);
  expect((await shop.operate('POST', `/orders/${first}-${second}/refund`)).status).toBe(200);
  await shop.becomes(order, 'refunded');
  await buy({ ...purchase(), id: `${order.id.slice(0, 8)}${randomUUID().slice(8)}` });
  expect(await shop.operate('GET', `/orders/${first}-${second}`)).toMatchObject({ status: 409 });
  expect((await shop.operate('GET', '/orders/0000-0000')).status).toBe(404);
});

test('the queue is told while the bank is away, and is empty afterwards', async () => {
  await shop.wire.cut();
  await buy(purchase());
  await buy(purchase());
  const { queue, orders } = await overview();
  expect([queue.depth, orders.queued]).toEqual([2, 2]);
  expect(queue.oldestMs).toBeGreaterThan(0);
  await shop.wire.heal();
  await eventually(async () => expect((await overview()).queue).toEqual({ depth: 0, due: 0, oldestMs: null }), 30_000);
}, 60_000);

test('while the bank is away orders wait for it, and do not slow down: it is the bank that is tried, not each of them', async () => {
  await shop.wire.cut();
  const orders = Array.from({ length: 6 }, () => purchase());
  for (const order of orders) await buy(order);
  await pause(3_000); // So long the bank is away.
  await shop.wire.heal();
  for (const order of orders) await shop.becomes(order, 'paid');
  const attempts = (await Promise.all(orders.map(({ id }) => historyOf(id)))).flatMap((one) => one.attempts);
  // In three seconds the workers look six times, and the breaker lets one through each time; each order is tried at first, and at the end.
  expect(attempts.reduce((sum, { tries }) => sum + tries, 0)).toBeLessThanOrEqual(6 + 7 + 6);
}, 60_000);

test('what may have been charged is told as such until the bank was asked', async () => {
  const order = purchase('card_lost', '0259');
  expect(await buy(order)).toBe('confirming');
  expect((await overview()).unknown.count).toBe(1);
  await shop.becomes(order, 'paid');
  expect((await overview()).unknown).toEqual({ count: 0, oldestMs: null });
}, 40_000);

test('a checkout that came with two carts is named', async () => {
  const order = purchase();
  await buy(order);
  const other = { ...order, lines: order.lines.slice(0, 1), total: { cents: 99_900, currency: 'USD' } };
  await shop.post('/orders', other);
  expect((await overview()).conflicts).toMatchObject({
    count: 1,
    newest: [{ order: order.id, times: 1, state: 'paid' }],
  });
  expect(await happened(order.id)).toContain('conflict');
});

test('a conflict stays on the list until it is acknowledged, and is there again when another cart comes', async () => {
  const order = purchase();
  await buy(order);
  const acknowledge = () => shop.operate('POST', `/orders/${order.id}/acknowledge`);
  const isListed = async () => (await overview()).conflicts.newest.some((one) => one.order === order.id);
  expect(await acknowledge()).toMatchObject({ status: 409 });
  await shop.post(`/orders/${order.id}/conflict`, {}, order.visitor);
  expect(await isListed()).toBe(true);
  expect((await acknowledge()).status).toBe(200);
  expect([await isListed(), await happened(order.id)]).toEqual([
    false,
    ['accepted', 'succeeded', 'conflict', 'acknowledged'],
  ]);
  // Its buyer still reads so.
  expect((await shop.get(`/orders/${order.id}`, order.visitor)).body).toMatchObject({ conflict: true });
  await shop.post(`/orders/${order.id}/conflict`, {}, order.visitor);
  expect(await isListed()).toBe(true);
});

test('more than are listed are counted', async () => {
  const { count } = (await overview()).conflicts;
  for (let more = 0; more < 105; more += 1) {
    const { card: _card, ...order } = purchase();
    await shop.post('/orders/saved', order);
    await shop.post(`/orders/${order.id}/conflict`, {}, order.visitor);
  }
  const { conflicts } = await overview();
  expect([conflicts.count, conflicts.newest.length]).toEqual([count + 105, 100]);
}, 60_000);

test('another cart that was not taken is named as well, for its owner alone', async () => {
  const order = purchase();
  await buy(order);
  expect((await shop.post(`/orders/${order.id}/conflict`, {}, randomUUID())).status).toBe(404);
  expect((await shop.post(`/orders/${order.id}/conflict`, {}, order.visitor)).body).toMatchObject({
    state: 'paid',
    total: order.total,
    conflict: true,
  });
  expect(await happened(order.id)).toEqual(['accepted', 'succeeded', 'conflict']);
});

test('the history of an order says what happened to it, and holds no card', async () => {
  const order = purchase('card_declined', '0002');
  await buy(order);
  await shop.post(
    `/orders/${order.id}/attempts`,
    { card: { token: 'card_approved', lastFour: '4242' } },
    order.visitor,
  );
  expect(await historyOf(order.id)).toMatchObject({
    state: 'paid',
    attempts: [
      { number: 1, state: 'declined', lastFour: '0002', declineCode: 'card_declined' },
      { number: 2, state: 'succeeded', lastFour: '4242' },
    ],
  });
  expect(await happened(order.id)).toEqual(['accepted', 'declined', 'another card', 'succeeded']);
  expect(JSON.stringify(await historyOf(order.id))).not.toContain('card_approved');
});

test('what is paid is given back, once', async () => {
  const order = purchase();
  await buy(order);
  expect((await shop.operate('POST', `/orders/${order.id}/refund`)).status).toBe(200);
  await shop.becomes(order, 'refunded');
  expect(await ledgerOf(order.id)).toEqual([['approved', 'given back']]);
  expect(await shop.operate('POST', `/orders/${order.id}/refund`)).toMatchObject({ status: 409 });
  expect(await happened(order.id)).toEqual(['accepted', 'succeeded', 'refund wanted', 'refunded']);
  const { items } = messages.parse((await shop.get('/messages', order.visitor)).body);
  expect(items.map(({ kind, state }) => [kind, state])).toEqual([
    ['refunded', 'refunded'],
    ['paid', 'refunded'],
  ]);
}, 30_000);

test('a refund that the bank does not answer waits, and is told', async () => {
  const order = purchase();
  await buy(order);
  await shop.wire.cut();
  await shop.operate('POST', `/orders/${order.id}/refund`);
  await eventually(async () => expect((await overview()).refunds.count).toBe(1));
  expect(orderView.parse((await shop.get(`/orders/${order.id}`, order.visitor)).body).state).toBe('paid');
  await shop.wire.heal();
  await shop.becomes(order, 'refunded');
  expect((await overview()).refunds.count).toBe(0);
}, 60_000);

test.each(['refund.before-send', 'refund.after-send'])(
  'killed at %s, it is given back once in the end',
  async (point) => {
    await shop.restart({ CRASH_AT: point });
    const order = purchase();
    await buy(order);
    // It may die before it has answered.
    await shop.operate('POST', `/orders/${order.id}/refund`).catch((error: Error) => error);
    await eventually(() => expect(shop.get(`/orders/${order.id}`, order.visitor)).rejects.toThrow(), 20_000);
    await shop.restart();
    await shop.becomes(order, 'refunded');
    expect(await ledgerOf(order.id)).toEqual([['approved', 'given back']]);
  },
  60_000,
);

test('what the bank may have forgotten is not tried again by itself, but by the operator, under the same key', async () => {
  const order = await deadLetter();
  expect((await overview()).attention).toMatchObject({
    count: 1,
    oldest: [{ order: order.id, why: 'key-expired', cents: 105_700 }],
  });
  expect(await ledgerOf(order.id)).toEqual([]);
  const [attempt] = (await historyOf(order.id)).attempts;
  expect((await shop.operate('POST', `/orders/${order.id}/redrive`)).status).toBe(200);
  await shop.becomes(order, 'paid');
  expect((await shop.booked(order.id)).map(({ key }) => key)).toEqual([attempt?.id]);
  expect((await overview()).attention).toEqual({ count: 0, oldest: [] });
  expect((await shop.operate('POST', `/orders/${order.id}/redrive`)).status).toBe(409);
}, 60_000);

test('a dead letter that is given up is never charged', async () => {
  const order = await deadLetter();
  expect((await shop.operate('POST', `/orders/${order.id}/give-up`)).status).toBe(200);
  await shop.becomes(order, 'cancelled');
  expect(await ledgerOf(order.id)).toEqual([]);
}, 60_000);

test('given up while nobody knows whether it was charged: it was, so it is given back', async () => {
  await shop.restart({ CRASH_AT: 'payment.after-send' });
  const order = purchase();
  await expect(shop.post('/orders', order)).rejects.toThrow();
  await shop.wire.cut();
  await shop.restart();
  expect((await shop.operate('POST', `/orders/${order.id}/give-up`)).status).toBe(200);
  await shop.wire.heal();
  await shop.becomes(order, 'refunded');
  expect(await ledgerOf(order.id)).toEqual([['approved', 'given back']]);
}, 60_000);
