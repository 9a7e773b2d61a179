// The checkout of whoever has none yet: tabs that know nothing of each other mean one order, and the next purchase is another one.
import { expect, test } from 'vitest';
import { firstCheckout } from '../src/checkout/first-checkout.ts';
import { agreementIn, beginCheckout, buyingAsked, idIn, tokenOf } from './buyer.ts';
import { orderFixture } from './fixture-pages.ts';
import { cookieNames, cookieOf, form, gateway, settings, tokenIn, useShop, visit } from './shop-visit.ts';

useShop();

const taken = () => {
  gateway.buying = ({ body }) => [201, { outcome: 'order', order: orderFixture('paid', body as { id: string }) }];
};
const idsAsked = () => buyingAsked().map(({ body }) => (body as { id: string }).id);
const pay = (token: string, cookie: string) =>
  visit('/checkout/pay', form({ order: token, card: 'card_approved' }, { cookie }));
const openTwice = (cookie: string) =>
  Promise.all([visit('/checkout', { headers: { cookie } }), visit('/checkout', { headers: { cookie } })]);

test('two tabs opened at once carry the same id, in form and cookie, and make one order', async () => {
  const { visitorCookie, cart } = await beginCheckout();
  const tabs = await openTwice(`${visitorCookie}; ${cart}`);
  const ids = tabs.flatMap(({ html, answer }) => [agreementIn(tokenOf(html)).id, idIn(cookieOf(answer, 'checkout'))]);
  expect(new Set(ids).size).toBe(1);
  taken();
  for (const { html, answer } of tabs)
    await pay(tokenOf(html), `${visitorCookie}; ${cart}; ${cookieOf(answer, 'checkout')}`);
  expect(idsAsked()).toEqual([ids[0], ids[0]]);
});

test('the same cart bought twice in a row makes two orders', async () => {
  const { html } = await visit('/products/laptop');
  const page = tokenIn(html);
  let cookie = '';
  taken();
  for (const _purchase of [1, 2]) {
    // From the very page that it was put into the cart from before: not even the moment of its price differs.
    const added = await visit('/cart/add', form({ slug: 'laptop', quantity: '1', item: page }, { cookie }));
    const visitorCookie = cookieOf(added.answer, 'visitor');
    const known = [visitorCookie, cookieOf(added.answer, 'cart'), cookie].join('; ');
    const opened = await visit('/checkout', { headers: { cookie: known } });
    const paid = await pay(tokenOf(opened.html), `${known}; ${cookieOf(opened.answer, 'checkout')}`);
    cookie = `${visitorCookie}; ${cookieOf(paid.answer, 'checkout')}`;
  }
  const ids = idsAsked();
  expect([ids.length, new Set(ids).size]).toEqual([2, 2]);
});

test('a cart names whose it is for as long as it lasts, also when no page has done so', async () => {
  const { html } = await visit('/products/laptop');
  const fields = { slug: 'laptop', quantity: '1', item: tokenIn(html) };
  const first = await visit('/cart/add', form(fields));
  const visitorCookie = cookieOf(first.answer, 'visitor');
  expect(visitorCookie).toMatch(/^visitor-[0-9a-f]{8}=[0-9a-f-]{36}$/);
  const again = await visit('/cart/add', form(fields, { cookie: visitorCookie }));
  expect(cookieOf(again.answer, 'visitor')).toBe(visitorCookie);
  const tabs = await openTwice(`${visitorCookie}; ${cookieOf(first.answer, 'cart')}`);
  expect(new Set(tabs.map(({ html: tab }) => agreementIn(tokenOf(tab)).id)).size).toBe(1);
});

test('two people without a name never share an id, however alike their carts are', async () => {
  const { cart } = await beginCheckout();
  const [one, other] = await openTwice(cart);
  expect(agreementIn(tokenOf(one.html)).id).not.toBe(agreementIn(tokenOf(other.html)).id);
});

test('a cookie that is not ours is followed by an id that nobody has had', async () => {
  const { cart, visitorCookie, id } = await beginCheckout();
  const cookie = `${visitorCookie}; ${cart}; ${cookieNames.checkout}=e30.e30`;
  expect(agreementIn(tokenOf((await visit('/checkout', { headers: { cookie } })).html)).id).not.toBe(id);
});

test('another visitor, amount, product or day is another checkout; the order of the lines is not', () => {
  const laptop = {
    slug: 'laptop',
    name: 'Laptop',
    cents: 99_900,
    pricedAt: 1_000,
    picture: 'laptop',
    tile: 0,
    quantity: 1,
  };
  const mouse = { ...laptop, slug: 'mouse' };
  const visitor = '01890000-0000-7000-8000-00000000000a';
  const idOf = (cart: readonly (typeof laptop)[], who = visitor) =>
    firstCheckout({ visitor: who, cart, afterForged: false }, settings.SHOP_SECRET).id;
  const all = [
    idOf([laptop]),
    idOf([laptop], '01890000-0000-7000-8000-00000000000b'),
    idOf([{ ...laptop, quantity: 2 }]),
    idOf([{ ...laptop, pricedAt: 2_000 }]),
    idOf([mouse]),
    idOf([laptop, mouse]),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(idOf([mouse, laptop])).toBe(idOf([laptop, mouse]));
  expect(idOf([])).not.toBe(idOf([]));
});
