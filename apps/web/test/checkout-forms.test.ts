// The button "Order and pay" over HTTP: what is asked of the gateway, where the buyer is sent, and what is refused before anybody is asked.
import type { OrderState } from '@evenkeel/contracts';
import { describe, expect, test } from 'vitest';
import { agreementIn, beginCheckout, buyingAsked, idIn, tokenOf } from './buyer.ts';
import { cartPageFixture, live, orderFixture, orderPageFixture, stale } from './fixture-pages.ts';
import { cookieNames, cookieOf, form, gateway, shop, useShop, visit } from './shop-visit.ts';

useShop();

const pay = (token: string, cookie: string, more: Record<string, string> = {}) =>
  visit('/checkout/pay', form({ order: token, card: 'card_approved', ...more }, { cookie }));

const someId = /^[0-9a-f-]{36}$/;
const orderOf = (id: string, state: OrderState) => orderFixture(state, { id });
const taken = (state: OrderState) => {
  gateway.buying = ({ body }) => [201, { outcome: 'order', order: orderOf((body as { id: string }).id, state) }];
};

describe('the checkout page', () => {
  test('shows what is ordered, the cards, the total on the button, and is kept by nobody', async () => {
    const { page } = await beginCheckout();
    expect(page.status).toBe(200);
    expect(page.answer.headers.get('cache-control')).toBe('no-store');
    expect(page.main).toMatch(/Laptop.*\$999 each/s);
    expect(page.main.match(/type="radio"/g)).toHaveLength(8);
    expect(page.main).toMatch(/value="card_approved"[^>]*>.*?ends in 4242/s);
    expect(page.main).toMatch(/<input[^>]*checked=""[^>]*value="card_approved"|value="card_approved"[^>]*checked=""/);
    expect(page.main).toContain('Order and pay $999</button>');
  });

  test('has its id in the cookie and in the form from the very first answer', async () => {
    const { page, cookie, id } = await beginCheckout();
    const set = page.answer.headers.getSetCookie().find((one) => one.startsWith(`${cookieNames.checkout}=`));
    expect(set).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const again = await visit('/checkout', { headers: { cookie } });
    expect(agreementIn(tokenOf(again.html)).id).toBe(id);
    expect(cookieOf(again.answer, 'checkout')).toBe('');
  });

  test('takes no id that a browser names itself', async () => {
    const forged = `${cookieNames.checkout}=e30.e30`;
    const { page, id } = await beginCheckout({ cookie: forged, 'x-shop-checkout': 'e30.e30' });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(cookieOf(page.answer, 'checkout')).not.toBe(forged);
  });

  test('of an empty cart says so, and leads back', async () => {
    const { main, status } = await visit('/checkout');
    expect(status).toBe(200);
    expect(main).toContain('Your cart is empty.');
    expect(main).toContain('href="/cart"');
    expect(main).not.toContain('<form');
  });

  test('without a price has no form, and says that the cart is kept', async () => {
    const unpriced = cartPageFixture();
    for (const { card } of unpriced.sections.items.data?.items ?? []) card.price = null;
    gateway.pages.cart = unpriced;
    const { page } = await beginCheckout();
    expect(page.main).not.toContain('<form');
    expect(page.main).toContain(
      'We cannot confirm the price right now. Nothing has been charged. Try again in a few minutes.',
    );
    expect(page.main).toContain('Your cart is kept.');
    expect(page.main).not.toContain('$');
  });

  test('sells at prices of a few minutes ago, dated: copies of the gateway, or those seen in the cart', async () => {
    const { data } = cartPageFixture().sections.items;
    if (data)
      gateway.pages.cart.sections.items = stale(data, 420_000, 'Prices from 7 minutes ago. We check them at checkout.');
    const { page, cookie } = await beginCheckout();
    expect(page.main).toContain('Prices from 7 minutes ago. You pay what is shown here.');
    expect(page.main).toContain('Order and pay $999</button>');
    gateway.mood = 'core-gone';
    const { main, system } = await visit('/checkout', { headers: { cookie } });
    expect(system).toBe('degraded');
    expect(main).toContain('Price from less than a minute ago.');
    expect(main).toContain('Order and pay $999</button>');
  });

  test('sells nothing that costs more than an order can', async () => {
    const [line] = gateway.pages.cart.sections.items.data?.items ?? [];
    if (line) line.card.price = { cents: 100_000_000, currency: 'USD' };
    const { cart, visitorCookie } = await beginCheckout();
    const two = await visit('/cart/change', form({ slug: 'laptop', quantity: '2' }, { cookie: cart }));
    const { main } = await visit('/checkout', {
      headers: { cookie: `${visitorCookie}; ${cookieOf(two.answer, 'cart')}` },
    });
    expect(main).toContain('An order can be $1,000,000 at most.');
    expect(main).not.toContain('<form');
  });

  test('leaves what is not sold any more out of the total, and says so', async () => {
    gateway.pages.cart.sections.items = live({ items: [] });
    const { page } = await beginCheckout();
    expect(page.main).toContain('No longer sold');
    expect(page.main).toContain('It does not count towards the total.');
    expect(page.main).not.toContain('<form');
  });

  test('is where the cart leads to', async () => {
    const { cart } = await beginCheckout();
    const { main } = await visit('/cart', { headers: { cookie: cart } });
    expect(main).toContain('<a class="button" href="/checkout">Go to checkout</a>');
    expect((await visit('/cart')).main).not.toContain('Go to checkout');
  });
});

