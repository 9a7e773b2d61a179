// Orders and charges with a real database and a real bank. What counts is the bank's ledger.
import { randomUUID } from 'node:crypto';
import { orderView } from '@evenkeel/contracts';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { beforeEach, describe, expect, test } from 'vitest';
import { purchase, trialShop } from './trial-shop.ts';

const shop = trialShop();
beforeEach(() => shop.wire.heal());

const stateOf = (body: unknown) => orderView.parse(body).state;
const amounts = async (order: string) => (await shop.booked(order)).map(({ status, cents }) => [status, cents]);

describe('while all is well', () => {
  test('an order is charged at once, with the agreed amount', async () => {
    const order = purchase();
    const { status, body } = await shop.post('/orders', order);
    expect([status, body]).toMatchObject([201, { id: order.id, state: 'paid', total: order.total, lastFour: '4242' }]);
    expect(orderView.parse(body).chargedAt).not.toBeNull();
    expect(await amounts(order.id)).toEqual([['approved', 105_700]]);
  });

  test('submitted again, it is the same order with the same answer', async () => {
    const order = purchase();
    const first = await shop.post('/orders', order);
    expect(await shop.post('/orders', order)).toEqual({ status: 200, body: first.body });
    expect(await amounts(order.id)).toHaveLength(1);
  });

  test('fifty submits at once are one order and one charge', async () => {
    const order = purchase();
    const answers = await Promise.all(Array.from({ length: 50 }, () => shop.post('/orders', order)));
    // Who finds a busy database is told to come again; nobody is told anything wrong.
    expect(answers.filter(({ status }) => ![200, 201, 503].includes(status))).toEqual([]);
    await shop.becomes(order, 'paid');
    expect(await amounts(order.id)).toEqual([['approved', 105_700]]);
    expect((await shop.post('/orders', order)).body).toMatchObject({ state: 'paid', conflict: false });
  });

  test('a declined card is told at once and not tried again; another card is', async () => {
    const order = purchase('card_declined', '0002');
    expect((await shop.post('/orders', order)).body).toMatchObject({ state: 'declined', lastFour: '0002' });
    const card = { token: 'card_approved', lastFour: '4242' };
    const paid = await shop.post(`/orders/${order.id}/attempts`, { card }, order.visitor);
    expect(paid).toMatchObject({ status: 200, body: { state: 'paid', lastFour: '4242' } });
    expect(await amounts(order.id)).toEqual([
      ['declined', 105_700],
      ['approved', 105_700],
    ]);
    // There is nothing left to pay.
    expect((await shop.post(`/orders/${order.id}/attempts`, { card }, order.visitor)).body).toEqual(paid.body);
    expect(await amounts(order.id)).toHaveLength(2);
  });

  test('a card beyond the fiftieth is not tried, and nobody says that it was declined', async () => {
    const order = purchase('card_declined', '0002');
    await shop.post('/orders', order);
    const send = (token: string, lastFour: string) =>
      shop.post(`/orders/${order.id}/attempts`, { card: { token, lastFour } }, order.visitor);
    for (let number = 2; number <= 50; number += 1) expect((await send('card_declined', '0002')).status).toBe(200);
    expect(await send('card_approved', '4242')).toMatchObject({ status: 409, body: { detail: /not tried/ } });
    expect(await amounts(order.id)).toHaveLength(50);
  }, 60_000);

  test('two more cards at once are one more charge', async () => {
    const order = purchase('card_empty', '9995');
    await shop.post('/orders', order);
    const card = { token: 'card_approved', lastFour: '4242' };
    await Promise.all([1, 2, 3].map(() => shop.post(`/orders/${order.id}/attempts`, { card }, order.visitor)));
    await shop.becomes(order, 'paid');
    expect((await amounts(order.id)).filter(([status]) => status === 'approved')).toHaveLength(1);
  });

  test('the same checkout with another cart is a conflict, and the first cart is charged', async () => {
    const order = purchase();
    await shop.post('/orders', order);
    const other = { ...order, lines: [{ ...order.lines[0], quantity: 1 }], total: { cents: 99_900, currency: 'USD' } };
    expect((await shop.post('/orders', other)).body).toMatchObject({ conflict: true, total: { cents: 105_700 } });
    expect(await amounts(order.id)).toEqual([['approved', 105_700]]);
  });

  test('an order is nobody else’s business', async () => {
    const order = purchase();
    await shop.post('/orders', order);
    const somebodyElse = randomUUID();
    expect((await shop.get(`/orders/${order.id}`, somebodyElse)).status).toBe(404);
    expect((await shop.post(`/orders/${order.id}/cancel`, {}, somebodyElse)).status).toBe(404);
    expect((await shop.post('/orders', { ...order, visitor: somebodyElse })).status).toBe(404);
    expect((await shop.post(`/orders/${order.id}/cancel`, {}, order.visitor)).status).toBe(409);
  });
});

