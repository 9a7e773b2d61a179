// The search page: what the search service says, what is left when it doesn't, and what suggestions cost.
import { expect, test } from 'vitest';
import { type Behaviour, garbage, hang, json } from './fake-service.ts';
import { card, type FakeShop, fakeShop, search, searchAnswerTo } from './fake-shop.ts';

type Other = NonNullable<Parameters<typeof searchAnswerTo>[1]>;
const low: Other = {
  source: 'cache',
  quality: 'low',
  facets: null,
  reasons: ['elasticsearch: gone', 'database: gone'],
};
const medium: Other = { source: 'database', quality: 'medium', reasons: ['elasticsearch: gone'] };
const none: Other = {
  source: 'none',
  quality: 'none',
  facets: null,
  reasons: ['elasticsearch: gone', 'database: gone', 'popular: gone'],
};

/** Answers every search with this about it. */
const answering =
  (other: Other): Behaviour =>
  (req, res) =>
    json(searchAnswerTo(new URL(req.url ?? '', 'http://search').searchParams, other))(req, res);

const look = async (shop: FakeShop, query = 'q=mouse') => (await shop.get(`/pages/search?${query}`)).body;

test('results and facets are live at high, and come out of one question', async () => {
  const shop = await fakeShop();
  const { sections, system } = await look(shop, 'q=mouse&maxPrice=50&page=2');
  expect(sections.results).toMatchObject({ state: 'live', source: 'elasticsearch', message: null });
  expect(sections.facets).toMatchObject({ state: 'live', source: 'elasticsearch' });
  expect(sections.categories).toMatchObject({ state: 'live' });
  expect(system).toBe('normal');
  expect(shop.search.asked).toEqual(['/search?q=mouse&maxPrice=50&page=2']);
});

test('at medium both are a fallback, with the words for it and the reason', async () => {
  const shop = await fakeShop();
  shop.search.behave = answering(medium);
  const { sections } = await look(shop);
  expect(sections.results).toMatchObject({
    state: 'fallback',
    source: 'database',
    message: 'Search may be slower than usual',
    reason: 'elasticsearch: gone',
    data: { quality: 'medium' },
  });
  expect(sections.facets).toMatchObject({ state: 'fallback', source: 'database' });
});

test('at low there are popular results and no facets', async () => {
  const shop = await fakeShop();
  shop.search.behave = answering(low);
  const { sections } = await look(shop);
  expect(sections.results).toMatchObject({
    state: 'fallback',
    source: 'cache',
    message: 'Showing popular results only',
    data: { quality: 'low' },
  });
  expect(sections.facets).toMatchObject({ state: 'unavailable', source: 'none', data: null });
  expect(sections.categories).toMatchObject({ state: 'live' });
});

test('nothing found by a service that has nothing to ask is its answer, and no copy contradicts it', async () => {
  const shop = await fakeShop();
  expect((await look(shop)).sections.results).toMatchObject({ state: 'live' });
  shop.search.behave = answering(none);
  await expect
    .poll(async () => (await look(shop)).sections.results, { timeout: 10_000 })
    .toMatchObject({
      state: 'unavailable',
      source: 'none',
      data: null,
      message: 'Search is temporarily unavailable. Please try again later.',
    });
});

test.each([
  ['dead', (shop: FakeShop) => shop.search.close()],
  ['hung', (shop: FakeShop) => Object.assign(shop.search, { behave: hang })],
  ['failing', (shop: FakeShop) => Object.assign(shop.search, { behave: json({}, 500) })],
  ['sending half a JSON', (shop: FakeShop) => Object.assign(shop.search, { behave: garbage['half a JSON'] })],
])('with the service %s a search that was made before is answered from its copy, another is not', async (_, fail) => {
  const shop = await fakeShop();
  await look(shop);
  fail(shop);
  // An answer of the last two seconds is shared, and live.
  await expect.poll(async () => (await look(shop)).sections.results?.state, { timeout: 10_000 }).toBe('stale');
  const { sections, tookMs } = await look(shop);
  expect(sections.results).toMatchObject({ state: 'stale', source: 'cache', data: { items: [{ slug: card.slug }] } });
  expect(sections.results?.message).toContain('We check prices at checkout.');
  expect(sections.facets).toMatchObject({ state: 'stale', source: 'cache' });
  expect(tookMs).toBeLessThanOrEqual(1_000);
  const { sections: others } = await look(shop, 'q=keyboard');
  expect(others.results).toMatchObject({ state: 'unavailable', source: 'none', data: null });
  expect(others.facets).toMatchObject({ state: 'unavailable' });
  expect(others.categories).toMatchObject({ state: 'live' });
});

test('a second-best answer never becomes a copy', async () => {
  const shop = await fakeShop();
  shop.search.behave = answering(medium);
  await look(shop);
  shop.search.behave = json({}, 500);
  expect((await look(shop)).sections.results).toMatchObject({ state: 'unavailable' });
});

test('an answer to another search is none', async () => {
  const shop = await fakeShop();
  shop.search.behave = json(searchAnswerTo(new URLSearchParams({ q: 'radio' })));
  const { sections } = await look(shop);
  expect(sections.results).toMatchObject({ state: 'unavailable' });
  expect(sections.results?.reason).toContain('something else');
});