describe('an order that was taken', () => {
  test('is what the page has shown, for the visitor, and leads to its page', async () => {
    const { token, cookie, id, visitor } = await beginCheckout();
    taken('paid');
    const { status, answer } = await pay(token, cookie);
    expect([status, answer.headers.get('location')]).toEqual([303, `/orders/${id}`]);
    const [asked] = buyingAsked();
    expect(asked?.path).toBe('/checkout');
    expect(asked?.headers['x-visitor-id']).toBe(visitor);
    expect(asked?.body).toEqual({
      id,
      items: [{ slug: 'laptop', quantity: 1 }],
      agreed: { cents: 99_900, currency: 'USD' },
      card: { token: 'card_approved', lastFour: '4242' },
    });
  });

  test.each([
    ['paid', true],
    ['queued', true],
    ['confirming', true],
    ['needs_buyer', true],
    ['declined', false],
  ] as const)('as "%s" makes place for the next checkout, and empties the cart: %s', async (state, empties) => {
    const { token, cookie, id } = await beginCheckout();
    taken(state);
    const { answer } = await pay(token, cookie);
    expect(idIn(cookieOf(answer, 'checkout'))).toMatch(someId);
    expect(idIn(cookieOf(answer, 'checkout'))).not.toBe(id);
    expect(cookieOf(answer, 'cart')).toBe(empties ? `${cookieNames.cart}.laptop=` : '');
    const waits = state === 'declined' || state === 'needs_buyer';
    const { main } = await visit('/cart', { headers: { cookie: cookieOf(answer, 'waiting') } });
    expect(main.includes(`href="/orders/${id}"`)).toBe(waits);
  });

  test('belongs to whoever had no name: the same one when pressed twice', async () => {
    const { token, checkout, cart } = await beginCheckout();
    taken('paid');
    const answers = await Promise.all([pay(token, `${checkout}; ${cart}`), pay(token, `${checkout}; ${cart}`)]);
    const named = answers.map(({ answer }) => cookieOf(answer, 'visitor'));
    expect(named[0]).toMatch(/^visitor-[0-9a-f]{8}=[0-9a-f-]{36}$/);
    const asked = buyingAsked().map(({ headers }) => `${cookieNames.visitor}=${headers['x-visitor-id']}`);
    expect(new Set([...named, ...asked]).size).toBe(1);
  });

  test('is the same when it is sent twice, or again from the page before', async () => {
    const { token, cookie, id, visitorCookie } = await beginCheckout();
    taken('paid');
    await Promise.all([pay(token, cookie), pay(token, cookie)]);
    // From a browser that has lost its cookies since.
    const { answer } = await pay(token, visitorCookie);
    expect(idIn(cookieOf(answer, 'checkout'))).not.toBe(id);
    expect(buyingAsked().map(({ body }) => (body as { id: string }).id)).toEqual([id, id, id]);
  });

  test('leaves a checkout alone that has begun since', async () => {
    const first = await beginCheckout();
    const second = await beginCheckout({ cookie: first.visitorCookie });
    taken('paid');
    const { answer } = await pay(first.token, second.cookie);
    expect(answer.headers.get('location')).toBe(`/orders/${first.id}`);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('whose answer was lost ends its checkout when its page is seen', async () => {
    const { cookie, id, visitor } = await beginCheckout();
    gateway.orders.set(`${visitor} ${id}`, orderPageFixture(orderOf(id, 'paid')));
    const { answer } = await visit(`/orders/${id}`, { headers: { cookie } });
    expect(idIn(cookieOf(answer, 'checkout'))).toMatch(someId);
    expect(idIn(cookieOf(answer, 'checkout'))).not.toBe(id);
    expect(cookieOf(answer, 'cart')).toBe(`${cookieNames.cart}.laptop=`);
  });
});

describe('an order that was not taken', () => {
  const lines = [{ slug: 'laptop', name: 'Laptop', quantity: 1, cents: 97_900 }];
  const total = { cents: 97_900, currency: 'USD' };

  test.each([
    [409, { outcome: 'total-changed', lines, total }, '/checkout?changed=1&was=99900'],
    [409, { outcome: 'not-sold', slugs: ['laptop'] }, '/checkout?sold=ID'],
    [503, { outcome: 'price-unknown' }, '/checkout?price=ID'],
    [503, { outcome: 'refused' }, '/checkout?refused=ID'],
    [400, { type: 'about:blank', title: 'Bad Request', status: 400 }, '/checkout?refused=ID'],
    // Somebody else's: perhaps their own, from before they lost their name.
    [404, { type: 'about:blank', title: 'Not Found', status: 404 }, '/checkout?again=1'],
    [504, { outcome: 'unsure' }, '/checkout?unsure=ID'],
  ])('%d %o leads to %s, and keeps cart and checkout', async (status, body, where) => {
    const { token, cookie, id } = await beginCheckout();
    gateway.buying = () => [status, body];
    const { answer } = await pay(token, cookie);
    const location = where.replace('ID', id);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, location]);
    expect(answer.headers.getSetCookie().filter((one) => one.includes('Max-Age=0'))).toEqual([]);
    const again = await visit(location, { headers: { cookie } });
    expect(agreementIn(tokenOf(again.html)).id).toBe(id);
  });

  test.each(['closed', 'html', 'hung'] as const)('for sure leads to "unsure" (%s)', async (how) => {
    const { token, cookie, id } = await beginCheckout();
    gateway.buying = () => how;
    expect((await pay(token, cookie)).answer.headers.get('location')).toBe(`/checkout?unsure=${id}`);
  });

  test.each([
    ['changed=1&was=99900', 'The total is now $979, not $999. Check your order before you pay.'],
    ['changed=1', 'A price has changed. Check your order before you pay.'],
    [
      'refused=ID',
      'We could not take your order. Nothing was charged and your cart is kept. Try again in a few minutes.',
    ],
    ['sold=ID', 'Something in your cart is not sold any more.'],
    ['again=1', 'This page was old. Check your order before you pay.'],
  ])('?%s says "%s"', async (query, words) => {
    const { cookie, id } = await beginCheckout();
    for (const { card } of gateway.pages.cart.sections.items.data?.items ?? [])
      card.price = { cents: 97_900, currency: 'USD' };
    const path = `/checkout?${query.replace('ID', id)}`;
    expect((await visit(path, { headers: { cookie } })).main).toContain(words);
  });
});

