// Orders that were kept elsewhere while this service, or its database, was away, and what their buyers are written.
import { randomUUID } from 'node:crypto';
import { messages, orderView } from '@evenkeel/contracts';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { beforeEach, expect, test } from 'vitest';
import { purchase, trialShop } from './trial-shop.ts';

const shop = trialShop();
beforeEach(() => shop.wire.heal());

const mailOf = async (visitor: string) => messages.parse((await shop.get('/messages', visitor)).body).items;
const withoutCard = ({ card: _, ...order }: ReturnType<typeof purchase>) => order;
const stateOf = (body: unknown) => orderView.parse(body).state;

test('what is queued is charged once, later, and its buyer is written to', async () => {
  const order = purchase();
  const { status, body } = await shop.post('/orders/queued', order);
  expect([status, stateOf(body)]).toEqual([201, 'queued']);
  await shop.becomes(order, 'paid');
  expect((await shop.booked(order.id)).map(({ status, cents }) => [status, cents])).toEqual([['approved', 105_700]]);
  expect(await mailOf(order.visitor)).toMatchObject([{ kind: 'paid', order: order.id, total: order.total }]);
}, 30_000);

test('handed over again, and again after it was paid, it is the same order', async () => {
  const order = purchase();
  await shop.post('/orders/queued', order);
  expect((await shop.post('/orders/queued', order)).status).toBe(200);
  await shop.becomes(order, 'paid');
  expect(stateOf((await shop.post('/orders/queued', order)).body)).toBe('paid');
  expect(stateOf((await shop.post('/orders', order)).body)).toBe('paid');
  expect(await shop.booked(order.id)).toHaveLength(1);
}, 30_000);

test('what was taken at the upper rung after all is not taken a second time', async () => {
  const order = purchase();
  await shop.post('/orders', order);
  expect(stateOf((await shop.post('/orders/queued', order)).body)).toBe('paid');
  expect(stateOf((await shop.post('/orders/saved', withoutCard(order))).body)).toBe('paid');
  expect(await shop.booked(order.id)).toHaveLength(1);
  expect(await mailOf(order.visitor)).toMatchObject([{ kind: 'paid' }]);
});

test('what was saved without a card waits for its buyer, who is written to, and is never charged without', async () => {
  const order = purchase();
  expect(stateOf((await shop.post('/orders/saved', withoutCard(order))).body)).toBe('needs_buyer');
  expect(await mailOf(order.visitor)).toMatchObject([{ kind: 'complete-order', order: order.id }]);
  expect(await mailOf(randomUUID())).toEqual([]);
  // A card that arrives without the buyer changes nothing.
  await shop.post('/orders/queued', order);
  await shop.post('/orders', order);
  const later = purchase();
  await shop.post('/orders/queued', later);
  await shop.becomes(later, 'paid');
  expect(await shop.booked(order.id)).toEqual([]);
  const paid = await shop.post(`/orders/${order.id}/attempts`, { card: order.card }, order.visitor);
  expect(stateOf(paid.body)).toBe('paid');
  expect(await shop.booked(order.id)).toHaveLength(1);
}, 30_000);

test('saved twice it is written about once, and can be cancelled', async () => {
  const order = purchase();
  await shop.post('/orders/saved', withoutCard(order));
  expect((await shop.post('/orders/saved', withoutCard(order))).status).toBe(200);
  expect(await mailOf(order.visitor)).toHaveLength(1);
  expect(stateOf((await shop.post(`/orders/${order.id}/cancel`, {}, order.visitor)).body)).toBe('cancelled');
  expect((await mailOf(order.visitor)).map(({ kind }) => kind)).toEqual(['cancelled', 'complete-order']);
});

test('an order is as old as its buyer knows it, wherever it was kept; a clock that leaps makes it no older than it can be', async () => {
  const createdAt = async (path: string, takenAt: string | undefined) => {
    const order = path === '/orders/saved' ? withoutCard(purchase()) : purchase();
    const { body } = await shop.post(path, { ...order, takenAt });
    return Date.parse(orderView.parse(body).createdAt);
  };
  const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
  for (const path of ['/orders/queued', '/orders/saved']) {
    expect(await createdAt(path, anHourAgo)).toBe(Date.parse(anHourAgo));
    const before = Date.now();
    for (const taken of [undefined, '2999-01-01T00:00:00.000Z']) {
      const made = await createdAt(path, taken);
      expect(made).toBeGreaterThanOrEqual(before - 1_000);
      expect(made).toBeLessThanOrEqual(Date.now() + 1_000);
    }
    expect(await createdAt(path, '1970-01-01T00:00:00.000Z')).toBeGreaterThan(before - 91 * 86_400_000);
  }
});

test('another cart under the same checkout is a conflict, wherever it was kept', async () => {
  const order = purchase();
  await shop.post('/orders/queued', order);
  const other = { ...order, lines: order.lines.slice(0, 1), total: { cents: 99_900, currency: 'USD' } };
  await shop.post('/orders/saved', withoutCard(other));
  expect(await shop.becomes(order, 'paid')).toMatchObject({ conflict: true, total: order.total });
}, 30_000);

test.each(['/orders/queued', '/orders/saved'])('%s takes nothing that is wrong', async (path) => {
  const order = path === '/orders/saved' ? withoutCard(purchase()) : purchase();
  for (const wrong of [
    { total: { cents: 1, currency: 'USD' } },
    { lines: [] },
    { id: '1' },
    { paid: true },
    { takenAt: 'yesterday' },
  ])
    expect((await shop.post(path, { ...order, ...wrong })).status).toBe(400);
});

test('without its database it says that nothing was kept, as soon as it knows', async () => {
  await shop.restart({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, { ready: false });
  expect(await shop.post('/orders', purchase())).toMatchObject({ status: 503, body: { kept: false } });
  expect((await shop.get(`/orders/${randomUUID()}`)).status).toBe(503);
  expect((await shop.get('/messages')).status).toBe(503);
  await shop.restart();
}, 30_000);

test('a database that takes no writes is no mistake of anybody: nothing was kept, for certain, and it is taken later', async () => {
  await shop.makeReadOnly(true);
  const order = purchase();
  for (const [path, body] of [
    ['/orders', order],
    ['/orders/queued', order],
    ['/orders/saved', withoutCard(order)],
  ] as const)
    await eventually(async () =>
      expect(await shop.post(path, body), path).toMatchObject({ status: 503, body: { kept: false } }),
    );
  await shop.makeReadOnly(false);
  await eventually(async () => expect((await shop.post('/orders/queued', order)).status).toBe(201), 20_000);
  await shop.becomes(order, 'paid');
}, 60_000);
