import type { ProductPage } from '@evenkeel/contracts';
import { describe, expect, test } from 'vitest';
import { savedPages } from '../src/gateway/saved-pages.ts';
import { gone, homePageFixture, live, productPageFixture, stale } from './fixture-pages.ts';

const minute = 60_000;
const hour = 60 * minute;
const laptop = { name: 'product', key: 'laptop' } as const;
const home = { name: 'home', key: '' } as const;

/** Saved pages with a clock that a test moves. */
function shelf(maxPages = 500) {
  const clock = { now: 1_000 };
  return { clock, pages: savedPages({ maxPages, now: () => clock.now, wallClock: () => clock.now }) };
}

/** What a product page looks like `elapsedMs` after it was kept. */
function seenAgain(elapsedMs: number, change: (page: ProductPage) => void = () => undefined) {
  const { pages, clock } = shelf();
  const page = productPageFixture();
  change(page);
  pages.keep(laptop, page);
  clock.now += elapsedMs;
  return pages.find(laptop, 'gateway: ECONNREFUSED')?.page;
}

describe('a saved page', () => {
  test('says that it is a copy, how old, and why', () => {
    const { product } = seenAgain(2 * minute)?.sections ?? {};
    expect(product).toMatchObject({
      state: 'stale',
      source: 'cache',
      ageMs: 2 * minute,
      tier: 'fresh',
      reason: 'gateway: ECONNREFUSED',
      message: 'Product details from 2 minutes ago. We check price and stock at checkout.',
    });
    expect(product?.data?.name).toBe('Laptop');
  });

  test('is degraded as a whole', () => {
    expect(seenAgain(0)?.system).toBe('degraded');
  });

  test.each([
    [5 * minute, 'fresh'],
    [5 * minute + 1, 'degraded'],
    [hour, 'degraded'],
    [hour + 1, 'emergency'],
    [24 * hour, 'emergency'],
  ])('after %d ms is in tier %s', (elapsedMs, tier) => {
    expect(seenAgain(elapsedMs)?.sections.product.tier).toBe(tier);
  });

  test('is gone when its core is older than a day', () => {
    expect(seenAgain(24 * hour + 1)).toBeUndefined();
  });

  test('adds its own age to that of the copy which it kept', () => {
    const page = seenAgain(4 * minute, ({ sections }) => {
      if (sections.reviews.data)
        sections.reviews = stale(sections.reviews.data, 3 * minute, 'Reviews as of 3 minutes ago.');
    });
    expect(page?.sections.reviews.ageMs).toBe(7 * minute);
    expect(page?.sections.reviews.message).toBe('Reviews as of 7 minutes ago.');
  });

  test('shows a price for 15 minutes and no longer, wherever it stands', () => {
    const young = seenAgain(15 * minute)?.sections;
    expect(young?.price).toMatchObject({ state: 'stale', data: { money: { cents: 99_900 } } });
    expect(young?.related.data?.items[0]?.price).toEqual({ cents: 2_900, currency: 'USD' });

    const old = seenAgain(15 * minute + 1)?.sections;
    expect(old?.price).toMatchObject({ state: 'unavailable', source: 'none', data: null, ageMs: null });
    expect(old?.related.data?.items.map(({ name, price }) => [name, price])).toEqual([
      ['Mouse', null],
      ['Keyboard', null],
      ['Monitor', null],
    ]);
    expect(old?.related.message).toBe('From 15 minutes ago. You see prices at checkout before you pay.');
  });

  test('never shows stock', () => {
    expect(seenAgain(0)?.sections.stock).toMatchObject({
      state: 'unavailable',
      data: null,
      message: 'We confirm stock at checkout.',
    });
  });

  test.each(['personal', 'recently-viewed'] as const)('keeps no %s recommendations for the next visitor', (basis) => {
    const page = seenAgain(0, ({ sections }) => {
      sections.recommendations = live({ basis, category: null, degraded: false, items: [] }, basis);
    });
    expect(page?.sections.recommendations).toMatchObject({ state: 'unavailable', data: null });
  });

  test('keeps recommendations that are the same for everyone', () => {
    const page = seenAgain(0, ({ sections }) => {
      sections.recommendations = live(
        { basis: 'bestsellers', category: null, degraded: false, items: [] },
        'bestsellers',
      );
    });
    expect(page?.sections.recommendations).toMatchObject({ state: 'stale', source: 'cache' });
  });

  test('still has the reviews that it was seen with when a later answer lacked them', () => {
    const { pages, clock } = shelf();
    pages.keep(laptop, productPageFixture());
    clock.now += 10 * minute;
    const later = productPageFixture();
    later.sections.reviews = gone('Reviews are temporarily unavailable');
    pages.keep(laptop, later);
    clock.now += minute;
    const found = pages.find(laptop, 'gateway: timeout')?.page.sections;
    expect(found?.reviews).toMatchObject({ state: 'stale', ageMs: 11 * minute });
    expect(found?.product.ageMs).toBe(minute);
  });
});

