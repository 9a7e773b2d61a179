// The page of an order over HTTP. What it says in each state is the table of docs/payment-states.md.
import { type OrderState, orderStates, type Section } from '@evenkeel/contracts';
import { describe, expect, test } from 'vitest';
import { buyingAsked } from './buyer.ts';
import { live, orderFixture, orderPageFixture, stale } from './fixture-pages.ts';
import { cookieNames, cookieOf, form, gateway, tokenIn, useShop, visit } from './shop-visit.ts';

useShop();

const me = '01890000-0000-7000-8000-00000000000a';
const somebodyElse = '01890000-0000-7000-8000-00000000000b';
const as = (visitor: string, more = '') => ({
  headers: { cookie: `${cookieNames.visitor}=${visitor}${more === '' ? '' : `; ${more}`}` },
});

/** What the gateway has of the order, for me. */
function known(state: OrderState, more = {}, section?: Section<ReturnType<typeof orderFixture>>) {
  const order = orderFixture(state, more);
  gateway.orders.set(`${me} ${order.id}`, orderPageFixture(order, section ?? live(order)));
  return `/orders/${order.id}`;
}

/** What people read, in one line. */
const textOf = (html: string): string =>
  html
    .replace(/<span class="tag".*?<\/b>.*?<\/span>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&#x27;', "'");

/** State → what the buyer reads, word for word. */
const table: Readonly<Record<OrderState, readonly string[]>> = {
  charging: ['We are taking your payment.'],
  paid: ['Thank you. Your order is paid.'],
  declined: ['Your card was declined.', 'Nothing was charged. Use another card or ask your bank.'],
  queued: [
    'We have your order.',
    'Your payment will be processed when the service recovers.',
    'Your card has not been charged yet. It will be charged once.',
  ],
  confirming: [
    'We have your order.',
    'Your payment will be processed when the service recovers.',
    'We do not know yet whether your card was charged. It will be charged once at most. Do not pay again.',
  ],
  needs_buyer: [
    'Payment failed. We will contact you to complete the order.',
    'Your order is saved. Nothing was charged.',
  ],
  attention: ['We are looking into your order.', 'It will be charged once at most. Do not pay again.'],
  cancelled: ['This order was cancelled.', 'Nothing was charged.'],
  refunded: ['Your money is on its way back.'],
};
const bold: Readonly<Partial<Record<OrderState, string>>> = {
  queued: '<b>Your payment will be processed when the service recovers.</b>',
  confirming: '<b>Your payment will be processed when the service recovers.</b>',
  needs_buyer: '<b>Payment failed. We will contact you to complete the order.</b>',
};
const certainlyFree: readonly OrderState[] = ['declined', 'needs_buyer', 'cancelled'];
const charged: Readonly<Record<OrderState, string>> = {
  paid: '$1,028.00',
  refunded: '$1,028.00, on its way back',
  declined: '$0.00',
  queued: '$0.00',
  needs_buyer: '$0.00',
  cancelled: '$0.00',
  charging: 'We are finding out',
  confirming: 'We are finding out',
  attention: 'We are finding out',
};

describe.each(orderStates)('an order that is "%s"', (state) => {
  test('says so, in the words of the table and no others about charging', async () => {
    const { status, main, answer, states, html } = await visit(known(state), as(me));
    expect(status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(states).toEqual({ order: 'live' });
    expect(main).toContain(`data-order-state="${state}"`);
    expect(html).toContain('data-system="normal"');
    const text = textOf(main);
    for (const sentence of table[state]) expect(text).toContain(sentence);
    if (bold[state]) expect(main).toContain(bold[state]);
    expect(/nothing (was|has been) charged/i.test(text)).toBe(certainlyFree.includes(state));
    expect(text).toContain(`Charged so far ${charged[state]} Card`);
    expect(text).toMatch(/Order 7C41-9E2B Laptop \$999\.00 Mouse \$29\.00 Delivery Free Total \$1,028\.00/);
    expect(text).toContain('ends in 4242');
    expect(main).toMatch(/aria-live="polite"[^>]*><h1>/);
    const isOver = ['paid', 'cancelled', 'refunded'].includes(state);
    expect(/href="\/orders\/7c419e2b-[^"]+">Check again/.test(main)).toBe(!isOver);
    expect(html).not.toContain('http-equiv="refresh"');
  });

  test('offers what can be done about it, and nothing else', async () => {
    const { main } = await visit(known(state), as(me));
    expect(main.includes('action="/checkout/card"')).toBe(['declined', 'needs_buyer'].includes(state));
    expect(main.includes('action="/checkout/cancel"')).toBe(['queued', 'declined', 'needs_buyer'].includes(state));
  });
});

test('an order that was paid later says when', async () => {
  const path = known('paid', { createdAt: '2026-11-28T10:42:00.000Z', chargedAt: '2026-11-28T10:47:00.000Z' });
  expect((await visit(path, as(me))).main).toMatch(/Your payment went through at \d\d:47\./);
  expect((await visit(known('paid'), as(me))).main).not.toContain('went through at');
});

test('two carts under one checkout are spoken of', async () => {
  expect((await visit(known('queued', { conflict: true }), as(me))).main).toContain(
    'The same checkout was sent with two different carts. The first one counts: what stands here is ordered, and nothing else.',
  );
});

describe('there is no such order', () => {
  test.each([
    ['an id that nobody has', '/orders/7c419e2b-0000-4000-8000-00000000ffff', me],
    ["another visitor's order", '/orders/7c419e2b-0000-4000-8000-000000000001', somebodyElse],
    ['what is no id', '/orders/laptop', me],
    ['what cannot be decoded', '/orders/%ff', me],
  ])('for %s', async (_what, path, visitor) => {
    known('paid');
    const { status, main, answer } = await visit(path, as(visitor));
    expect(status).toBe(404);
    expect(main).toContain('We do not have this order.');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('for whoever has no name, and nobody is asked', async () => {
    expect((await visit(known('paid'))).status).toBe(404);
    expect(gateway.asked).toEqual([]);
  });
});

describe('while the gateway is gone', () => {
  test('an order that was seen is shown as it was, dated, to its owner only', async () => {
    const path = known('paid');
    await visit(path, as(me));
    gateway.mood = 'core-gone';
    const { status, states, system, banner, main } = await visit(path, as(me));
    expect([status, states.order, system]).toEqual([200, 'stale', 'degraded']);
    expect(main).toContain('This is what we knew less than a minute ago.');
    expect(main).toMatch(/data-age-ms="\d+"/);
    expect(banner).toContain('Some features are temporarily limited.');
    const other = await visit(path, as(somebodyElse));
    expect(other.status).toBe(503);
    expect(other.html).not.toContain('Laptop');
  });

  test('what was waiting to be charged may be charged by now, and the copy does not say otherwise', async () => {
    for (const state of ['queued', 'charging', 'declined', 'needs_buyer'] as const) {
      const order = orderFixture(state);
      const { main } = await visit(known(state, {}, stale(order, 420_000, 'As it was.')), as(me));
      const text = textOf(main);
      expect(text).not.toMatch(/nothing was charged|has not been charged|\$0\.00/i);
      expect(text).toContain('Charged so far We are finding out');
      expect(main).toContain(`data-order-state="${state}"`);
    }
  });

  test('an order that was never seen is an honest 503', async () => {
    const path = known('paid');
    gateway.mood = 'core-gone';
    const { status, main, answer } = await visit(path, as(me));
    expect(status).toBe(503);
    expect(textOf(main)).toContain(
      'We cannot show your order right now. It is kept, and what is to be charged will be charged once at most.',
    );
    expect(main).not.toMatch(/nothing has been charged/i);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('another card', () => {
  const order = orderFixture('declined');
  const send = (fields: Record<string, string> = {}, cookie = '') =>
    visit('/checkout/card', form({ order: order.id, card: 'card_approved', ...fields }, as(me, cookie).headers));

  test('is tried for the order, and takes its lines out of the cart when it is paid', async () => {
    const { html } = await visit('/products/laptop');
    const added = await visit('/cart/add', form({ slug: 'laptop', quantity: '1', item: tokenIn(html) }));
    const two = await visit('/cart/add', form({ slug: 'laptop', quantity: '2', item: tokenIn(html) }));
    gateway.buying = () => [200, { outcome: 'order', order: orderFixture('paid') }];
    const { status, answer } = await send({}, cookieOf(added.answer, 'cart'));
    expect([status, answer.headers.get('location')]).toEqual([303, `/orders/${order.id}`]);
    expect(cookieOf(answer, 'cart')).toBe(`${cookieNames.cart}.laptop=`);
    const [asked] = buyingAsked();
    expect(asked).toMatchObject({
      path: `/orders/${order.id}/attempts`,
      body: { card: { token: 'card_approved', lastFour: '4242' } },
    });
    expect(asked?.headers['x-visitor-id']).toBe(me);
    // Two laptops are something else than what was ordered.
    expect(cookieOf((await send({}, cookieOf(two.answer, 'cart'))).answer, 'cart')).toBe('');
  });

  test('that is declined leaves the cart as it is', async () => {
    const { html } = await visit('/products/laptop');
    const added = await visit('/cart/add', form({ slug: 'laptop', quantity: '1', item: tokenIn(html) }));
    gateway.buying = () => [200, { outcome: 'order', order }];
    const { answer } = await send({}, cookieOf(added.answer, 'cart'));
    expect([cookieOf(answer, 'cart'), cookieOf(answer, 'checkout')]).toEqual(['', '']);
  });

  test.each([
    [503, { outcome: 'refused' }, 'refused', 'Nothing was changed.'],
    [504, { outcome: 'unsure' }, 'unsure', 'Your order will be charged once at most.'],
  ])(
    '%d leads back to the order, which says so, and not to whoever comes back later',
    async (status, body, what, words) => {
      gateway.buying = () => [status, body];
      const { answer } = await send();
      const [, at] =
        new RegExp(`^/orders/${order.id}\\?${what}=([0-9]+)$`).exec(answer.headers.get('location') ?? '') ?? [];
      const orderPath = known('declined');
      expect((await visit(`${orderPath}?${what}=${at}`, as(me))).main).toContain(words);
      for (const earlier of [Number(at) - 600_000, Number(at) + 600_000, 1, 'x', '', `${at}&${what}=${at}`])
        expect((await visit(`${orderPath}?${what}=${earlier}`, as(me))).main).not.toContain(words);
    },
  );

  test.each([
    [503, { outcome: 'refused' }, 'Nothing was changed.'],
    [504, { outcome: 'unsure' }, 'We do not know whether this has reached us.'],
  ])(
    '%d is said by "Check again", too, and for as long as nobody knows anything newer',
    async (status, body, words) => {
      gateway.buying = () => [status, body];
      const said = (await send()).answer.headers.get('location') ?? '';
      const again = /href="([^"]+)">Check again/;
      const { main } = await visit(`${known('declined')}${said.slice(said.indexOf('?'))}`, as(me));
      expect(again.exec(main)?.[1]).toBe(said);

      const [what = '', at = ''] = said.slice(said.indexOf('?') + 1).split('=');
      const tenMinutesAgo = `${known('declined', {}, stale(order, 660_000, 'As it was.'))}?${what}=${Number(at) - 600_000}`;
      const copy = await visit(tenMinutesAgo, as(me));
      expect(copy.main).toContain(words);
      expect(again.exec(copy.main)?.[1]).toBe(tenMinutesAgo);
      // What is shown is of after the press: it says itself what came of it.
      for (const newer of [stale(order, 540_000, 'As it was.'), live(order)]) {
        known('declined', {}, newer);
        const { main: later } = await visit(tenMinutesAgo, as(me));
        expect(later).not.toContain(words);
        expect(again.exec(later)?.[1]).toBe(`/orders/${order.id}`);
      }
    },
  );

  test('409 leads back to the order', async () => {
    gateway.buying = () => [409, { type: 'about:blank', title: 'Conflict', status: 409 }];
    expect((await send()).answer.headers.get('location')).toBe(`/orders/${order.id}`);
  });

  test('after which nobody knows is no reason to show what was known before', async () => {
    const path = known('declined');
    await visit(path, as(me));
    gateway.buying = () => 'closed';
    await send();
    gateway.mood = 'core-gone';
    expect((await visit(path, as(me))).status).toBe(503);
  });

  test('for an order that is not there: 404', async () => {
    gateway.buying = () => [404, { type: 'about:blank', title: 'Not Found', status: 404 }];
    expect((await send()).status).toBe(404);
  });

  test.each([
    ['no id', 400, { order: 'laptop' }],
    ['another path', 400, { order: `${order.id}/../../operator` }],
    ['no card', 400, { card: '' }],
  ])('refuses %s without asking', async (_what, expected, fields) => {
    expect((await send(fields)).status).toBe(expected);
    expect(buyingAsked()).toEqual([]);
  });
});

describe('cancelling', () => {
  const order = orderFixture('queued');
  const send = (headers: Record<string, string> = {}) =>
    visit('/checkout/cancel', form({ order: order.id }, { ...as(me).headers, ...headers }));

  test('is asked for, and leads back to the order', async () => {
    gateway.buying = () => [200, { outcome: 'order', order: orderFixture('cancelled') }];
    expect((await send()).answer.headers.get('location')).toBe(`/orders/${order.id}`);
    expect(buyingAsked()).toMatchObject([{ path: `/orders/${order.id}/cancel`, body: {} }]);
  });

  test('too late is told', async () => {
    gateway.buying = () => [409, { type: 'about:blank', title: 'Conflict', status: 409 }];
    const [, query] = (await send()).answer.headers.get('location')?.split('?') ?? [];
    expect(query).toMatch(/^late=\d+$/);
    expect((await visit(`${known('paid')}?${query}`, as(me))).main).toContain('It is too late to cancel this order.');
  });

  test('by a form of another site is refused without asking', async () => {
    expect((await send({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect(buyingAsked()).toEqual([]);
  });

  test('without a name: 404 without asking', async () => {
    expect((await visit('/checkout/cancel', form({ order: order.id }))).status).toBe(404);
    expect(buyingAsked()).toEqual([]);
  });
});

test('an order cannot be posted to', async () => {
  const { status, answer } = await visit('/orders/7c419e2b-0000-4000-8000-000000000001', form({}));
  expect([status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('what was answered to the buyer is seen even when the gateway dies right afterwards', async () => {
  const order = orderFixture('queued');
  gateway.buying = () => [200, { outcome: 'order', order }];
  await visit('/checkout/card', form({ order: order.id, card: 'card_approved' }, as(me).headers));
  gateway.mood = 'core-gone';
  const { status, states } = await visit(`/orders/${order.id}`, as(me));
  expect([status, states.order]).toEqual([200, 'stale']);
});

describe('an order that waits for another card', () => {
  const order = orderFixture('declined');
  const line = `<a href="/orders/${order.id}">Order 7C41-9E2B waits for another card</a>`;
  const waitingOf = (answer: Response) => cookieOf(answer, 'waiting');
  const seen = async (state: OrderState, cookie = '') => waitingOf((await visit(known(state), as(me, cookie))).answer);

  test.each(['declined', 'needs_buyer'] as const)('is found again from cart and checkout ("%s")', async (state) => {
    const cookie = await seen(state);
    for (const path of ['/cart', '/checkout']) expect((await visit(path, as(me, cookie))).main).toContain(line);
    expect((await visit('/cart', as(me))).main).not.toContain('waits for another card');
    // Known already: nothing is set anew.
    expect(await seen(state, cookie)).toBe('');
  });

  test.each(['charging', 'paid', 'queued', 'confirming', 'attention', 'cancelled', 'refunded'] as const)(
    'is not one that is "%s", nor one any more when it is seen to be that',
    async (state) => {
      expect(await seen(state)).toBe('');
      expect(await seen(state, await seen('declined'))).toBe(`${cookieNames.waiting}=`);
    },
  );

  test('is known from the very answer, and until another card or cancelling has an answer', async () => {
    gateway.buying = () => [200, { outcome: 'order', order }];
    const card = form({ order: order.id, card: 'card_declined' }, as(me).headers);
    const cookie = waitingOf((await visit('/checkout/card', card)).answer);
    expect((await visit('/cart', as(me, cookie))).main).toContain(line);
    gateway.buying = () => [200, { outcome: 'order', order: orderFixture('cancelled') }];
    const cancelled = await visit('/checkout/cancel', form({ order: order.id }, as(me, cookie).headers));
    expect(waitingOf(cancelled.answer)).toBe(`${cookieNames.waiting}=`);
    gateway.buying = () => [503, { outcome: 'refused' }];
    const refused = await visit('/checkout/cancel', form({ order: order.id }, as(me, cookie).headers));
    expect(refused.answer.headers.getSetCookie()).toEqual([]);
  });

  test('is forgotten when there is no such order any more, and stays while nobody can tell', async () => {
    const cookie = await seen('declined');
    gateway.orders.clear();
    const gone = await visit(`/orders/${order.id}`, as(me, cookie));
    expect([gone.status, waitingOf(gone.answer)]).toEqual([404, `${cookieNames.waiting}=`]);
    gateway.mood = 'core-gone';
    const unknown = await visit(`/orders/${order.id}`, as(me, cookie));
    expect([unknown.status, waitingOf(unknown.answer)]).toEqual([503, '']);
  });

  test('is nothing that a browser names itself', async () => {
    for (const forged of ['x', 'e30.e30', order.id])
      expect((await visit('/cart', as(me, `${cookieNames.waiting}=${forged}`))).main).not.toContain('waits for');
  });
});