test('prices of an index that has fallen behind are dated, and the results are still live', async () => {
  const shop = await fakeShop();
  const { results } = searchAnswerTo(new URLSearchParams({ q: 'mouse' }));
  shop.search.behave = answering({ results: { ...results, pricesAgeMs: 3 * 60_000 } });
  expect((await look(shop)).sections.results).toMatchObject({
    state: 'live',
    message: 'Prices from 3 minutes ago. We check them at checkout.',
  });
});

test('one section can be asked for by itself', async () => {
  const shop = await fakeShop();
  const { body } = await shop.get('/pages/search?q=mouse&section=facets');
  expect(body.section).toMatchObject({ state: 'live' });
});

test.each(['page=0', 'page=-1', 'page=9999', 'rating=6', 'sort=best', 'minPrice=9&maxPrice=3', `q=${'x'.repeat(201)}`])(
  'a search like %s is a bad request',
  async (query) => {
    const shop = await fakeShop();
    expect((await shop.get(`/pages/search?${query}`)).status).toBe(400);
    expect(shop.search.asked).toEqual([]);
  },
);

test('a crowd of odd queries takes no copy away from the product page', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  for (let number = 0; number < 1_200; number += 40) {
    await Promise.all(Array.from({ length: 40 }, (_, index) => look(shop, `q=odd+${number + index}`)));
  }
  shop.product.behave = json({}, 500);
  await expect
    .poll(async () => (await shop.get('/pages/product/laptop')).body.sections.product?.state, { timeout: 10_000 })
    .toBe('stale');
});

test('suggestions come from the service, and none while it fails', async () => {
  const shop = await fakeShop();
  expect((await shop.get('/suggest?q=mo')).body).toEqual({ items: ['Mouse'] });
  shop.search.behave = hang;
  const begin = performance.now();
  expect((await shop.get('/suggest?q=mo')).body).toEqual({ items: [] });
  expect(performance.now() - begin).toBeLessThan(1_500);
  shop.search.behave = json({}, 500);
  expect((await shop.get('/suggest?q=mo')).body).toEqual({ items: [] });
  expect((await shop.get(`/suggest?q=${'x'.repeat(201)}`)).status).toBe(400);
});

test('what people do is told to recommendation and search, and nobody waits for it', async () => {
  const shop = await fakeShop();
  shop.recommendation.behave = hang;
  shop.search.behave = (req, res) => (req.url === '/looks' ? hang(req, res) : search(req, res));
  const tell = (body: unknown) =>
    shop.get('/behaviour', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const begin = performance.now();
  expect((await tell({ kind: 'cart', slug: 'mouse' })).status).toBe(202);
  expect((await tell({ kind: 'view', slug: 'mouse' })).status).toBe(202);
  expect(performance.now() - begin).toBeLessThan(2_000);
  await expect.poll(() => shop.recommendation.asked).toEqual(['/behaviour']);
  expect(shop.search.asked).toEqual(['/looks']);
  for (const body of [{}, { kind: 'order', slug: 'mouse' }, { kind: 'cart', slug: 'NO' }, []])
    expect((await tell(body)).status).toBe(400);
});

test('what many do in the same moment is told in few messages, and none of it is lost', async () => {
  const shop = await fakeShop();
  const told: unknown[] = [];
  shop.recommendation.behave = (req, res) => {
    let text = '';
    req.on('data', (chunk) => {
      text += chunk;
    });
    req.on('end', () => {
      told.push(...JSON.parse(text));
      res.writeHead(202).end();
    });
  };
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ kind: 'cart', slug: 'mouse' });
  await Promise.all(Array.from({ length: 250 }, () => shop.get('/behaviour', { method: 'POST', body, headers })));
  await expect.poll(() => told.length).toBe(250);
  expect(shop.recommendation.asked.length).toBeLessThan(50);
});

test('a look at a product page is a view; a section asked for again is none', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  await shop.get('/pages/product/laptop?section=price');
  await expect.poll(() => shop.search.asked).toEqual(['/looks']);
});

test('metrics say of each section what became of it, and why', async () => {
  const shop = await fakeShop();
  shop.search.behave = json({}, 500);
  await look(shop);
  const text = await shop.text('/metrics');
  expect(text).toMatch(
    /page_sections_total\{(?=.*page="search")(?=.*section="results")(?=.*state="unavailable")(?=.*source="none")(?=.*reason="status").*\} 1/,
  );
  expect(text).toMatch(/page_section_seconds_count\{(?=.*page="search")(?=.*section="categories").*\} 1/);
});

test('health names what failed at the last look, before its breaker opens', async () => {
  const shop = await fakeShop();
  await look(shop);
  expect((await shop.get('/health')).body).toMatchObject({ status: 'up', degradedServices: [] });
  shop.search.behave = json({}, 404);
  await look(shop, 'q=radio');
  expect((await shop.get('/health')).body).toMatchObject({ status: 'up' });
  shop.search.behave = json({}, 500);
  await look(shop, 'q=piano');
  const { status, body } = await shop.get('/health');
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: 'degraded', degradedServices: ['search.find'] });
});
