// What is written down of an order, on the real database: as many lines as there are things to tell, not as many as a bank can fail.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { orderHistory } from '@evenkeel/contracts';
import { migrate } from '@evenkeel/service-kit/postgres/migrate';
import { type PostgresStore, postgresStore } from '@evenkeel/service-kit/postgres/store';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { createDatabase, type TestDatabase } from '@evenkeel/service-kit/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorOrders } from '../src/orders/operator.ts';
import type { Claim, Settlement } from '../src/orders/order.ts';
import { type Orders, ordersIn } from '../src/orders/orders.ts';
import { purchase } from './trial-shop.ts';

const leaseMs = 60_000;
let database: TestDatabase;
let store: PostgresStore;
let orders: Orders;

beforeAll(async () => {
  database = await createDatabase();
  const directory = path.join(import.meta.dirname, '../migrations');
  await migrate({ primaryUrl: database.primaryUrl, directory, seed: async () => undefined });
  store = postgresStore({
    name: 'postgres-orders',
    url: database.primaryUrl,
    log: createLog('payment', 'silent'),
    shares: { buyers: 2, queue: 2, operator: 2 },
    patienceMs: { hurried: 5_000, patient: 5_000 },
  });
  orders = ordersIn(store);
}, 60_000);
afterAll(async () => {
  await store.close();
  await database.drop();
});

const messagesTo = async (visitor: string) => (await orders.messagesTo(visitor)).items.map(({ kind }) => kind);

/** An order that a worker has in its hands. */
async function taken(wanted = purchase()) {
  const { claim } = await orders.accept(wanted as Parameters<Orders['accept']>[0], randomUUID(), leaseMs);
  if (claim === undefined) throw new Error('it was there already');
  /** Settled so, and claimed again at once. */
  const becomes = async (held: Claim, ...settlements: readonly Settlement[]): Promise<Claim> => {
    let latest = held;
    for (const settlement of settlements) {
      expect(await orders.settle(latest, settlement)).toBe(true);
      const [again] = await orders.claimDue(1, leaseMs, { takesCharges: true });
      if (again?.id !== latest.id) throw new Error('somebody else was due');
      latest = again;
    }
    return latest;
  };
  const lines = async () =>
    orderHistory
      .parse(await operatorOrders(store).history(wanted.id))
      .history.map(({ what, times, detail }) => [what, times, detail]);
  return { order: wanted, claim, becomes, lines };
}

const unknown = (reason: string): Settlement => ({ kind: 'unknown', pauseMs: 0, reason });
const pending = (reason: string): Settlement => ({ kind: 'pending', pauseMs: 0, reason });
const paid: Settlement = { kind: 'succeeded', chargeId: randomUUID() };

test('what happens again is one line that counts, and says why it did last', async () => {
  const { claim, becomes, lines } = await taken();
  const silent = Array.from({ length: 9 }, (_, index) => unknown(`no answer, for the ${index + 1}th time`));
  const last = await becomes(claim, pending('no connection'), pending('no connection'), ...silent, pending('429'));
  await orders.settle(last, paid);
  expect(await lines()).toEqual([
    ['accepted', 1, null],
    ['pending', 2, 'no connection'],
    ['unknown', 9, 'no answer, for the 9th time'],
    ['pending', 1, '429'],
    ['succeeded', 1, null],
  ]);
});

test('the line says when it happened first and last', async () => {
  const { order, claim, becomes } = await taken();
  const last = await becomes(claim, unknown('no answer'), unknown('no answer'), unknown('no answer'));
  const found = orderHistory.parse(await operatorOrders(store).history(order.id)).history.at(-1);
  expect(Date.parse(found?.lastAt ?? '')).toBeGreaterThan(Date.parse(found?.at ?? ''));
  await orders.settle(last, paid);
});

test('a bank that fails in turns for ever writes a bounded history, and its end is in it', async () => {
  const { claim, becomes, lines } = await taken();
  const turns = Array.from({ length: 600 }, (_, index) => (index % 2 === 0 ? unknown('silent') : pending('refused')));
  const last = await becomes(claim, ...turns);
  await orders.settle(last, paid);
  const told = await lines();
  // 600 tries: those from the 200th on are in one line.
  expect(told.length).toBeLessThan(205);
  expect(told.reduce((sum, [, times]) => sum + Number(times), 0)).toBe(1 + 600 + 1);
  expect(told.at(-1)).toEqual(['succeeded', 1, null]);
}, 60_000);

