import { productPage } from '@evenkeel/contracts';
import { expect, test } from 'vitest';
import type { Dependencies } from '../src/clients/dependencies.ts';
import { createClients } from '../src/clients/index.ts';
import { productPagePlan } from '../src/pages/product-page.ts';
import { type Behaviour, garbage, hang, json, notFound } from './fake-service.ts';
import { fakeShop, product, review } from './fake-shop.ts';

const states = (sections: Readonly<Record<string, { state: string }>>) =>
  Object.fromEntries(Object.entries(sections).map(([name, { state }]) => [name, state]));

test('a healthy shop answers a page whose every section is live, as the contract says', async () => {
  const shop = await fakeShop();
  const { status, body } = await shop.get('/pages/product/laptop');
  expect(status).toBe(200);
  expect(productPage.safeParse(body).error).toBeUndefined();
  expect(new Set(Object.values(states(body.sections)))).toEqual(new Set(['live']));
  expect(body).toMatchObject({ system: 'normal', warnings: [] });
});

test('a dead review service takes its two sections with it and nothing else', async () => {
  const shop = await fakeShop();
  shop.review.close();
  const { status, body } = await shop.get('/pages/product/laptop');
  expect(status).toBe(200);
  expect(states(body.sections)).toEqual({
    product: 'live',
    price: 'live',
    stock: 'live',
    rating: 'unavailable',
    related: 'live',
    reviews: 'unavailable',
    recommendations: 'live',
  });
  expect(body.sections.reviews).toMatchObject({ source: 'none', message: 'Reviews are temporarily unavailable' });
  expect(body.system).toBe('degraded');
  expect(body.warnings[0]).toContain('Some features are temporarily limited.');
});

test('every service hung: the page still comes, and the sections of the past are stale with their age', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  for (const service of [shop.product, shop.review, shop.recommendation]) service.behave = hang;
  await expect
    .poll(async () => states((await shop.get('/pages/product/laptop')).body.sections), { timeout: 10_000 })
    .toEqual({
      product: 'stale',
      price: 'stale',
      stock: 'unavailable',
      rating: 'stale',
      related: 'stale',
      reviews: 'stale',
      recommendations: 'stale',
    });
  const { body } = await shop.get('/pages/product/laptop');
  expect(body.sections.product).toMatchObject({ source: 'cache', tier: 'fresh' });
  expect(body.sections.product?.ageMs).toBeGreaterThan(0);
  expect(body.sections.stock?.message).toBe('We confirm stock at checkout.');
});

test('a core that was never seen is an honest 503, not a page with holes', async () => {
  const shop = await fakeShop();
  shop.product.close();
  const { status, body } = await shop.get('/pages/product/laptop');
  expect(status).toBe(503);
  expect(body.status).toBe(503);
});

test('an unknown product is a 404 and no failure: a hundred of them open no breaker', async () => {
  const shop = await fakeShop();
  for (let count = 0; count < 100; count++)
    expect((await shop.get(`/pages/product/no-such-${count}`)).status).toBe(404);
  expect((await shop.get('/health')).body.status).toBe('up');
});

test('a product that is gone is a 404 although a copy is left', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  shop.product.behave = notFound;
  await expect.poll(async () => (await shop.get('/pages/product/laptop')).status, { timeout: 10_000 }).toBe(404);
});

test.each(['%00', '__proto__', 'constructor', '..%2f..%2fetc', 'LAPTOP', 'a'.repeat(500), '%E0%A4%A'])(
  'the address /pages/product/%s is a clear 4xx',
  async (slug) => {
    const shop = await fakeShop();
    const { status, body } = await shop.get(`/pages/product/${slug}`);
    expect([400, 404]).toContain(status);
    expect(body.status).toBe(status);
  },
);

test.each(Object.entries(garbage))(
  'a review service that sends %s has failed; nothing of it is shown or kept',
  async (_what, behave) => {
    const shop = await fakeShop();
    shop.review.behave = behave;
    const broken = (await shop.get('/pages/product/laptop')).body.sections;
    expect(broken.reviews).toMatchObject({ state: 'unavailable', data: null });
    expect(broken.product?.state).toBe('live');

    // Once the service is dead, a copy of the garbage would show.
    shop.review.behave = json({}, 500);
    const dead = (await shop.get('/pages/product/laptop')).body.sections;
    expect(dead.reviews).toMatchObject({ state: 'unavailable', data: null });
  },
);

test.each(Object.entries(garbage))(
  'a product service that sends %s never replaces a good copy',
  async (_what, behave) => {
    const shop = await fakeShop();
    await shop.get('/pages/product/laptop');
    shop.product.behave = behave;
    await expect
      .poll(async () => (await shop.get('/pages/product/laptop')).body.sections.product?.state, { timeout: 10_000 })
      .toBe('stale');
    const { body } = await shop.get('/pages/product/laptop');
    expect(body.sections.product?.data?.name).toBe('Laptop');
    expect(body.sections.price?.data).toMatchObject({ money: { cents: 99_900 } });
  },
);

