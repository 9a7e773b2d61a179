// The built shop over HTTP, as a browser without JavaScript sees it.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type FakeGateway, fakeGateway } from './fake-gateway.ts';
import { gone } from './fixture-pages.ts';
import { failingStart, type RunningShop, runningShop } from './running-shop.ts';

const settings = {
  SHOP_SECRET: 'a secret for tests only',
  SHOP_OPERATOR_TOKEN: 'a token for tests only',
  BREAKER_OPEN_MS: '100',
};

let gateway: FakeGateway;
let shop: RunningShop;

beforeAll(async () => {
  gateway = await fakeGateway();
  shop = await runningShop({ ...settings, GATEWAY_URL: gateway.url });
}, 120_000);
afterAll(async () => {
  await shop?.stop();
  await gateway?.close();
});
beforeEach(async () => {
  gateway.reset();
  // A test before may have left the breaker open: it closes after two good answers.
  const wellAgain = async () => (await visit('/')).system === 'normal' && (await visit('/')).system === 'normal';
  await vi.waitUntil(wellAgain, { timeout: 5_000 });
  await forget();
  gateway.asked.length = 0;
});

const forget = () =>
  fetch(`${shop.url}/operator/forget`, {
    method: 'POST',
    headers: { authorization: `Bearer ${settings.SHOP_OPERATOR_TOKEN}` },
  });

async function visit(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${shop.url}${path}`, {
    redirect: 'manual',
    ...init,
    headers: { accept: 'text/html', ...init.headers },
  });
  // React puts empty comments between texts; people do not see them.
  const html = (await answer.text()).replaceAll('<!-- -->', '');
  const banner = /<div class="banner".*?<\/div>/s.exec(html)?.[0] ?? '';
  const main = /<main.*?<\/main>/s.exec(html)?.[0] ?? '';
  const states = Object.fromEntries(
    [...html.matchAll(/data-section="([a-z]+)" data-state="([a-z]+)"/g)].map(([, name, state]) => [name, state]),
  );
  return {
    answer,
    status: answer.status,
    html,
    banner,
    main,
    states,
    system: /<body data-system="(\w+)"/.exec(html)?.[1],
  };
}

const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers,
});

const cookieOf = (answer: Response, name: string): string | undefined =>
  answer.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(';')[0];

const tokenIn = (html: string): string => /name="item" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** The cookie of a cart with one laptop. */
async function cartWithLaptop(): Promise<string> {
  const { html } = await visit('/products/laptop');
  const { answer } = await visit('/cart/add', form({ slug: 'laptop', quantity: '1', item: tokenIn(html) }));
  return cookieOf(answer, 'cart') ?? '';
}

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

test.each(['/products/%00', '/products/__proto__', '/products/%E0%A4%A', '/categories/nope', '/nothing/here'])(
  '%s is a 404 page with a heading',
  async (path) => {
    const { status, main } = await visit(path);
    expect(status).toBe(404);
    expect(main).toMatch(/<h1>We do not have this (product|category|page)\.<\/h1>/);
  },
);

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
    const { main, states } = await visit('/cart', { headers: { cookie: cookieOf(added.answer, 'cart') ?? '' } });
    expect(main).toContain('Laptop');
    expect(main).toContain('$1,998');
    expect(states.items).toBe('fallback');
  });
});

describe('the cart', () => {
  test('that was tampered with is dropped, and the visitor is told', async () => {
    const { status, main, answer } = await visit('/cart', { headers: { cookie: 'cart=W10.forged' } });
    expect(status).toBe(200);
    expect(main).toContain('We could not read your cart, so it is empty now. Nothing was ordered.');
    expect(answer.headers.getSetCookie()).toContainEqual(expect.stringMatching(/^cart=; Path=\/; Max-Age=0;/));
  });

  test('changes amounts and takes products out', async () => {
    const cookie = await cartWithLaptop();
    const more = await visit('/cart/change', form({ slug: 'laptop', quantity: '3' }, { cookie }));
    expect((await visit('/cart', { headers: { cookie: cookieOf(more.answer, 'cart') ?? '' } })).main).toContain(
      '$2,997',
    );
    const none = await visit('/cart/change', form({ slug: 'laptop', quantity: '0' }, { cookie }));
    expect(cookieOf(none.answer, 'cart')).toBe('cart=');
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
    gateway.mood = 'hung';
    const { status, main } = await visit('/sections/product/laptop/reviews');
    expect(status).toBe(200);
    expect(main).toContain('You can still buy this laptop.');
  });

  test.each(['/sections/product/laptop/price', '/sections/product/__proto__/reviews', '/sections/x/-/y'])(
    '%s is nothing to ask for',
    async (path) => {
      expect((await visit(path)).status).toBe(404);
      expect(gateway.asked).toEqual([]);
    },
  );
});

describe('a visitor', () => {
  test('gets a name with the first answer and is known by it from the second request on', async () => {
    const first = await visit('/products/laptop');
    const cookie = cookieOf(first.answer, 'visitor') ?? '';
    expect(cookie).toMatch(/^visitor=[0-9a-f-]{36}$/);
    await visit('/products/laptop', { headers: { cookie } });
    const [unknown, known] = gateway.asked.map(({ headers }) => headers['x-visitor-id']);
    expect([unknown, `visitor=${known}`]).toEqual([undefined, cookie]);
  });

  test('cannot choose request ids or visitors by sending our own headers', async () => {
    await visit('/', { headers: { 'x-request-id': 'chosen-by-me', 'x-visitor-id': 'somebody-else' } });
    const [asked] = gateway.asked;
    expect(asked?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(asked?.headers['x-visitor-id']).toBeUndefined();
  });

  test('who switched the plumbing on keeps it on', async () => {
    const { answer, html } = await visit('/?plumbing=1');
    expect(html).toMatch(/<input[^>]*id="plumbing"[^>]*checked/);
    const cookie = cookieOf(answer, 'plumbing') ?? '';
    expect((await visit('/', { headers: { cookie } })).html).toMatch(/<input[^>]*id="plumbing"[^>]*checked/);
    expect((await visit('/')).html).not.toMatch(/<input[^>]*id="plumbing"[^>]*checked/);
  });
});

test('every page tells browsers what it may do', async () => {
  const { answer } = await visit('/');
  expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-[0-9a-f-]{36}'/);
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-powered-by')).toBeNull();
});

test('pictures are kept by browsers', async () => {
  const { answer } = await visit('/pictures/laptop.svg');
  expect(answer.headers.get('cache-control')).toContain('immutable');
});

test('only the operator can make it forget', async () => {
  const { status } = await visit('/operator/forget', { method: 'POST', headers: { authorization: 'Bearer guessed' } });
  expect(status).toBe(401);
  await visit('/products/laptop');
  expect((await forget()).status).toBe(204);
  gateway.mood = 'core-gone';
  expect((await visit('/products/laptop')).status).toBe(503);
});

test('the wrong method is refused by every page', async () => {
  const { status, answer } = await visit('/products/laptop', { method: 'POST' });
  expect([status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('nothing of all this was an error of ours', () => {
  expect(shop.output()).not.toMatch(/error|⨯/i);
});

test('a bad setting stops the start with one line that names it', async () => {
  const { code, output } = await failingStart({ ...settings, GATEWAY_URL: 'http://127.0.0.1:1', SHOP_SECRET: '' });
  expect(code).toBe(1);
  expect(output).toContain('SHOP_SECRET must have at least 16 characters (it is not set)\n');
  expect(output).not.toContain('    at ');
}, 60_000);