test('the same of another card is another line', async () => {
  const { order, claim, lines } = await taken();
  const declined: Settlement = { kind: 'declined', chargeId: randomUUID(), code: 'card_declined' };
  await orders.settle(claim, declined);
  const second = await orders.retry(order.id, order.visitor, order.card, randomUUID(), leaseMs);
  await orders.settle(second as Claim, declined);
  expect(await lines()).toEqual([
    ['accepted', 1, null],
    ['declined', 1, 'card_declined'],
    ['another card', 1, null],
    ['declined', 1, 'card_declined'],
  ]);
});

test('a checkout that comes with other carts again and again is one line', async () => {
  const { order, claim, lines } = await taken();
  await orders.settle(claim, paid);
  const other = { ...order, lines: order.lines.slice(0, 1), total: { cents: 99_900, currency: 'USD' } };
  for (let times = 0; times < 5; times += 1)
    await orders.accept(other as Parameters<Orders['accept']>[0], randomUUID(), leaseMs);
  expect((await lines()).at(-1)).toEqual(['conflict', 5, 'the same checkout came with another cart']);
});

test('a refund that the bank refuses stays on the list until it is acknowledged, and the order stays paid', async () => {
  const { order, claim } = await taken();
  const operator = operatorOrders(store);
  await orders.settle(claim, paid);
  expect(await operator.remedy(order.id, 'refund')).toBe(true);
  const [refund] = await orders.claimRefunds(1, leaseMs);
  if (refund === undefined) throw new Error('nothing is to be given back');
  await orders.refunded(refund, { kind: 'refused', reason: 'too old' });
  const listed = async () => (await operator.overview()).attention;
  expect(await listed()).toMatchObject({ count: 1, oldest: [{ order: order.id, why: 'refund-refused' }] });
  expect(await operator.remedy(order.id, 'acknowledge')).toBe(true);
  expect([await listed(), await operator.remedy(order.id, 'acknowledge')]).toEqual([{ count: 0, oldest: [] }, false]);
  expect(await orders.find(order.id, order.visitor)).toMatchObject({ state: 'paid' });
});

test('given up while its card is on the way, and declined, it is over: nobody offers another card', async () => {
  const { order, claim } = await taken();
  expect(await operatorOrders(store).remedy(order.id, 'give-up')).toBe(true);
  expect(await operatorOrders(store).remedy(order.id, 'give-up')).toBe(false); // Once is enough.
  await orders.settle(claim, { kind: 'declined', chargeId: randomUUID(), code: 'card_declined' });
  expect(await orders.find(order.id, order.visitor)).toMatchObject({ state: 'cancelled' });
  expect(await orders.retry(order.id, order.visitor, order.card, randomUUID(), leaseMs)).toBeUndefined();
  expect(await messagesTo(order.visitor)).toEqual(['cancelled']);
});

test('a decline that came after the buyer had stopped waiting is written to them', async () => {
  const declined = { kind: 'declined', chargeId: randomUUID(), code: 'card_declined' } as const;
  const soon = await taken();
  await orders.settle(soon.claim, declined);
  expect(await messagesTo(soon.order.visitor)).toEqual([]);
  const late = await taken();
  await database.run(`update attempts set created_at = now() - interval '3 s' where id = '${late.claim.id}'`);
  await orders.settle(late.claim, declined);
  expect(await messagesTo(late.order.visitor)).toEqual(['declined']);
});

test('the same things in another order, under new names, are no other cart', async () => {
  const { order, claim, lines } = await taken();
  await orders.settle(claim, paid);
  const same = { ...order, lines: order.lines.toReversed().map((line) => ({ ...line, name: `${line.name}, new` })) };
  await orders.accept(same as Parameters<Orders['accept']>[0], randomUUID(), leaseMs);
  expect((await lines()).map(([what]) => what)).not.toContain('conflict');
  expect(await orders.find(order.id, order.visitor)).toMatchObject({ conflict: false });
});

test('what a bank says in letters that no database takes is written down without them', async () => {
  const { claim, becomes, lines } = await taken();
  const half = '\ud83d'; // Of a character that is two units long.
  const last = await becomes(claim, unknown(`a NUL \0 in it ${half}`), unknown(`${'x'.repeat(499)}😀`));
  await orders.settle(last, { kind: 'declined', chargeId: randomUUID(), code: `no\0 ${half}` });
  expect(await lines()).toMatchObject([
    ['accepted', 1, null],
    ['unknown', 2, expect.stringMatching(/^x{499}.$/)],
    ['declined', 1, 'no \ufffd'],
  ]);
});