describe('while the bank is away, slow, or does not say', () => {
  test('an order is taken and charged when the bank is back, once', async () => {
    await shop.wire.cut();
    const orders = [purchase(), purchase(), purchase()];
    for (const order of orders) expect(stateOf((await shop.post('/orders', order)).body)).toBe('queued');
    await shop.wire.heal();
    for (const order of orders) {
      await shop.becomes(order, 'paid');
      expect(await amounts(order.id)).toEqual([['approved', 105_700]]);
    }
  }, 60_000);

  test('while the bank refuses every connection nothing was charged, however often it is tried', async () => {
    await shop.wire.cut();
    const order = purchase();
    expect(stateOf((await shop.post('/orders', order)).body)).toBe('queued');
    const seen = new Set<string>();
    const until = performance.now() + 6_000;
    while (performance.now() < until) seen.add(stateOf((await shop.get(`/orders/${order.id}`, order.visitor)).body));
    expect([...seen].filter((state) => !['queued', 'charging'].includes(state))).toEqual([]);
    await shop.wire.heal();
    await shop.becomes(order, 'paid');
  }, 60_000);

  test('payment says so to whoever asks', async () => {
    expect((await shop.get('/bank')).body).toEqual({ answers: true });
    await shop.wire.cut();
    // It is looked at once a second at most.
    await eventually(async () => expect((await shop.get('/bank')).body).toEqual({ answers: false }));
  });

  test('what waited is never called not charged while it may be', async () => {
    await shop.wire.cut();
    const order = purchase();
    expect(stateOf((await shop.post('/orders', order)).body)).toBe('queued');
    await shop.restart({ CRASH_AT: 'payment.after-send' });
    await shop.wire.heal();
    await eventually(async () => expect(await shop.booked(order.id)).toHaveLength(1), 20_000);
    await eventually(() => expect(shop.get(`/orders/${order.id}`, order.visitor)).rejects.toThrow(), 20_000);
    await shop.restart();
    const seen = new Set<string>();
    await eventually(async () => {
      seen.add(stateOf((await shop.get(`/orders/${order.id}`, order.visitor)).body));
      expect([...seen]).toContain('paid');
    }, 20_000);
    expect([...seen].filter((state) => !['charging', 'confirming', 'paid'].includes(state))).toEqual([]);
  }, 60_000);

  test('a stranger who sends something under the id of an order changes nothing', async () => {
    const order = purchase();
    await shop.post('/orders', order);
    const stranger = { ...purchase(), id: order.id };
    expect((await shop.post('/orders', stranger)).status).toBe(404);
    expect((await shop.get(`/orders/${order.id}`, order.visitor)).body).toMatchObject({ conflict: false });
  });

  test('a lost answer is not taken for a failure: the bank is asked what became of it', async () => {
    const order = purchase('card_lost', '0259');
    expect(stateOf((await shop.post('/orders', order)).body)).toBe('confirming');
    await shop.becomes(order, 'paid');
    expect(await amounts(order.id)).toEqual([['approved', 105_700]]);
  }, 40_000);

  test.each([
    ['card_error', 'paid'],
    ['card_error_declined', 'declined'],
  ] as const)(
    'an error that the bank answers for ever is looked up: %s is %s',
    async (card, state) => {
      const order = purchase(card, '0341');
      expect(stateOf((await shop.post('/orders', order)).body)).toBe('confirming');
      await shop.becomes(order, state);
      expect(await shop.booked(order.id)).toHaveLength(1);
    },
    40_000,
  );

  test('a bank that says "not now" is asked again later', async () => {
    const order = purchase('card_busy', '0119');
    expect(stateOf((await shop.post('/orders', order)).body)).toBe('queued');
    await shop.becomes(order, 'paid');
    expect(await shop.booked(order.id)).toHaveLength(1);
  }, 40_000);

  test('a hung bank keeps the buyer for three seconds, not for ever', async () => {
    shop.wire.hang();
    const order = purchase();
    const startedAt = performance.now();
    expect(['charging', 'confirming']).toContain(stateOf((await shop.post('/orders', order)).body));
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    await shop.wire.heal();
    await shop.becomes(order, 'paid');
    expect(await amounts(order.id)).toEqual([['approved', 105_700]]);
  }, 60_000);

  test('what is queued can be cancelled, and is never charged then', async () => {
    await shop.wire.cut();
    const order = purchase();
    expect(stateOf((await shop.post('/orders', order)).body)).toBe('queued');
    expect((await shop.post(`/orders/${order.id}/cancel`, {}, order.visitor)).body).toMatchObject({
      state: 'cancelled',
    });
    await shop.wire.heal();
    const later = purchase();
    await shop.post('/orders', later);
    await shop.becomes(later, 'paid');
    expect(await shop.booked(order.id)).toEqual([]);
    expect(stateOf((await shop.get(`/orders/${order.id}`, order.visitor)).body)).toBe('cancelled');
  }, 60_000);
});