test('what was said of a press is not said of the next checkout, back in the history for one', async () => {
  const { cookie, id } = await beginCheckout();
  taken('paid');
  const { token } = await beginCheckout({ cookie });
  const paid = await pay(token, cookie);
  const since = `${cookie.replace(/checkout[^;]*/, '')}; ${cookieOf(paid.answer, 'checkout')}`;
  for (const query of [`refused=${id}`, 'refused=1', `sold=${id}`, `price=${id}`, `unsure=${id}`, 'unsure=1']) {
    const { main } = await visit(`/checkout?${query}`, { headers: { cookie: since } });
    expect(main).not.toMatch(/nothing (was|has been) (charged|ordered)|could not take|do not know whether/i);
  }
});

test('another card from the page before, after one was declined, is tried for that order', async () => {
  const { token, cookie, id } = await beginCheckout();
  const declined = { ...orderOf(id, 'declined'), lastFour: '0002' };
  gateway.buying = ({ path }) =>
    path === '/checkout'
      ? [200, { outcome: 'order', order: declined }]
      : [200, { outcome: 'order', order: orderOf(id, 'paid') }];
  const { answer } = await pay(token, cookie);
  expect(answer.headers.get('location')).toBe(`/orders/${id}`);
  expect(buyingAsked().map(({ path }) => path)).toEqual(['/checkout', `/orders/${id}/attempts`]);

  gateway.buying = ({ path }) =>
    path === '/checkout' ? [200, { outcome: 'order', order: declined }] : [503, { outcome: 'refused' }];
  const refused = await pay(token, cookie);
  expect(refused.answer.headers.get('location')).toMatch(new RegExp(`^/orders/${id}\\?refused=\\d+$`));
  const { main } = await visit('/cart', { headers: { cookie: cookieOf(refused.answer, 'waiting') } });
  expect(main).toContain(`href="/orders/${id}"`);
});

