// The pages of the built shop over HTTP, as a browser without JavaScript sees them.
import { describe, expect, test } from 'vitest';
import { gone, searchPageFixture } from './fixture-pages.ts';
import { cookieOf, form, gateway, tokenIn, useShop, visit } from './shop-visit.ts';

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
