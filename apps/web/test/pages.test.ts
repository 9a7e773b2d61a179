// The pages of the built shop over HTTP, as a browser without JavaScript sees them.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import GlobalError from '../src/app/global-error.tsx';
import { gone, searchPageFixture, stale } from './fixture-pages.ts';
import { cookieOf, forget, form, gateway, tokenIn, useShop, visit } from './shop-visit.ts';

useShop();

describe('a product page', () => {
  test('comes whole, with every section visible in the HTML and nothing hidden or streamed in later', async () => {
    const { status, html, states, system, answer } = await visit('/products/laptop');
    expect(status).toBe(200);
    expect(system).toBe('normal');
    expect(Object.keys(states).sort()).toEqual([
      'price',
      'product',
      'rating',
      'recommendations',
      'related',
      'reviews',
      'stock',
    ]);
    expect(new Set(Object.values(states))).toEqual(new Set(['live']));
    expect(html).not.toMatch(/<(div|template)[^>]* id="[SB]:/);
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  });

  test('says what is limited, answers 200 and still sells', async () => {
    gateway.pages.product.system = 'degraded';
    gateway.pages.product.sections.reviews = gone('Reviews are temporarily unavailable');
    const { status, states, system, banner, main, answer } = await visit('/products/laptop');
    expect([status, states.reviews, system]).toEqual([200, 'unavailable', 'degraded']);
    expect(banner).toContain('<b>Some features are temporarily limited.</b> You can still browse and add to cart.');
    expect(main).toMatch(/<form class="add" action="\/cart\/add" method="post">.*Add to cart<\/button>/s);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('that nobody can show is an honest 503 without a script', async () => {
    gateway.mood = 'core-gone';
    const { status, html, system, answer } = await visit('/products/laptop');
    expect([status, system]).toEqual([503, 'degraded']);
    expect(html).toContain('<h1>Sorry, we cannot show this product right now</h1>');
    expect(html).not.toContain('<script');
    expect(answer.headers.get('retry-after')).not.toBeNull();
  });

  test('of an unknown product is a 404 with a way on, readable without JavaScript', async () => {
    const { status, main } = await visit('/products/nope');
    expect(status).toBe(404);
    expect(main).toContain('We do not have this product.');
    expect(main).toContain('href="/"');
  });
});

describe('a search', () => {
  test('comes whole at each quality, with the way to the categories', async () => {
    for (const quality of ['high', 'medium', 'low', 'none'] as const) {
      gateway.pages.search = searchPageFixture(quality);
      const { status, html, states, system } = await visit('/search?q=laptop');
      expect([status, Object.keys(states).sort(), system]).toEqual([
        200,
        ['categories', 'facets', 'results'],
        quality === 'high' ? 'normal' : 'degraded',
      ]);
      expect(html).toContain(`data-quality="${quality}"`);
      expect(html).toContain('href="/categories/audio"');
      expect(html).toContain('value="laptop"');
    }
  });

  test.each([
    '/search',
    '/search?q=',
    '/search?q=%20%20&page=-1',
    '/search?page=1000000000',
    '/search?minPrice=900&maxPrice=100',
    '/search?minPrice=cheap&rating=11&sort=nonsense&category=no%20such',
    '/search?q=a&q=b&page=1&page=2',
    `/search?q=${'x'.repeat(10_000)}`,
    "/search?q=';drop%20table%20products;--",
    '/search?q=%7B%22match_all%22%3A%7B%7D%7D',
    '/search?q=%E2%80%AEabc%F0%9F%92%BB%00%01',
    '/search?q=%ED%A0%80',
  ])('%s is the nearest sensible page', async (path) => {
    const { status, main } = await visit(path);
    expect(status).toBe(200);
    expect(main).toMatch(/<h1/);
  });

  test('in a long address is shown as it was asked for', async () => {
    const { main } = await visit(`/search?utm=${'a'.repeat(5_000)}&q=laptop&category=computers&sort=price-asc`);
    expect(gateway.asked.at(-1)?.path).toBe('/pages/search?q=laptop&category=computers&sort=price-asc');
    expect(main).toContain('Clear all filters');
    expect(main).toMatch(/<option value="price-asc" selected/);
  });

  test('longer than anything that is searched for says that it was cut', async () => {
    const { main } = await visit(`/search?q=${'x'.repeat(300)}`);
    expect(main).toContain('Your search was longer than 200 characters. We looked for its beginning.');
  });

  test('is suggested while it is typed, and typed to the end without the gateway', async () => {
    expect(await (await visit('/search/suggest?q=lap')).answer.headers.get('content-type')).toContain('json');
    expect(gateway.asked.at(-1)?.path).toBe('/suggest?q=lap');
    gateway.mood = 'hung';
    const { status, html } = await visit('/search/suggest?q=lap');
    expect([status, JSON.parse(html)]).toEqual([200, { items: [] }]);
  });
});

describe('with the products gone, and no copy of them', () => {
  const without = () => {
    const { home, category } = gateway.pages;
    home.system = category.system = 'degraded';
    category.sections.products = gone('The products of this category are temporarily unavailable');
    home.sections.bestsellers = gone('Bestsellers are temporarily unavailable');
    for (const { sections } of [home, category]) sections.categories = gone('Categories are temporarily unavailable');
  };

  test.each(['/', '/categories/computers'])('%s does not say that one can browse', async (path) => {
    without();
    const { banner, main } = await visit(path);
    expect(banner).toContain('<b>Some features are temporarily limited.</b> Your cart is kept in your browser.');
    expect(main).toContain('Categories are temporarily unavailable');
    expect(main).toContain('The search may still find what is in them.');
    expect(main).not.toContain('A saved list.');
  });

  test('a category leads to what the search knows of it, for as long as the search can be asked', async () => {
    without();
    const toSearch = 'href="/search?category=computers"';
    expect((await visit('/categories/computers')).main).toContain(toSearch);
    gateway.reset();
    expect((await visit('/categories/computers')).main).not.toContain(toSearch);
    gateway.mood = 'hung';
    const { main, states } = await visit('/categories/audio');
    expect(states.products).toBe('unavailable');
    expect(main).not.toContain('href="/search?');
  });

  test('a list of categories that is not of now does not promise what is behind it', async () => {
    const { sections } = gateway.pages.home;
    const promised = 'A saved list. Some may have nothing to show.';
    expect((await visit('/')).main).not.toContain(promised);
    if (sections.categories.data) sections.categories = stale(sections.categories.data, 60_000, '');
    sections.categories.message = null;
    expect((await visit('/')).main).toContain(promised);
    await forget();
    gateway.mood = 'hung';
    const alone = await visit('/');
    expect(alone.states.categories).toBe('fallback');
    expect(alone.main).toContain(promised);
  });
});

describe('the cart is within reach', () => {
  const toCart = /<nav aria-label="Shop">.*<a class="cart" href="\/cart">.*Cart.*<em>3<\/em><\/a><\/nav>/s;
  const withThree = async () => {
    const { html } = await visit('/products/laptop');
    const added = await visit('/cart/add', form({ slug: 'laptop', quantity: '3', item: tokenIn(html) }));
    return { cookie: cookieOf(added.answer, 'cart') };
  };

  test.each([
    ['a product that nobody can show', 503, '/products/mouse', {}],
    ['a product that is not there', 404, '/products/nope', {}],
    ['a page that is not there', 404, '/nothing/here', {}],
    ['what cannot be decoded', 404, '/%ff', {}],
    ['a checkout that is refused', 400, '/checkout/pay', form({ order: 'x', card: 'card_approved' })],
    ['an order that is not there', 404, '/checkout/cancel', form({ order: '7c419e2b-0000-4000-8000-000000000001' })],
    ['a method that no page takes', 405, '/checkout', form({})],
  ])('of %s: %d, with what is in it', async (_what, expected, path, init: RequestInit) => {
    const headers = await withThree();
    if (expected === 503) gateway.mood = 'core-gone';
    const { status, html } = await visit(path, { ...init, headers });
    expect(status).toBe(expected);
    expect(html).toMatch(toCart);
  });

  test('of a page that cannot be rendered', () => {
    const html = renderToStaticMarkup(createElement(GlobalError));
    expect(html).toContain('<a class="cart" href="/cart">Cart</a>');
    expect(html).toContain('<a class="button quiet" href="/cart">Go to your cart</a>');
  });
});

describe('the shop status', () => {
  test('speaks of what customers know, and names the part beside it where the plumbing may be seen', async () => {
    const { main } = await visit('/status');
    expect(main).toMatch(/Reviews<code>review\.texts<\/code><\/div><span>Temporarily limited<\/span>/);
    expect(main).toMatch(/Product details<code>product\.core<\/code><\/div><span>Works<\/span>/);
    expect(main).toMatch(/Your cart<\/div><span>Works<\/span>/);
  });
});

test('the plumbing says in plain words what its own words mean', async () => {
  gateway.pages.product.sections.reviews = gone('Reviews are temporarily unavailable');
  expect((await visit('/products/laptop')).html).toContain('7 sections: 6 of now (live), 1 missing (unavailable)');
});

test.each([
  '/products/%00',
  '/products/__proto__',
  '/products/%E0%A4%A',
  '/categories/nope',
  '/nothing/here',
  '/sections/product/laptop/%ff%fe',
])('%s is a 404 page with a heading', async (path) => {
  const { status, main } = await visit(path);
  expect(status).toBe(404);
  expect(main).toMatch(/<h1>We do not have this (product|category|page)\.<\/h1>/);
});

describe('with the gateway dead', () => {
  test('a page seen before is saved, an unseen product is a 503, and the rest of the shop stands', async () => {
    await visit('/products/laptop');
    gateway.mood = 'hung';
    const seen = await visit('/products/laptop');
    expect([seen.status, seen.states.product, seen.system]).toEqual([200, 'stale', 'degraded']);
    expect(seen.banner).toMatch(
      /<b>Some features are temporarily limited\.<\/b> These are saved pages from \d\d:\d\d\./,
    );
    expect((await visit('/products/mouse')).status).toBe(503);
    for (const path of ['/', '/cart', '/categories/audio', '/status']) {
      const { status, system, main } = await visit(path);
      expect([path, status, system]).toEqual([path, 200, 'degraded']);
      expect(main).toMatch(/<h1/);
    }
  });

  test('Add to cart works and the cart names what is in it', async () => {
    const { html } = await visit('/products/laptop');
    gateway.mood = 'hung';
    const added = await visit('/cart/add', form({ slug: 'laptop', quantity: '2', item: tokenIn(html) }));
    expect([added.status, added.answer.headers.get('location')]).toEqual([303, '/cart']);
    const { main, states } = await visit('/cart', { headers: { cookie: cookieOf(added.answer, 'cart') } });
    expect(main).toContain('Laptop');
    expect(main).toContain('$1,998');
    expect(states.items).toBe('fallback');
  });
});

describe('asking again for one section', () => {
  test('answers with that section alone, whatever its state', async () => {
    gateway.pages.product.sections.reviews = gone('Reviews are temporarily unavailable');
    const missing = await visit('/sections/product/laptop/reviews');
    expect([missing.status, missing.states]).toEqual([200, { reviews: 'unavailable' }]);
    gateway.reset();
    expect((await visit('/sections/product/laptop/reviews')).states).toEqual({ reviews: 'live' });
    expect(gateway.asked.map(({ path }) => path)).toEqual(['/pages/product/laptop?section=reviews']);
  });

  test('knows what the product is from the copy of its page', async () => {
    await visit('/products/laptop');
    gateway.pages.product.sections.reviews = gone('Reviews are temporarily unavailable');
    const { main } = await visit('/sections/product/laptop/reviews');
    expect(main).toContain('You can still buy this laptop.');
  });

  test('never takes away a copy that is still good', async () => {
    await visit('/products/laptop');
    gateway.mood = 'hung';
    const { status, states, main } = await visit('/sections/product/laptop/reviews');
    expect([status, states.reviews]).toEqual([200, 'stale']);
    expect(main).toContain('Great laptop!');
  });

  test.each(['/sections/product/laptop/nothing', '/sections/product/__proto__/reviews', '/sections/x/-/y'])(
    '%s is nothing to ask for',
    async (path) => {
      expect((await visit(path)).status).toBe(404);
      expect(gateway.asked).toEqual([]);
    },
  );
});