describe('when the service is killed', () => {
  test.each([
    ['payment.before-commit', 'nothing was there: the buyer submits again'],
    ['payment.after-commit', 'the order was there, and nothing sent'],
    ['payment.before-send', 'it may have been sent'],
    ['payment.after-send', 'it was sent, and the answer forgotten'],
    ['payment.before-settle', 'the answer was not written down'],
    ['payment.after-settle', 'nobody was told'],
  ])(
    'at %s (%s) the order is charged once in the end',
    async (point) => {
      await shop.restart({ CRASH_AT: point });
      const order = purchase();
      await expect(shop.post('/orders', order)).rejects.toThrow();
      await shop.restart();
      // What a buyer does whose page broke.
      await shop.post('/orders', order);
      await shop.becomes(order, 'paid');
      expect(await amounts(order.id)).toEqual([['approved', 105_700]]);
    },
    90_000,
  );
});

test.each<[string, object]>([
  ['an amount of nothing', { total: { cents: 0, currency: 'USD' } }],
  ['a total that is not the sum', { total: { cents: 105_699, currency: 'USD' } }],
  ['another currency', { total: { cents: 105_700, currency: 'EUR' } }],
  ['an empty cart', { lines: [], total: { cents: 0, currency: 'USD' } }],
  ['a negative quantity', { lines: [{ slug: 'laptop', name: 'Laptop', quantity: -1, cents: 99_900 }] }],
  ['ten thousand lines', { lines: Array.from({ length: 10_000 }, () => purchase().lines[0]) }],
  ['an id that is none', { id: 'order-1' }],
  ['a card number', { card: { token: '4242424242424242', lastFour: '4242' } }],
  ['something besides', { paid: true }],
])('%s is refused, and nothing is written', async (_, wrong) => {
  const order = purchase();
  expect([400, 413]).toContain((await shop.post('/orders', { ...order, ...wrong })).status);
  expect((await shop.get(`/orders/${order.id}`, order.visitor)).status).toBe(404);
  expect(await shop.booked(order.id)).toEqual([]);
});
