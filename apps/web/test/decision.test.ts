// What a request comes to, with a gateway over real HTTP that is well, gone, or talks nonsense.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Line } from '../src/cart/cart.ts';
import { type Decision, decide } from '../src/decision.ts';
import { onePerProcess } from '../src/one-per-process.ts';
import { type FakeGateway, fakeGateway, type Mood } from './fake-gateway.ts';
import { gone } from './fixture-pages.ts';

const visit = { requestId: '7c41f0e2-aaaa-4000-8000-000000000001', visitor: null };
const mouse: Line = {
  slug: 'mouse',
  name: 'Mouse',
  cents: 2_900,
  pricedAt: 1,
  picture: 'computer-mouse',
  tile: 0,
  quantity: 2,
};

let gateway: FakeGateway;

beforeAll(async () => {
  gateway = await fakeGateway();
  Object.assign(process.env, {
    GATEWAY_URL: gateway.url,
    SHOP_SECRET: 'a secret for tests only',
    SHOP_OPERATOR_TOKEN: 'a token for tests only',
  });
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.reset();
  onePerProcess.forget();
});

const shown = (decision: Decision) => {
  if (decision.kind !== 'show') throw new Error(`expected a page, got ${decision.kind}`);
  return decision.shown;
};

const failures: Mood[] = ['core-gone', 'hung', 'html', 'half-a-json', 'wrong-schema', 'endless'];

describe('while the gateway is well', () => {
  test('a page is shown as it was answered', async () => {
    const { name, page, origin } = shown(await decide('/products/laptop', [], visit));
    expect([name, origin.from, page.system]).toEqual(['product', 'gateway', 'normal']);
  });

  test('an unknown product is a 404', async () => {
    expect(await decide('/products/nope', [], visit)).toEqual({ kind: 'missing', what: 'product' });
  });

  test('a slug that nothing can have is a 404 without asking', async () => {
    expect(await decide('/products/%00', [], visit)).toEqual({ kind: 'missing', what: 'product' });
    expect(gateway.asked).toEqual([]);
  });

  test('unknown products never open the breaker', async () => {
    for (let count = 0; count < 10; count++) await decide('/products/nope', [], visit);
    expect((await decide('/products/laptop', [], visit)).kind).toBe('show');
  });

  test('the visitor is named only when an earlier answer named one', async () => {
    await decide('/', [], visit);
    await decide('/', [], { ...visit, visitor: '01890000-0000-7000-8000-000000000000' });
    expect(gateway.asked.map(({ headers }) => headers['x-visitor-id'])).toEqual([
      undefined,
      '01890000-0000-7000-8000-000000000000',
    ]);
    expect(gateway.asked[0]?.headers['x-request-id']).toBe(visit.requestId);
  });

  test("the cart is asked for by what the visitor's cookie holds", async () => {
    await decide('/cart', [mouse], visit);
    expect(gateway.asked.at(-1)?.path).toBe('/pages/cart?items=mouse:2');
  });
});

describe.each(failures)('with a gateway that answers "%s"', (mood) => {
  test('a product that was never seen is the honest 503', async () => {
    gateway.mood = mood;
    expect(await decide('/products/laptop', [], visit)).toEqual({ kind: 'sorry' });
  });

  test('a product that was seen once is shown from the copy', async () => {
    await decide('/products/laptop', [], visit);
    gateway.mood = mood;
    const { page, origin } = shown(await decide('/products/laptop', [], visit));
    expect(origin.from).toBe('saved');
    expect(page.sections).toMatchObject({ product: { state: 'stale', source: 'cache', data: { name: 'Laptop' } } });
  });

  test.each(['/', '/cart', '/categories/audio'])('%s is shown although it was never seen', async (path) => {
    gateway.mood = mood;
    const { page, origin } = shown(await decide(path, [mouse], visit));
    expect([origin.from, page.system]).toEqual(['plain', 'degraded']);
  });

  test('what it answered is no copy', async () => {
    gateway.mood = mood;
    await decide('/products/laptop', [], visit);
    gateway.mood = 'core-gone';
    expect(await decide('/products/laptop', [], visit)).toEqual({ kind: 'sorry' });
  });
});

test('a good copy is not replaced by an answer without a core', async () => {
  await decide('/', [], visit);
  gateway.pages.home.sections.categories = gone('Categories are temporarily unavailable');
  await decide('/', [], visit);
  gateway.mood = 'core-gone';
  const { page } = shown(await decide('/', [], visit));
  expect(page.sections).toMatchObject({ categories: { state: 'stale' } });
});

test('honest 503s of single products do not cut off the others', async () => {
  gateway.mood = 'core-gone';
  for (let count = 0; count < 10; count++) await decide('/products/mouse', [], visit);
  gateway.mood = 'well';
  expect(shown(await decide('/products/laptop', [], visit)).origin.from).toBe('gateway');
});

test('a hung gateway costs its deadline a few times, then nothing but a line in the log', async () => {
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  gateway.mood = 'hung';
  for (let count = 0; count < 5; count++) await decide('/', [], visit);
  const asked = gateway.asked.length;
  expect((await decide('/', [], visit)).kind).toBe('show');
  expect(gateway.asked).toHaveLength(asked);
  expect(log.mock.calls.map(([line]) => line)).toEqual([expect.stringContaining('"from":"CLOSED","to":"OPEN"')]);
  log.mockRestore();
});