describe('whoever may have ordered already', () => {
  const unsureWords =
    'We do not know whether your order has reached us. Press the button again: it is the same order, and it will be charged once at most.';

  async function unsureCheckout() {
    const begun = await beginCheckout();
    gateway.buying = () => [504, { outcome: 'unsure' }];
    const { answer } = await pay(begun.token, begun.cookie);
    return { ...begun, cookie: `${begun.visitorCookie}; ${begun.cart}; ${cookieOf(answer, 'checkout')}` };
  }

  test('is told so on every visit, with a button for the same order and the way to look for it', async () => {
    const { cookie, id } = await unsureCheckout();
    for (const path of ['/checkout', ...['unsure', 'refused', 'price'].map((what) => `/checkout?${what}=${id}`)]) {
      const { main, html } = await visit(path, { headers: { cookie } });
      expect(main).toContain(unsureWords);
      expect(main).toContain(`href="/orders/${id}"`);
      expect(main).not.toMatch(/nothing (was|has been) charged/i);
      expect(agreementIn(tokenOf(html)).id).toBe(id);
    }
  });

  test('is not told that nothing was charged when nobody knows a price any more', async () => {
    const { cookie, id } = await unsureCheckout();
    for (const { card } of gateway.pages.cart.sections.items.data?.items ?? []) card.price = null;
    const { main } = await visit(`/checkout?unsure=${id}`, { headers: { cookie } });
    expect(main).toContain('We do not know whether your order has reached us.');
    expect(main).not.toMatch(/nothing (was|has been) charged|Press the button/i);
  });

  test('and is refused the next time is still told that nobody knows', async () => {
    const { cookie, token, id } = await unsureCheckout();
    gateway.buying = () => [503, { outcome: 'refused' }];
    expect((await pay(token, cookie)).answer.headers.get('location')).toBe(`/checkout?unsure=${id}`);
  });
});

describe('nothing is asked of the gateway, and the sender is told why', () => {
  const other = (token: string): string => {
    const [text = '', mac = ''] = token.split('.');
    const said = { ...JSON.parse(Buffer.from(text, 'base64url').toString()), items: [{ slug: 'mouse', quantity: 1 }] };
    return `${Buffer.from(JSON.stringify(said)).toString('base64url')}.${mac}`;
  };

  test.each([
    ['a forged token', 400, (token: string) => ({ order: `${token}x` }), {}],
    ['a token with other items', 400, (token: string) => ({ order: other(token) }), {}],
    ['no token', 400, () => ({ order: '' }), {}],
    ['a card that nobody has', 400, () => ({ card: 'card_stolen' }), {}],
    ['a card named like an object’s own', 400, () => ({ card: '__proto__' }), {}],
    ['a form of another site', 403, () => ({}), { origin: 'https://elsewhere.example' }],
    ['another content type', 415, () => ({}), { 'content-type': 'application/json' }],
    ['a body of 17 kB', 413, () => ({ more: 'a'.repeat(17 * 1024) }), {}],
    ['a forged cookie', 400, () => ({}), { cookie: `${cookieNames.checkout}=e30.e30` }],
  ] as const)('%s: %d', async (_what, expected, fields, headers) => {
    const { token, cookie } = await beginCheckout();
    const sent = { order: token, card: 'card_approved', ...fields(token) };
    const { status, main } = await visit('/checkout/pay', form(sent, { cookie, ...headers }));
    expect(status).toBe(expected);
    expect(main).toContain('<h1>This did not work</h1>');
    expect(buyingAsked()).toEqual([]);
  });

  test("the token of a product page is not the checkout's", async () => {
    const { cookie } = await beginCheckout();
    const { html } = await visit('/products/laptop');
    const item = /name="item" value="([^"]+)"/.exec(html)?.[1] ?? '';
    expect((await pay(item, cookie)).status).toBe(400);
    expect(buyingAsked()).toEqual([]);
  });

  test.each(['/checkout/pay', '/checkout/card', '/checkout/cancel'])('GET %s: 405', async (path) => {
    const { status, answer } = await visit(path);
    expect([status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('POST /checkout: 405', async () => {
    expect((await visit('/checkout', form({}))).status).toBe(405);
  });
});

test('no card and no error of ours is in the log', () => {
  // Ids are drawn: one of them has these four digits now and then.
  const said = shop.output().replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
  expect(said).not.toMatch(/card_|4242|"level":"error"|⨯/);
});
