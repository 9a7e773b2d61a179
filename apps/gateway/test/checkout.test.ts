// What the gateway tells somebody who buys. Expectations are those of docs/payment-states.md and requirements P1–P5, G8.
import { randomUUID } from 'node:crypto';
import { checkoutAnswer } from '@evenkeel/contracts';
import { expect, test, vi } from 'vitest';
import { fakePayment } from './fake-payment.ts';
import { json, notFound } from './fake-service.ts';
import { card, fakeShop } from './fake-shop.ts';

const visitor = randomUUID() as string;
const purchase = (more: object = {}) => ({
  id: randomUUID() as string,
  items: [{ slug: 'mouse', quantity: 2 }],
  agreed: { cents: 5_800, currency: 'USD' },
  card: { token: 'card_approved', lastFour: '4242' },
  ...more,
});

async function trial(settings: Parameters<typeof fakeShop>[0] = {}) {
  const shop = await fakeShop(settings);
  const payment = fakePayment();
  shop.payment.behave = payment.behave;
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const { status, body: answer } = await shop.get(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-visitor-id': visitor, ...headers },
      body: JSON.stringify(body),
    });
    return { status, answer: answer as unknown };
  };
  return {
    shop,
    payment,
    post,
    buy: async (order: object) => {
      const { status, answer } = await post('/checkout', order);
      return { status, ...checkoutAnswer.parse(answer) };
    },
    order: (id: string, owner = visitor) => shop.get(`/orders/${id}`, { headers: { 'x-visitor-id': owner } }),
  };
}
const cardsAt = (cents: number | null) => json({ items: [{ ...card, price: cents && { cents, currency: 'USD' } }] });

test('an order is taken with the prices that were read again, and the agreed total', async () => {
  const { buy, payment } = await trial();
  const wanted = purchase();
  expect(await buy(wanted)).toMatchObject({ status: 201, outcome: 'order', order: { id: wanted.id, state: 'paid' } });
  expect(payment.taken).toEqual([
    {
      id: wanted.id,
      visitor,
      lines: [{ slug: 'mouse', name: 'Mouse', quantity: 2, cents: 2_900 }],
      total: { cents: 5_800, currency: 'USD' },
      card: wanted.card,
    },
  ]);
});

test('submitted again, it is the same order', async () => {
  const { buy } = await trial();
  const wanted = purchase();
  const first = await buy(wanted);
  expect(await buy(wanted)).toEqual({ ...first, status: 200 });
});

test('submitted again after the price has changed, or with nobody to tell it, it is still the same order', async () => {
  const { buy, shop, payment } = await trial();
  const wanted = purchase();
  await buy(wanted);
  shop.product.behave = cardsAt(1);
  await vi.waitFor(
    async () =>
      expect((await shop.get('/pages/cart?items=mouse:2')).body.sections.items?.data).toMatchObject({
        items: [{ card: { price: { cents: 1 } } }],
      }),
    { timeout: 10_000, interval: 200 },
  );
  expect(await buy(wanted)).toMatchObject({ status: 200, outcome: 'order', order: { id: wanted.id } });
  expect(payment.taken).toHaveLength(1);
});

test('another cart under the same id is named, also when nobody would take that one: the first counts', async () => {
  const { shop, buy, payment } = await trial();
  const order = purchase();
  const first = await buy(order);
  const lost = { ...order, items: [{ slug: 'nothing-of-ours', quantity: 1 }] };
  const old = { ...order, items: [{ slug: 'mouse', quantity: 3 }], agreed: { cents: 1, currency: 'USD' } };
  for (const other of [lost, old])
    expect(await buy(other)).toMatchObject({
      status: 200,
      outcome: 'order',
      order: { id: order.id, total: { cents: 5_800 }, conflict: true },
    });
  expect(shop.payment.asked.filter((path) => path === `/orders/${order.id}/conflict`)).toHaveLength(2);
  expect([first.status, payment.taken.length]).toEqual([201, 1]);
  // The same cart with a total that is none any more is no other cart.
  const same = purchase();
  await buy(same);
  await buy({ ...same, agreed: { cents: 1, currency: 'USD' } });
  expect(shop.payment.asked).not.toContain(`/orders/${same.id}/conflict`);
});

test('a total that is another one now asks the buyer, and nothing is kept', async () => {
  const { buy, payment } = await trial();
  expect(await buy(purchase({ agreed: { cents: 5_700, currency: 'USD' } }))).toEqual({
    status: 409,
    outcome: 'total-changed',
    lines: [{ slug: 'mouse', name: 'Mouse', quantity: 2, cents: 2_900 }],
    total: { cents: 5_800, currency: 'USD' },
  });
  expect(payment.taken).toEqual([]);
});

