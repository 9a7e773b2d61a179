// What goes with every request: who asks, what a browser may do with the answer, and who may do what.
import { describe, expect, test } from 'vitest';
import { cookieNamesOf } from '../src/cookie-names.ts';
import { failingStart } from './running-shop.ts';
import { cookieNames, cookieOf, forget, form, gateway, settings, shop, tokenIn, useShop, visit } from './shop-visit.ts';

useShop();

describe('a visitor', () => {
  test('gets a name with the first answer and is known by it from the second request on', async () => {
    const first = await visit('/products/laptop');
    const cookie = cookieOf(first.answer, 'visitor');
    expect(cookie).toMatch(/^visitor-[0-9a-f]{8}=[0-9a-f-]{36}$/);
    await visit('/products/laptop', { headers: { cookie } });
    const [unknown, known] = gateway.asked.map(({ headers }) => headers['x-visitor-id']);
    expect([unknown, `${cookieNames.visitor}=${known}`]).toEqual([undefined, cookie]);
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
    const cookie = cookieOf(answer, 'plumbing');
    expect((await visit('/', { headers: { cookie } })).html).toMatch(/<input[^>]*id="plumbing"[^>]*checked/);
    expect((await visit('/')).html).not.toMatch(/<input[^>]*id="plumbing"[^>]*checked/);
  });
});

describe('cookies of other programs and of other shops on the same host', () => {
  const ours = Object.values(cookieNames);
  const others = [
    ...['cart=abc123', 'visitor=1', 'plumbing=1'],
    ...Object.values(cookieNamesOf('the secret of another shop')).map((name) => `${name}=1`),
  ].join('; ');
  const namesSet = (answer: Response) => answer.headers.getSetCookie().map((cookie) => cookie.split('=')[0] ?? '');

  test.each(['/', '/cart', '/status', '/products/laptop?plumbing=1', '/nothing'])(
    '%s leaves them alone',
    async (path) => {
      const { answer, html } = await visit(path, { headers: { cookie: others } });
      expect(namesSet(answer).filter((name) => !ours.includes(name))).toEqual([]);
      expect(html).not.toContain('We could not read your cart');
    },
  );

  test('are not taken for ours', async () => {
    const { html } = await visit('/', { headers: { cookie: others } });
    expect(html).not.toMatch(/<input[^>]*id="plumbing"[^>]*checked/);
  });

  test('"Add to cart" leaves them alone', async () => {
    const { html } = await visit('/products/laptop');
    const fields = { slug: 'laptop', quantity: '1', item: tokenIn(html) };
    const { answer } = await visit('/cart/add', form(fields, { cookie: others }));
    const isOurs = (name: string) => name === cookieNames.visitor || name.startsWith(`${cookieNames.cart}.`);
    expect([answer.status, namesSet(answer).every(isOurs)]).toEqual([303, true]);
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
  expect((await forget('guessed')).status).toBe(401);
  await visit('/products/laptop');
  expect((await forget()).status).toBe(204);
  gateway.mood = 'core-gone';
  expect((await visit('/products/laptop')).status).toBe(503);
});

test('only the operator sees its metrics, which tell of calls and copies', async () => {
  const metrics = (token: string) =>
    fetch(`${shop.url}/operator/metrics`, { headers: { authorization: `Bearer ${token}` } });
  expect((await metrics('guessed')).status).toBe(401);
  await visit('/products/laptop');
  gateway.mood = 'html';
  expect((await visit('/products/laptop')).system).toBe('degraded');
  const text = await (await metrics(settings.SHOP_OPERATOR_TOKEN)).text();
  expect(text).toMatch(/^dependency_calls_total\{dependency="gateway",outcome="success",service="web"\} [1-9]/m);
  expect(text).toMatch(/^dependency_calls_total\{dependency="gateway",outcome="failure",service="web"\} [1-9]/m);
  expect(text).toMatch(/^circuit_breaker_state\{dependency="gateway",service="web"\} \d/m);
  expect(text).toMatch(/^copies_served_total\{store="pages",tier="fresh",service="web"\} [1-9]/m);
});

test('the wrong method is refused by every page', async () => {
  const { status, answer } = await visit('/products/laptop', { method: 'POST' });
  expect([status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test.each([
  ['SHOP_SECRET', '', 'must have at least 16 characters (it is not set)'],
  ['PLUMBING', 'yes', 'must be on or off'],
  ['PUBLIC_ORIGINS', 'shop.example', 'must be one or more origins such as https://shop.example, separated by commas'],
])(
  'a bad %s stops the start with one line that names it',
  async (name, value, complaint) => {
    const { code, output } = await failingStart({ ...settings, GATEWAY_URL: 'http://127.0.0.1:1', [name]: value });
    expect(code).toBe(1);
    expect(output).toContain(`${name} ${complaint}\n`);
    expect(output).not.toContain('    at ');
  },
  60_000,
);
