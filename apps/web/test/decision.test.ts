// What a request comes to, with a gateway over real HTTP that is well, gone, or talks nonsense.
import { describe, expect, test, vi } from 'vitest';
import type { Line } from '../src/cart/cart.ts';
import { type Decision, decide as decideOn } from '../src/decision.ts';
import type { Visit } from '../src/gateway/visit.ts';
import { watch } from '../src/watch.ts';
import type { Mood } from './fake-gateway.ts';
import { gone, searchPageFixture } from './fixture-pages.ts';
import { useGateway } from './use-gateway.ts';

const decide = (address: string, cart: Line[], by: Visit) => {
  const [pathname = '', query] = address.split('?');
  return decideOn({ pathname, params: new URLSearchParams(query), cart }, by);
};
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

const gateway = useGateway();

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
    expect(gateway().asked).toEqual([]);
  });

  test('unknown products never open the breaker', async () => {
    for (let count = 0; count < 10; count++) await decide('/products/nope', [], visit);
    expect((await decide('/products/laptop', [], visit)).kind).toBe('show');
  });

  test('the visitor is named only when an earlier answer named one', async () => {
    await decide('/', [], visit);
    await decide('/', [], { ...visit, visitor: '01890000-0000-7000-8000-000000000000' });
    expect(gateway().asked.map(({ headers }) => headers['x-visitor-id'])).toEqual([
      undefined,
      '01890000-0000-7000-8000-000000000000',
    ]);
    expect(gateway().asked[0]?.headers['x-request-id']).toBe(visit.requestId);
  });

  test("the cart is asked for by what the visitor's cookie holds", async () => {
    await decide('/cart', [mouse], visit);
    expect(gateway().asked.at(-1)?.path).toBe('/pages/cart?items=mouse:2');
  });
});

describe.each(failures)('with a gateway that answers "%s"', (mood) => {
  test('a product that was never seen is the honest 503', async () => {
    gateway().mood = mood;
    expect(await decide('/products/laptop', [], visit)).toEqual({ kind: 'sorry' });
  });

  test('a product that was seen once is shown from the copy', async () => {
    await decide('/products/laptop', [], visit);
    gateway().mood = mood;
    const { page, origin } = shown(await decide('/products/laptop', [], visit));
    expect(origin.from).toBe('saved');
    expect(page.sections).toMatchObject({ product: { state: 'stale', source: 'cache', data: { name: 'Laptop' } } });
  });

  test.each(['/', '/cart', '/categories/audio', '/search?q=laptop'])(
    '%s is shown although it was never seen',
    async (path) => {
      gateway().mood = mood;
      const { page, origin } = shown(await decide(path, [mouse], visit));
      expect([origin.from, page.system]).toEqual(['plain', 'degraded']);
    },
  );

  test('what it answered is no copy', async () => {
    gateway().mood = mood;
    await decide('/products/laptop', [], visit);
    gateway().mood = 'core-gone';
    expect(await decide('/products/laptop', [], visit)).toEqual({ kind: 'sorry' });
  });
});

describe('a search', () => {
  test('is asked for by what it means, however it was written', async () => {
    await decide('/search?page=1&q=%20laptop%20&minPrice=900&maxPrice=100&rating=many', [], visit);
    expect(gateway().asked.at(-1)?.path).toBe('/pages/search?q=laptop&minPrice=100&maxPrice=900');
  });

  test('that was answered once is shown again when the gateway is gone; another one is not guessed', async () => {
    await decide('/search?q=laptop', [], visit);
    gateway().mood = 'html';
    const again = shown(await decide('/search?q=laptop', [], visit));
    expect(again.page.sections).toMatchObject({ results: { state: 'stale', data: { quality: 'high' } } });
    const other = shown(await decide('/search?q=mouse', [], visit));
    expect(other.page.sections).toMatchObject({
      results: { state: 'unavailable', message: 'Search is temporarily unavailable. Please try again later.' },
      facets: { state: 'unavailable' },
      categories: { state: 'fallback', source: 'static' },
    });
  });

  test('of popular results only is no copy: it is not what was looked for', async () => {
    gateway().pages.search = searchPageFixture('low');
    await decide('/search?q=laptop', [], visit);
    gateway().mood = 'html';
    expect(shown(await decide('/search?q=laptop', [], visit)).origin.from).toBe('plain');
  });

  test('by the hundred evicts no other page', async () => {
    await decide('/products/laptop', [], visit);
    for (let count = 0; count < 600; count++) await decide(`/search?q=laptop%20${count}`, [], visit);
    gateway().mood = 'html';
    expect(shown(await decide('/products/laptop', [], visit)).origin.from).toBe('saved');
  });
});

test('a good copy is not replaced by an answer without a core', async () => {
  await decide('/', [], visit);
  gateway().pages.home.sections.categories = gone('Categories are temporarily unavailable');
  await decide('/', [], visit);
  gateway().mood = 'core-gone';
  const { page } = shown(await decide('/', [], visit));
  expect(page.sections).toMatchObject({ categories: { state: 'stale' } });
});

test('honest 503s of single products do not cut off the others', async () => {
  gateway().mood = 'core-gone';
  for (let count = 0; count < 10; count++) await decide('/products/mouse', [], visit);
  gateway().mood = 'well';
  expect(shown(await decide('/products/laptop', [], visit)).origin.from).toBe('gateway');
});

test('a hung gateway costs its deadline a few times, then nothing but a line in the log', async () => {
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  watch();
  gateway().mood = 'hung';
  for (let count = 0; count < 5; count++) await decide('/', [], visit);
  const asked = gateway().asked.length;
  expect((await decide('/', [], visit)).kind).toBe('show');
  expect(gateway().asked).toHaveLength(asked);
  expect(log.mock.calls.map(([line]) => line)).toEqual([
    expect.stringContaining('Gateway service circuit breaker is OPEN!'),
  ]);
  log.mockRestore();
});