test('reviews that fail leave the core breaker closed, and come back by themselves', async () => {
  const shop = await fakeShop();
  shop.review.behave = json({}, 503);
  for (let count = 0; count < 10; count++) await shop.get('/pages/product/laptop');
  const overview = (await shop.get('/health')).body;
  expect(overview.status).toBe('degraded');
  shop.product.behave = product;
  shop.review.behave = review;
  expect((await shop.get('/pages/product/laptop')).body.sections.product?.state).toBe('live');
});

test('one section can be asked for by itself; a section that no page has is a 400', async () => {
  const shop = await fakeShop();
  const { body } = await shop.get('/pages/product/laptop?section=reviews');
  expect(body.section.state).toBe('live');
  expect(shop.product.asked.filter((path) => path === '/products/laptop')).toEqual([]);
  expect((await shop.get('/pages/product/laptop?section=__proto__')).status).toBe(400);
});

test.each(['review', 'recommendation'] as const)(
  'whoever answers 404 in place of the %s service takes its sections, not the page',
  async (name) => {
    for (const behave of [notFound, json({}, 404)]) {
      const shop = await fakeShop();
      shop[name].behave = behave;
      const { status, body } = await shop.get('/pages/product/laptop');
      expect(status).toBe(200);
      expect(body.sections.product?.state).toBe('live');
      // Recommendations have one rung more: the product service knows bestsellers.
      const [section, state] = name === 'review' ? ['reviews', 'unavailable'] : ['recommendations', 'fallback'];
      expect(body.sections[section as string]?.state).toBe(state);
    }
  },
);

test('a 404 that is no problem answer is not the product service speaking: the copy serves', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  shop.product.behave = (_req, res) => res.writeHead(404, { 'content-type': 'text/html' }).end('<h1>nginx</h1>');
  await expect
    .poll(async () => (await shop.get('/pages/product/laptop')).body.sections.product?.state, { timeout: 10_000 })
    .toBe('stale');
  expect((await shop.get('/pages/home')).status).toBe(200);
});

test('a product service that answers with another product has failed, and its answer never becomes a copy', async () => {
  const shop = await fakeShop();
  expect((await shop.get('/pages/product/mouse')).status).toBe(404);
  shop.product.behave = (req, res) => {
    req.url = req.url?.replace('/mouse', '/laptop') ?? '';
    return product(req, res);
  };
  expect((await shop.get('/pages/product/mouse')).status).toBe(503);
  shop.product.behave = json({}, 500);
  expect((await shop.get('/pages/product/mouse')).status).toBe(503);
});

test('a caller in a hurry gets the copies within its time', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  shop.review.behave = hang;
  const inAHurry = { headers: { 'x-deadline-ms': '250' } };
  await expect
    .poll(async () => (await shop.get('/pages/product/laptop', inAHurry)).body.sections.reviews?.state, {
      timeout: 10_000,
    })
    .toBe('stale');
});

test('how old a copy may be is policy: a quarter of an hour for prices, a day for the rest, none for stock', () => {
  const dependencies = new Proxy({}, { get: () => undefined });
  const { sections } = productPagePlan(createClients(dependencies as Dependencies));
  const oldest = Object.fromEntries(
    Object.entries(sections).map(([name, { ladder }]) => [
      name,
      ladder.map((rung) => ('upToMs' in rung ? rung.upToMs : rung.kind)),
    ]),
  );
  const day = 24 * 60 * 60_000;
  expect(oldest).toEqual({
    product: ['live', day],
    price: ['live', 15 * 60_000],
    stock: ['live'],
    rating: ['live', day],
    related: ['live', day],
    reviews: ['live', day],
    recommendations: ['live', day, 'instead'],
  });
});

/** What the product service answers when it cannot read one table: all that needs it fails. */
const without =
  (broken: RegExp): Behaviour =>
  (req, res) =>
    (broken.test(req.url ?? '') ? json({}, 503) : product)(req, res);

test('stock that cannot be read takes nothing with it: not the price, not the page, however often it is asked for', async () => {
  const shop = await fakeShop();
  shop.product.behave = without(/\/stock$/);
  for (let page = 0; page < 20; page++) {
    const { status, body } = await shop.get('/pages/product/laptop');
    expect(status).toBe(200);
    expect(states(body.sections)).toEqual({
      product: 'live',
      price: 'live',
      stock: 'unavailable',
      rating: 'live',
      related: 'live',
      reviews: 'live',
      recommendations: 'live',
    });
  }
});

test('with prices that cannot be read the categories are still there to go to', async () => {
  const shop = await fakeShop();
  shop.product.behave = without(/price|cards|bestsellers|related|computers/);
  for (let page = 0; page < 20; page++) {
    const { body } = await shop.get('/pages/home');
    expect(states(body.sections)).toMatchObject({ bestsellers: 'unavailable', categories: 'live' });
  }
});
