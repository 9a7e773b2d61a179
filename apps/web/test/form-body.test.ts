// Whose forms are taken: those of our own pages, wherever people reach them.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { settings } from '../src/config.ts';
import { readForm } from '../src/forms/form-body.ts';
import { onePerProcess } from '../src/one-per-process.ts';

function shopAt(publicOrigins?: string): void {
  vi.stubEnv('GATEWAY_URL', 'http://127.0.0.1:1');
  vi.stubEnv('SHOP_SECRET', 'a secret for tests only');
  vi.stubEnv('SHOP_OPERATOR_TOKEN', 'a token for tests only');
  vi.stubEnv('PUBLIC_ORIGINS', publicOrigins);
  onePerProcess.forget();
}
afterEach(() => {
  vi.unstubAllEnvs();
  onePerProcess.forget();
});

/** As it arrives from nginx with its defaults, which sends the Host of web. */
const isTaken = async (headers: Record<string, string>): Promise<boolean> => {
  const sent = new Headers({ 'content-type': 'application/x-www-form-urlencoded', host: '127.0.0.1:3000', ...headers });
  // `Request` would not let a Host be set.
  const request = { headers: sent, body: new Blob(['a=b']).stream() } as unknown as Request;
  return 'fields' in (await readForm(request));
};

describe('a form', () => {
  test.each([
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['Shop.Example', 'https://shop.example'],
    ['shop.example:80', 'http://shop.example'],
    ['shop.example:443', 'https://shop.example'],
    ['shop.example', 'http://shop.example'],
  ])('of the Host %s is taken from its own origin %s', async (host, origin) => {
    shopAt();
    expect(await isTaken({ host, origin })).toBe(true);
  });

  test.each([
    ['shop.example:8080', 'http://shop.example'],
    ['shop.example.evil.example', 'https://shop.example'],
    ['a b', 'http://a'],
    ['127.0.0.1:3000', 'null'],
    ['127.0.0.1:3000', 'https://shop.example'],
  ])('of the Host %s is refused from %s', async (host, origin) => {
    shopAt();
    expect(await isTaken({ host, origin })).toBe(false);
  });

  test('is taken from each public origin behind a front door that sends its own Host', async () => {
    shopAt('https://shop.example, http://127.0.0.1:8080/');
    expect(await isTaken({ origin: 'https://shop.example' })).toBe(true);
    expect(await isTaken({ origin: 'http://127.0.0.1:8080' })).toBe(true);
    expect(await isTaken({ origin: 'http://127.0.0.1:3000' })).toBe(true);
    expect(await isTaken({ origin: 'http://shop.example' })).toBe(false);
    expect(await isTaken({ origin: 'https://evil.example' })).toBe(false);
    expect(await isTaken({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(false);
  });

  test('is taken from one public origin to another', async () => {
    shopAt('https://shop.example,https://www.shop.example');
    expect(await isTaken({ origin: 'https://www.shop.example', 'sec-fetch-site': 'same-site' })).toBe(true);
  });
});

test.each([
  'shop.example',
  'https://',
  'ftp://shop.example',
  'https://shop.example/shop',
  'https://a.example,',
  '*',
  'null',
])('PUBLIC_ORIGINS "%s" is refused', (text) => {
  const given = { GATEWAY_URL: 'http://a', SHOP_SECRET: 'x'.repeat(16), SHOP_OPERATOR_TOKEN: 'x'.repeat(16) };
  const [issue] = settings.safeParse({ ...given, PUBLIC_ORIGINS: text }).error?.issues ?? [];
  expect(issue?.message).toBe('must be one or more origins such as https://shop.example, separated by commas');
});