test('what is not sold any more is named, and nothing is kept', async () => {
  const { buy, payment } = await trial();
  const items = [
    { slug: 'mouse', quantity: 1 },
    { slug: 'withdrawn', quantity: 1 },
  ];
  expect(await buy(purchase({ items }))).toEqual({ status: 409, outcome: 'not-sold', slugs: ['withdrawn'] });
  expect(payment.taken).toEqual([]);
});

test('with product dead what product pages have shown is a price for any cart of it', async () => {
  const { buy, shop } = await trial();
  await shop.get('/pages/product/laptop');
  shop.product.close();
  const wanted = {
    ...purchase(),
    items: [{ slug: 'laptop', quantity: 2 }],
    agreed: { cents: 199_800, currency: 'USD' },
  };
  expect(await buy(wanted)).toMatchObject({ status: 201, outcome: 'order' });
});

test('with product dead a price that was read before serves', async () => {
  const { buy, shop } = await trial();
  await shop.get('/pages/cart?items=mouse:2');
  shop.product.close();
  expect(await buy(purchase())).toMatchObject({ status: 201, outcome: 'order' });
});

test.each([
  ['product is dead and nobody knows', (shop: Awaited<ReturnType<typeof fakeShop>>) => shop.product.close()],
  [
    'the catalogue has no price',
    (shop: Awaited<ReturnType<typeof fakeShop>>) => {
      shop.product.behave = cardsAt(null);
    },
  ],
])('when %s, nothing is ordered: we cannot confirm the price', async (_, break_) => {
  const { buy, shop, payment } = await trial();
  break_(shop);
  expect(await buy(purchase())).toEqual({ status: 503, outcome: 'price-unknown' });
  expect(payment.taken).toEqual([]);
});

test('five that nobody answered open the breaker, and then payment is not asked any more', async () => {
  const { buy, shop } = await trial();
  shop.payment.behave = json({}, 500);
  for (let count = 0; count < 5; count += 1) await buy(purchase());
  const asked = shop.payment.asked.filter((path) => path === '/orders').length;
  await buy(purchase());
  expect([asked, shop.payment.asked.filter((path) => path === '/orders').length]).toEqual([5, 5]);
});

test('a declined card is an answer: fifty of them open nothing', async () => {
  const { buy, payment, shop } = await trial();
  payment.state = 'declined';
  for (let count = 0; count < 50; count += 1)
    expect(await buy(purchase())).toMatchObject({ status: 201, order: { state: 'declined' } });
  expect((await shop.get('/health')).body.status).toBe('up');
});

test('another card, and a cancelling', async () => {
  const { buy, payment, post } = await trial();
  payment.state = 'declined';
  const [one, two] = [purchase(), purchase()];
  await buy(one);
  await buy(two);
  payment.state = 'paid';
  expect(await post(`/orders/${one.id}/attempts`, { card: one.card })).toMatchObject({
    status: 200,
    answer: { outcome: 'order', order: { state: 'paid' } },
  });
  expect(await post(`/orders/${one.id}/cancel`, {})).toMatchObject({ status: 409, answer: { title: 'Conflict' } });
  expect(await post(`/orders/${two.id}/cancel`, {})).toMatchObject({ answer: { order: { state: 'cancelled' } } });
  expect((await post(`/orders/${two.id}/cancel`, {}, { 'x-visitor-id': randomUUID() })).status).toBe(404);
});

test('with payment dead nothing is changed, and it says so', async () => {
  const { buy, payment, post, shop } = await trial();
  payment.state = 'queued';
  const wanted = purchase();
  await buy(wanted);
  shop.payment.close();
  expect(await post(`/orders/${wanted.id}/cancel`, {})).toEqual({ status: 503, answer: { outcome: 'refused' } });
});

test('whether cards can be charged at once is told with everything else: payment is asked for its bank', async () => {
  const { shop } = await trial();
  const health = async () => (await shop.get('/health')).body as unknown;
  shop.payment.behave = json({ answers: false });
  expect(await health()).toMatchObject({ status: 'degraded', degradedServices: ['payment.bank'] });
  shop.payment.behave = json({ answers: true });
  expect(await health()).toMatchObject({ status: 'up', degradedServices: [] });
  shop.payment.close();
  expect(JSON.stringify(await health())).not.toContain('payment.bank');
});

test('an order is shown to its owner, and never shared for a moment', async () => {
  const { buy, payment, post, order } = await trial();
  payment.state = 'queued';
  const wanted = purchase();
  await buy(wanted);
  expect((await order(wanted.id)).body.sections.order).toMatchObject({ state: 'live', data: { state: 'queued' } });
  await post(`/orders/${wanted.id}/cancel`, {});
  expect((await order(wanted.id)).body.sections.order).toMatchObject({ state: 'live', data: { state: 'cancelled' } });
});

