import { describe, expect, test } from 'vitest';
import type { Cart, Line } from '../src/cart/cart.ts';
import { cartCookie, readCart } from '../src/cart/cart-cookie.ts';
import { sign } from '../src/cart/signature.ts';

const secret = 'a secret for tests only';

const laptop: Line = {
  slug: 'laptop',
  name: 'Laptop',
  cents: 99_900,
  pricedAt: 1_795_447_785_405,
  picture: 'laptop',
  tile: 0,
  quantity: 2,
};

const valueIn = (setCookie: string | undefined): string => /^cart-[0-9a-f]{8}=([^;]*)/.exec(setCookie ?? '')?.[1] ?? '';

describe('the cart cookie', () => {
  test('comes back as it went out, prices that were not known included', () => {
    const cart: Cart = [laptop, { ...laptop, slug: 'mouse', name: 'Mouse – “quiet”', cents: null }];
    expect(readCart(valueIn(cartCookie(cart, secret)), secret)).toEqual({ cart, tampered: false });
  });

  test('is kept from scripts and from other sites', () => {
    expect(cartCookie([laptop], secret)).toMatch(/; HttpOnly; SameSite=Lax$/);
  });

  test('no cookie is an empty cart, not a tampered one', () => {
    expect(readCart(undefined, secret)).toEqual({ cart: [], tampered: false });
  });

  test.each([
    ['another amount', (value: string) => value.replace(/^./, (first) => (first === 'W' ? 'X' : 'W'))],
    ['a cut off end', (value: string) => value.slice(0, -1)],
    ['no signature', (value: string) => value.split('.')[0] ?? ''],
    ['a further part', (value: string) => `${value}.x`],
    ['no cart at all', () => '"><script>'],
    ['more than a cookie holds', (value: string) => value + 'A'.repeat(5_000)],
  ])('is dropped with %s', (_what, tamper) => {
    const cookie = tamper(valueIn(cartCookie([laptop], secret)));
    expect(readCart(cookie, secret)).toEqual({ cart: [], tampered: true });
  });

  test('is dropped when another shop signed it', () => {
    const cookie = valueIn(cartCookie([laptop], 'the secret of another shop'));
    expect(readCart(cookie, secret)).toEqual({ cart: [], tampered: true });
  });

  test('is not to be had by passing off a value that was signed for another use', () => {
    const lines = [['laptop', 'Laptop', 1, 1, 1, 'laptop', 0]];
    expect(readCart(sign('item', lines, secret), secret).tampered).toBe(true);
    expect(readCart(sign('cart', lines, secret), secret).tampered).toBe(false);
  });

  test.each([-1, 0, 1.5, 100])('is dropped with an amount of %d, even when it is signed', (quantity) => {
    const cookie = sign('cart', [['laptop', 'Laptop', quantity, 1, 1, 'laptop', 0]], secret);
    expect(readCart(cookie, secret).tampered).toBe(true);
  });

  test('holds twenty products with long names within 4 kB', () => {
    const cart = Array.from({ length: 20 }, (_, index) => ({
      ...laptop,
      slug: `a-product-with-a-long-name-${index}`,
      name: 'Headphones with a rather long name, two colours',
    }));
    const value = valueIn(cartCookie(cart, secret));
    expect(value.length).toBeLessThan(4_096);
    expect(readCart(value, secret).cart).toHaveLength(20);
  });

  test('refuses a cart that does not fit instead of losing a line of it', () => {
    const cart = Array.from({ length: 20 }, (_, index) => ({ ...laptop, slug: `p-${index}`, name: '猫'.repeat(60) }));
    expect(cartCookie(cart, secret)).toBeUndefined();
  });
});
