import { expect, test, vi } from 'vitest';
import { catalogue } from '../src/index.ts';

const { categories, products } = catalogue();
const bySlug = new Map(products.map((product) => [product.slug, product]));
const named = (slug: string) => {
  const product = bySlug.get(slug);
  if (!product) throw new Error(`no product ${slug}`);
  return product;
};

test('sells at least 312 products in at least 12 categories, and something in each', () => {
  expect(products.length).toBeGreaterThanOrEqual(312);
  expect(categories.length).toBeGreaterThanOrEqual(12);
  for (const { slug } of categories) {
    expect(products.filter((product) => product.category === slug).length, slug).toBeGreaterThanOrEqual(8);
    expect(products.filter((product) => product.category === slug).length, slug).toBeLessThanOrEqual(100);
  }
});

test('has the classic page: a laptop for $999 that goes well with a mouse, a keyboard and a monitor', () => {
  expect(named('laptop')).toMatchObject({
    name: 'Laptop',
    noun: 'laptop',
    picture: 'laptop',
    category: 'computers',
    priceCents: 99_900,
    summary: 'A light 14-inch computer for work and travel. 16 GB memory, 512 GB storage, 18 hours on one charge.',
    related: ['mouse', 'keyboard', 'monitor'],
  });
  expect(named('laptop').stock).toBeGreaterThan(0);
  expect(named('mouse')).toMatchObject({ name: 'Mouse', tagline: 'Wireless, quiet', priceCents: 2_900 });
  expect(named('keyboard')).toMatchObject({ name: 'Keyboard', tagline: 'Full size, backlit', priceCents: 4_900 });
  expect(named('monitor')).toMatchObject({ name: 'Monitor', tagline: '27-inch, 4K', priceCents: 19_900 });
});

test('gives every product an address and a name of its own', () => {
  expect(bySlug.size).toBe(products.length);
  expect(new Set(products.map((product) => product.name)).size).toBe(products.length);
  for (const { slug } of products) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test('prices are whole cents from $5 to $5,000, and mostly whole dollars', () => {
  for (const { slug, priceCents } of products) {
    expect(Number.isInteger(priceCents), slug).toBe(true);
    expect(priceCents, slug).toBeGreaterThanOrEqual(500);
    expect(priceCents, slug).toBeLessThanOrEqual(500_000);
  }
  expect(products.filter(({ priceCents }) => priceCents % 100 === 0).length / products.length).toBeGreaterThan(0.9);
});

test('a size, weight or capacity in a name, tagline or summary is the one in the specifications', () => {
  const measure = /\d[\d,.]*(?:-inch| TB| GB| Ah| Wh| W| MP| km| l| m| kg| hours| days| mm| lumens)\b/g;
  for (const { slug, name, tagline, summary, specifications } of products) {
    const specified = specifications
      .map(({ value }) => value.replace('megapixels', 'MP').replace('litres', 'l'))
      .join(' | ');
    for (const [claim] of `${name} | ${tagline} | ${summary}`.matchAll(measure))
      expect(specified, slug).toContain(claim);
  }
});

test('no text is empty, has a gap, or misses its full stop', () => {
  for (const { slug, summary, description, tagline, noun, specifications } of products) {
    for (const text of [summary, description]) expect(text, slug).toMatch(/^[A-Z].*\.$/);
    for (const text of [tagline, noun, ...specifications.flatMap(({ name, value }) => [name, value])]) {
      expect(text.trim(), slug).not.toBe('');
      expect(text, slug).not.toMatch(/undefined|NaN| {2}/);
    }
  }
});

test('related products exist, differ, and are not the product itself', () => {
  for (const { slug, related } of products) {
    expect(related.length, slug).toBeGreaterThan(0);
    expect(new Set([slug, ...related]).size, slug).toBe(related.length + 1);
    for (const other of related) expect(bySlug.has(other), other).toBe(true);
  }
});

test('the sales ranks are 1, 2, 3 … and neighbours in a category have different tiles', () => {
  expect(products.map((product) => product.salesRank)).toEqual(products.map((_, index) => index + 1));
  for (const { slug } of categories) {
    const tiles = products.filter((product) => product.category === slug).map((product) => product.tile);
    for (const [index, tile] of tiles.entries()) expect(tile, slug).not.toBe(tiles[index + 1]);
  }
});

test('the shop is the same whenever it is made', async () => {
  vi.resetModules();
  const again = await import('../src/index.ts');
  expect(again.catalogue).not.toBe(catalogue);
  expect(again.catalogue()).toEqual(catalogue());
  expect(again.reviewsOf('mouse')).toEqual(again.reviewsOf('mouse'));
});
