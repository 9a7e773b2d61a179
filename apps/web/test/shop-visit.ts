// A visitor without JavaScript in front of the built shop, with a fake gateway behind it.
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';
import { type CookieNames, cookieNamesOf } from '../src/cookie-names.ts';
import { type FakeGateway, fakeGateway } from './fake-gateway.ts';
import { type RunningShop, runningShop } from './running-shop.ts';

export const settings = {
  SHOP_SECRET: 'a secret for tests only',
  SHOP_OPERATOR_TOKEN: 'a token for tests only',
  BREAKER_OPEN_MS: '100',
  PLUMBING: 'on',
};

/** Set before the first test of a file that calls {@link useShop}. */
export let gateway: FakeGateway;
export let shop: RunningShop;

/** Starts a shop, told `other` settings, for the tests of one file; before each of them it is well and has seen nothing. */
export function useShop(other: Readonly<Record<string, string>> = {}): void {
  beforeAll(async () => {
    gateway = await fakeGateway();
    shop = await runningShop({ ...settings, ...other, GATEWAY_URL: gateway.url });
  }, 30_000);
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
}

export const forget = (token = settings.SHOP_OPERATOR_TOKEN): Promise<Response> =>
  fetch(`${shop.url}/operator/forget`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });

/** What came of a request, and the parts of its page that tests look at. */
export async function visit(path: string, init: RequestInit = {}) {
  const headers = { accept: 'text/html', ...init.headers };
  const answer = await fetch(`${shop.url}${path}`, { redirect: 'manual', ...init, headers });
  // React puts empty comments between texts; people do not see them.
  const html = (await answer.text()).replaceAll('<!-- -->', '');
  return {
    answer,
    status: answer.status,
    html,
    banner: /<div class="banner".*?<\/div>/s.exec(html)?.[0] ?? '',
    main: /<main.*?<\/main>/s.exec(html)?.[0] ?? '',
    system: /<body data-system="(\w+)"/.exec(html)?.[1],
    states: Object.fromEntries(
      [...html.matchAll(/data-section="([a-z]+)" data-state="([a-z]+)"/g)].map(([, name, state]) => [name, state]),
    ),
  };
}

export const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers,
});

/** What the shop of the tests calls its cookies. */
export const cookieNames = cookieNamesOf(settings.SHOP_SECRET);

/** `name=value`, as a browser would send it back. */
export const cookieOf = (answer: Response, kind: keyof CookieNames): string =>
  answer.headers
    .getSetCookie()
    .find((cookie) => [`${cookieNames[kind]}=`, `${cookieNames[kind]}.`].some((start) => cookie.startsWith(start)))
    ?.split(';')[0] ?? '';

/** What the form "Add to cart" of a page says about the product. */
export const tokenIn = (html: string): string => /name="item" value="([^"]+)"/.exec(html)?.[1] ?? '';