describe('whatever the clocks do', () => {
  /** A page whose core and prices were kept, and then the two clocks went on by so much each, one pair after the other. */
  function afterLeaps(...leaps: readonly (readonly [monotonicMs: number, wallMs: number])[]) {
    const clock = { now: 1_000 };
    const wall = { now: 1_700_000_000_000 };
    const pages = savedPages({ now: () => clock.now, wallClock: () => wall.now });
    pages.keep(laptop, productPageFixture());
    let found: ReturnType<typeof pages.find<'product'>>;
    for (const [monotonicMs, wallMs] of leaps) {
      clock.now += monotonicMs;
      wall.now += wallMs;
      found = pages.find(laptop, 'gateway: gone');
    }
    return found?.page.sections;
  }

  test('a machine that slept for eight hours has a page of eight hours ago, without its price', () => {
    const sections = afterLeaps([minute, 8 * hour]);
    expect(sections?.product).toMatchObject({ ageMs: 8 * hour, tier: 'emergency' });
    expect(sections?.price).toMatchObject({ state: 'unavailable', data: null });
    expect(sections?.related.data?.items.every(({ price }) => price === null)).toBe(true);
  });

  test('a wall clock that is set back an hour makes no page younger', () => {
    expect(afterLeaps([14 * minute, 14 * minute - hour])?.product.ageMs).toBe(14 * minute);
    expect(afterLeaps([16 * minute, 16 * minute - hour])?.price).toMatchObject({ state: 'unavailable' });
    expect(afterLeaps([minute, 20 * minute], [0, -10 * minute])?.price).toMatchObject({ state: 'unavailable' });
  });

  test('a wall clock that is set forward by a year leaves no page, and back again none that was there before', () => {
    const year = 365 * 24 * hour;
    expect(afterLeaps([0, year])).toBeUndefined();
    expect(afterLeaps([0, year], [0, -year])).toBeUndefined();
  });
});

describe('the shelf of saved pages', () => {
  test('takes no page whose core is missing', () => {
    const { pages } = shelf();
    const page = homePageFixture();
    page.sections.categories = gone('Categories are temporarily unavailable');
    pages.keep(home, page);
    expect(pages.find(home, 'gateway: gone')).toBeUndefined();
  });

  test('holds a limited number of pages and lets go of the one not needed for longest', () => {
    const { pages } = shelf(2);
    const page = productPageFixture();
    pages.keep({ name: 'product', key: 'laptop' }, page);
    pages.keep({ name: 'product', key: 'mouse' }, page);
    pages.find({ name: 'product', key: 'laptop' }, 'needed');
    pages.keep({ name: 'product', key: 'monitor' }, page);
    expect(pages.size).toBe(2);
    expect(pages.find({ name: 'product', key: 'mouse' }, 'needed')).toBeUndefined();
    expect(pages.find({ name: 'product', key: 'laptop' }, 'needed')).toBeDefined();
  });

  test('can be emptied', () => {
    const { pages } = shelf();
    pages.keep(home, homePageFixture());
    pages.forget();
    expect(pages.find(home, 'gateway: gone')).toBeUndefined();
  });
});
