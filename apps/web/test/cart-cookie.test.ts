import { describe, expect, test } from 'vitest';
import type { Cart, Line } from '../src/cart/cart.ts';
import { lineCookie, readCart } from '../src/cart/cart-cookie.ts';
import { sign } from '../src/cart/signature.ts';
import { cookieNamesOf } from '../src/cookie-names.ts';

const secret = 'a secret for tests only';
const prefix = cookieNamesOf(secret).cart;

const laptop: Line = {
  slug: 'laptop',
  name: 'Laptop',
  cents: 99_900,
  pricedAt: 1_795_447_785_405,
  picture: 'laptop',
  tile: 0,
  quantity: 2,
};
const mouse: Line = { ...laptop, slug: 'mouse', name: 'Mouse – “quiet”', cents: null };

/** As a browser sends it back. */
function sentBack(setCookie: string | undefined) {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(setCookie ?? '') ?? [];
  return { name, value };
}
const cookiesOf = (cart: Cart, by = secret) => cart.map(({ slug }) => sentBack(lineCookie(cart, slug, by)));
const laptopAs = (value: string) => readCart([{ name: `${prefix}.laptop`, value }], secret);
const packed = (quantity: number, slug = 'laptop') => [slug, 'Laptop', quantity, 1, 1, 'laptop', 0];

describe('the cart in cookies', () => {
  test('comes back as it went out, prices that were not known included', () => {
    const cart = [laptop, mouse];
    expect(readCart(cookiesOf(cart), secret)).toEqual({ cart, tampered: false, overfull: false, drops: [] });
  });

  test('is kept from scripts and from other sites', () => {
    expect(lineCookie([laptop], 'laptop', secret)).toMatch(/; HttpOnly; SameSite=Lax$/);
  });

  test('has one cookie for each product, so that none is lost when several are added at once', () => {
    const [one, other] = [lineCookie([laptop], 'laptop', secret), lineCookie([mouse], 'mouse', secret)].map(sentBack);
    expect(
      readCart(
        [one, other].flatMap((cookie) => cookie ?? []),
        secret,
      ).cart,
    ).toEqual([laptop, mouse]);
  });

  test('loses the cookie of a product that is taken out, and no other', () => {
    expect(lineCookie([laptop], 'mouse', secret)).toMatch(new RegExp(`^${prefix}\\.mouse=; Path=/; Max-Age=0;`));
  });

  test('no cookie is an empty cart, not a tampered one', () => {
    expect(readCart([], secret)).toEqual({ cart: [], tampered: false, overfull: false, drops: [] });
  });

  test.each([
    ['another amount', (value: string) => value.replace(/^./, (first) => (first === 'W' ? 'X' : 'W'))],
    ['a cut off end', (value: string) => value.slice(0, -1)],
    ['no signature', (value: string) => value.split('.')[0] ?? ''],
    ['a further part', (value: string) => `${value}.x`],
    ['no cart at all', () => '"><script>'],
    ['more than a cookie holds', (value: string) => value + 'A'.repeat(8_000)],
  ])('loses a line with %s, and keeps the others', (_what, tamper) => {
    const [ofLaptop, ofMouse] = cookiesOf([laptop, mouse]);
    const tampered = { name: ofLaptop?.name ?? '', value: tamper(ofLaptop?.value ?? '') };
    const read = readCart([tampered, ofMouse ?? tampered], secret);
    expect([read.cart, read.tampered]).toEqual([[mouse], true]);
    expect(read.drops).toEqual([expect.stringMatching(new RegExp(`^${prefix}\\.laptop=; Path=/; Max-Age=0;`))]);
  });

  test('is not read when another shop signed it, under our name or its own', () => {
    const others = cookiesOf([laptop], 'the secret of another shop');
    expect(laptopAs(others[0]?.value ?? '')).toMatchObject({ cart: [], tampered: true });
    expect(readCart(others, secret)).toEqual({ cart: [], tampered: false, overfull: false, drops: [] });
  });

  test('is not to be had by passing off a value that was signed for another use, or for another product', () => {
    expect(laptopAs(sign('item', packed(1), secret)).tampered).toBe(true);
    expect(laptopAs(sign('cart line', packed(1, 'mouse'), secret)).tampered).toBe(true);
    expect(laptopAs(sign('cart line', packed(1), secret)).tampered).toBe(false);
  });

  test.each([-1, 0, 1.5, 100])('has no line with an amount of %d, even when it is signed', (quantity) => {
    expect(laptopAs(sign('cart line', packed(quantity), secret))).toMatchObject({ cart: [], tampered: true });
  });

  test('holds twenty products with long names in a header that every front door takes', () => {
    const cart = Array.from({ length: 20 }, (_, index) => ({
      ...laptop,
      slug: `a-product-with-a-long-name-${index}`,
      name: 'Headphones with a rather long name, two colours',
    }));
    const header = cookiesOf(cart).map(({ name, value }) => `${name}=${value}`);
    expect(header.join('; ').length).toBeLessThan(7_000);
    expect(readCart(cookiesOf(cart), secret).cart).toHaveLength(20);
  });

  test('has no room for what does not fit, instead of losing a line', () => {
    const cart = Array.from({ length: 20 }, (_, index) => ({ ...laptop, slug: `p-${index}`, name: '猫'.repeat(60) }));
    expect(lineCookie(cart, 'p-19', secret)).toBeUndefined();
  });

  test('keeps the first twenty when more were added in the same moment, and says so', () => {
    const lines = Array.from({ length: 22 }, (_, index) => ({ ...laptop, slug: `p-${index}` }));
    const read = readCart(
      lines.map((line) => sentBack(lineCookie([line], line.slug, secret))),
      secret,
    );
    expect([read.cart.length, read.overfull, read.tampered, read.drops.length]).toEqual([20, true, false, 2]);
  });
});