test('with payment dead its owner sees the last that was known, with its age, and nobody else sees anything', async () => {
  const { buy, order, shop } = await trial();
  const wanted = purchase();
  await buy(wanted); // Its page was never opened.
  shop.payment.close();
  expect((await order(wanted.id)).body.sections.order).toMatchObject({
    state: 'stale',
    source: 'cache',
    data: { id: wanted.id, state: 'paid' },
    message: expect.stringContaining('less than a minute ago'),
  });
  expect((await order(wanted.id, randomUUID())).status).toBe(503);
  expect((await order(randomUUID())).status).toBe(503);
});

test('the mailbox is its owner’s, and when nobody can tell it says so', async () => {
  const { shop } = await trial();
  const written = {
    id: 1,
    kind: 'paid',
    state: 'paid',
    order: randomUUID(),
    total: { cents: 1, currency: 'USD' },
    at: new Date(0).toISOString(),
  };
  shop.payment.behave = (req, res) =>
    json({ items: req.headers['x-visitor-id'] === visitor ? [written] : [] })(req, res);
  const mail = (owner: string) => shop.get('/mailbox', { headers: { 'x-visitor-id': owner } });
  expect((await mail(visitor)).body).toEqual({ items: [written] });
  expect((await mail(randomUUID())).body).toEqual({ items: [] });
  shop.payment.close();
  expect((await mail(visitor)).status).toBe(503);
});

test('another visitor’s order, and one that is none, is a 404', async () => {
  const { buy, order } = await trial();
  const wanted = purchase();
  await buy(wanted);
  expect((await order(wanted.id, randomUUID())).status).toBe(404);
  expect((await order(randomUUID())).status).toBe(404);
  expect((await order('17')).status).toBe(404);
});

test('handed over to payment while it is looked for there and here: it is no 404, and to cancel it changes nothing', async () => {
  const { shop, payment, buy, order, post } = await trial();
  const wanted = purchase();
  payment.state = 'queued';
  await buy(wanted);
  /** Payment has it only after it was asked for the first time. */
  const handOver = () => {
    let asked = 0;
    shop.payment.behave = (req, res) => {
      asked += 1;
      return asked === 1 ? notFound(req, res) : payment.behave(req, res);
    };
  };
  handOver();
  const { status, body } = await order(wanted.id);
  expect(status).toBe(200);
  expect(body.sections.order).toMatchObject({ state: 'live', data: { state: 'queued' } });
  handOver();
  expect(await post(`/orders/${wanted.id}/cancel`, {})).toEqual({ status: 503, answer: { outcome: 'refused' } });
  // What was never taken is none, however often it is asked for.
  expect((await order(randomUUID())).status).toBe(404);
  expect((await post(`/orders/${randomUUID()}/cancel`, {})).status).toBe(404);
});

test('what was bought is told to recommendation, once', async () => {
  const { buy, shop } = await trial();
  const told: string[] = [];
  const before = shop.recommendation.behave;
  shop.recommendation.behave = async (req, res) => {
    if (req.method !== 'POST') return before(req, res);
    for await (const chunk of req) told.push(String(chunk));
    return res.writeHead(202).end();
  };
  const wanted = purchase();
  await buy(wanted);
  await buy(wanted);
  await vi.waitFor(() => expect(JSON.parse(told.join(''))).toEqual([{ kind: 'order', slug: 'mouse', visitor }]), 5_000);
});

test.each<[string, object]>([
  ['an id that is no UUID', { id: '17' }],
  ['no product', { items: [] }],
  ['10,000 lines', { items: Array.from({ length: 10_000 }, () => ({ slug: 'mouse', quantity: 1 })) }],
  ['a product twice', { items: [1, 2].map((quantity) => ({ slug: 'mouse', quantity })) }],
  ['none of a product', { items: [{ slug: 'mouse', quantity: 0 }] }],
  ['half a product', { items: [{ slug: 'mouse', quantity: 0.5 }] }],
  ['a total of nothing', { agreed: { cents: 0, currency: 'USD' } }],
  ['a total below nothing', { agreed: { cents: -5_800, currency: 'USD' } }],
  ['a total beyond all numbers', { agreed: { cents: 2 ** 53, currency: 'USD' } }],
  ['another currency', { agreed: { cents: 5_800, currency: 'EUR' } }],
  ['a card number', { card: { token: '4242424242424242', lastFour: '4242' } }],
  ['no card', { card: undefined }],
  ['something besides', { price: 1 }],
])('%s is a clear 400, and payment is not asked', async (_, wrong) => {
  const { post, shop } = await trial();
  const { status, answer } = await post('/checkout', purchase(wrong));
  expect([400, 413]).toContain(status);
  expect(answer).toMatchObject({ status, title: expect.any(String) });
  expect(shop.payment.asked).toEqual([]);
});

test('a buyer without a name, or with one that is none, is a clear 400', async () => {
  const { post, shop } = await trial();
  expect((await post('/checkout', purchase(), { 'x-visitor-id': 'me' })).status).toBe(400);
  expect((await shop.get('/orders/17')).status).toBe(400);
});
