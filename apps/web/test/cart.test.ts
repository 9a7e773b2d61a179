import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { add, type Cart, change, countOf, type Item, itemsOf } from '../src/cart/cart.ts';
import { cartRows, totalOf } from '../src/cart/cart-rows.ts';
import { CartLines } from '../src/components/cart-lines.tsx';
import { cartPageFixture, gone, live } from './fixture-pages.ts';

const now = 1_795_447_785_405;
const minutes = 60_000;

const laptop: Item = { slug: 'laptop', name: 'Laptop', cents: 99_900, pricedAt: now, picture: 'laptop', tile: 0 };
const mouse: Item = { ...laptop, slug: 'mouse', name: 'Mouse', cents: 2_900 };

const cartOf = (...items: Item[]): Cart => items.map((item) => ({ ...item, quantity: 1 }));

describe('a cart', () => {
  test('adds up amounts of the same product, with the price seen last', () => {
    const cart = add(add([], laptop, 1) ?? [], { ...laptop, cents: 97_900 }, 2);
    expect(cart).toEqual([{ ...laptop, cents: 97_900, quantity: 3 }]);
  });

  test('holds at most 99 of one product', () => {
    expect(add(add([], laptop, 60) ?? [], laptop, 60)?.[0]?.quantity).toBe(99);
  });

  test('has no room for a twenty-first product, but for more of the twenty', () => {
    const full = cartOf(...Array.from({ length: 20 }, (_, index) => ({ ...laptop, slug: `p-${index}` })));
    expect(add(full, mouse, 1)).toBeUndefined();
    expect(add(full, { ...laptop, slug: 'p-7' }, 1)).toHaveLength(20);
  });

  test('changes an amount, takes a product out at 0, and ignores what it does not hold', () => {
    const cart = cartOf(laptop, mouse);
    expect(itemsOf(change(cart, 'mouse', 5))).toBe('laptop:1,mouse:5');
    expect(itemsOf(change(cart, 'laptop', 0))).toBe('mouse:1');
    expect(change(cart, 'keyboard', 3)).toEqual(cart);
  });

  test('counts things, not lines', () => {
    expect(countOf(change(cartOf(laptop, mouse), 'mouse', 5))).toBe(6);
  });
});

describe('the cart page', () => {
  test("shows today's price and says what it was when it was added", () => {
    const [row] = cartRows(cartOf({ ...laptop, cents: 97_900 }), cartPageFixture().sections.items, now);
    expect(row?.price?.cents).toBe(99_900);
    expect(row?.note).toBe('The price is now $999, not $979.');
  });

  test('names every product and shows the price seen, marked, while nobody can be asked', () => {
    const rows = cartRows(cartOf(laptop, mouse), gone('We cannot check the prices right now.'), now + 7 * minutes);
    expect(rows.map(({ line }) => line.name)).toEqual(['Laptop', 'Mouse']);
    expect(rows[0]?.price?.cents).toBe(99_900);
    expect(rows[0]?.note).toBe('Price from 7 minutes ago. We check it again before you pay.');
  });

  test('shows no price that is older than 15 minutes', () => {
    const [row] = cartRows(cartOf(laptop), gone('We cannot check the prices right now.'), now + 16 * minutes);
    expect(row?.price).toBeNull();
    expect(row?.note).toBe('You see it at checkout before you pay.');
  });

  test('shows no price from the future: the clock was set back, and the price may be of any age', () => {
    const nobody = gone('We cannot check the prices right now.');
    expect(cartRows(cartOf(laptop), nobody, now - 60 * minutes)[0]?.price).toBeNull();
    expect(cartRows(cartOf(laptop), nobody, now - 2_000)[0]?.price?.cents).toBe(99_900);
  });

  test('says of a product that the catalogue no longer has that it is no longer sold, and leaves it out of the total', () => {
    const rows = cartRows(cartOf(laptop, mouse), cartPageFixture().sections.items, now);
    expect(rows.map(({ sold }) => sold)).toEqual([true, false]);
    expect(rows[1]?.price).toBeNull();
    expect(totalOf(rows)?.cents).toBe(99_900);
    const html = renderToStaticMarkup(createElement(CartLines, { rows }));
    const [, , ofMouse = ''] = html.split('<li');
    expect(ofMouse).toContain('<b>No longer sold</b>');
    expect(ofMouse).not.toMatch(/Price unavailable|Update|type="number"|href/);
    expect(ofMouse).toMatch(/<button[^>]* value="0"/);
  });

  test('calls nothing withdrawn while nobody can say so, or while only its price is missing', () => {
    const { items } = cartPageFixture().sections;
    const priceless = items.data?.items.map(({ card, quantity }) => ({ card: { ...card, price: null }, quantity }));
    for (const answer of [gone('We cannot check the prices right now.'), live({ items: priceless ?? [] })])
      expect(cartRows(cartOf(laptop), answer, now)[0]?.sold).toBe(true);
  });

  test('adds up a total only when every price is known', () => {
    const known = cartRows(change(cartOf(laptop), 'laptop', 3), cartPageFixture().sections.items, now);
    expect(totalOf(known)?.cents).toBe(299_700);
    const unknown = cartRows(cartOf({ ...laptop, cents: null }), gone('No prices.'), now);
    expect(totalOf([...known, ...unknown])).toBeNull();
  });
});
