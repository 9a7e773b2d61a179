// The cart's forms over HTTP: what they do, and what they refuse.
import { describe, expect, test } from 'vitest';
import { itemToken } from '../src/cart/item-token.ts';
import { live } from './fixture-pages.ts';
import { cookieNames, cookieOf, form, gateway, settings, shop, tokenIn, useShop, visit } from './shop-visit.ts';

useShop();

/** The cookie of a cart with one laptop. */
async function cartWithLaptop(): Promise<string> {
  const { html } = await visit('/products/laptop');
  const { answer } = await visit('/cart/add', form({ slug: 'laptop', quantity: '1', item: tokenIn(html) }));
  return cookieOf(answer, 'cart');
}

describe('the cart', () => {
  test('that was tampered with is dropped, and the visitor is told', async () => {
    const { status, main, answer } = await visit('/cart', {
      headers: { cookie: `${cookieNames.cart}.laptop=W10.forged` },
    });
    expect(status).toBe(200);
    expect(main).toContain('We could not read your cart, so it is empty now. Nothing was ordered.');
    expect(answer.headers.getSetCookie()).toContainEqual(
      expect.stringContaining(`${cookieNames.cart}.laptop=; Path=/; Max-Age=0;`),
    );
  });

  test('changes amounts and takes products out', async () => {
    const cookie = await cartWithLaptop();
    const more = await visit('/cart/change', form({ slug: 'laptop', quantity: '3' }, { cookie }));
    expect((await visit('/cart', { headers: { cookie: cookieOf(more.answer, 'cart') } })).main).toContain('$2,997');
    const none = await visit('/cart/change', form({ slug: 'laptop', quantity: '0' }, { cookie }));
    expect(cookieOf(none.answer, 'cart')).toBe(`${cookieNames.cart}.laptop=`);
  });

  test('keeps all products that are added in the same moment', async () => {
    const price = live({ slug: 'laptop', money: { cents: 2_900, currency: 'USD' as const } });
    const product = gateway.pages.product.sections.product.data;
    const slugs = ['mouse', 'keyboard', 'monitor'];
    const answers = await Promise.all(
      slugs.map((slug) => {
        const token =
          product && itemToken({ ...product, slug, name: `The ${slug}` }, price, settings.SHOP_SECRET, Date.now);
        return visit('/cart/add', form({ slug, quantity: '1', item: token ?? '' }));
      }),
    );
    const cookie = answers.map(({ answer }) => cookieOf(answer, 'cart')).join('; ');
    const { main } = await visit('/cart', { headers: { cookie } });
    for (const slug of slugs) expect(main).toContain(`The ${slug}`);
    expect(main).toContain('pressed twice in the same moment, counts once.');
  });

  test('with nothing but what is no longer sold has no total, and can be emptied', async () => {
    const cookie = await cartWithLaptop();
    gateway.pages.cart.sections.items = live({ items: [] });
    const { main } = await visit('/cart', { headers: { cookie } });
    expect(main).toContain('No longer sold');
    expect(main).not.toMatch(/Total|Price unavailable|\$/);
    const { answer } = await visit('/cart/change', form({ slug: 'laptop', quantity: '0' }, { cookie }));
    expect(answer.status).toBe(303);
  });

  test.each([
    ['a negative amount', 400, { quantity: '-1' }, {}],
    ['a huge amount', 400, { quantity: '1000000' }, {}],
    ['no amount', 400, { quantity: '' }, {}],
    ["another product's token", 400, { slug: 'mouse' }, {}],
    ['a forged token', 400, { item: 'e30.e30' }, {}],
    ['a form of another site', 403, {}, { origin: 'https://elsewhere.example' }],
    ['a form of another site, as the browser says', 403, {}, { 'sec-fetch-site': 'cross-site' }],
    ['another content type', 415, {}, { 'content-type': 'application/json' }],
    ['a body of 2 MB', 413, { more: 'a'.repeat(2_000_000) }, {}],
  ])('refuses %s with %d', async (_what, expected, fields, headers) => {
    const { html } = await visit('/products/laptop');
    const sent = { slug: 'laptop', quantity: '1', item: tokenIn(html), ...fields };
    const { status, main, answer } = await visit('/cart/add', form(sent, headers));
    expect(status).toBe(expected);
    expect(main).toContain('<h1>This did not work</h1>');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('answers programs with problem details', async () => {
    const { status, answer, html } = await visit('/cart/add', { headers: { accept: '*/*' } });
    expect([status, answer.headers.get('content-type')]).toEqual([405, 'application/problem+json']);
    expect(JSON.parse(html)).toMatchObject({ status: 405, title: 'Method Not Allowed' });
    expect(answer.headers.get('allow')).toBe('POST');
  });
});

test('nothing that a sender did wrong is an error of ours', () => {
  expect(shop.output()).not.toMatch(/error|⨯/i);
});
