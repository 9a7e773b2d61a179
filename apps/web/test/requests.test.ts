// What goes with every request: who asks, what a browser may do with the answer, and who may do what.
import { describe, expect, test } from 'vitest';
import { failingStart } from './running-shop.ts';
import { cookieOf, forget, gateway, settings, useShop, visit } from './shop-visit.ts';

useShop();

describe('a visitor', () => {
  test('gets a name with the first answer and is known by it from the second request on', async () => {
    const first = await visit('/products/laptop');
    const cookie = cookieOf(first.answer, 'visitor');
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
    const cookie = cookieOf(answer, 'plumbing');
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
  expect((await forget('guessed')).status).toBe(401);
  await visit('/products/laptop');
  expect((await forget()).status).toBe(204);
  gateway.mood = 'core-gone';
  expect((await visit('/products/laptop')).status).toBe(503);
});

test('the wrong method is refused by every page', async () => {
  const { status, answer } = await visit('/products/laptop', { method: 'POST' });
  expect([status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('a bad setting stops the start with one line that names it', async () => {
  const { code, output } = await failingStart({ ...settings, GATEWAY_URL: 'http://127.0.0.1:1', SHOP_SECRET: '' });
  expect(code).toBe(1);
  expect(output).toContain('SHOP_SECRET must have at least 16 characters (it is not set)\n');
  expect(output).not.toContain('    at ');
}, 60_000);
