// How numbers and days are written, and that no page makes a formatter for it.
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { ReviewsBlock } from '../src/components/reviews.tsx';
import { priceRangeWords, resultsHeading } from '../src/search/words.ts';
import { dollars, stockWords, timeOfDay } from '../src/wording.ts';
import { productPageFixture, searchPageFixture } from './fixture-pages.ts';

afterEach(() => vi.restoreAllMocks());

const noon = new Date(2026, 10, 23, 12, 5).getTime();

test('amounts, times and days are written as people in the shop read them', () => {
  expect(dollars({ cents: 99_900, currency: 'USD' })).toBe('$999');
  expect(dollars({ cents: 123_450, currency: 'USD' })).toBe('$1,234.50');
  expect(priceRangeWords(1_000, null)).toBe('$1,000 and more');
  expect(timeOfDay(noon)).toBe('12:05');
  expect(stockWords(40, 3, noon)).toBe('In stock. Order today, get it on Thursday.');
});

test('no formatter is made for a page: those that there are were made once', () => {
  const made = [
    vi.spyOn(Intl, 'NumberFormat'),
    vi.spyOn(Intl, 'DateTimeFormat'),
    // Each of these makes one of its own.
    vi.spyOn(Number.prototype, 'toLocaleString'),
    vi.spyOn(Date.prototype, 'toLocaleString'),
    vi.spyOn(Date.prototype, 'toLocaleDateString'),
    vi.spyOn(Date.prototype, 'toLocaleTimeString'),
  ];
  const { reviews } = productPageFixture().sections;
  const place = { address: { name: 'product', key: 'laptop' }, requestId: 'r' } as const;
  const html = renderToStaticMarkup(<ReviewsBlock section={reviews} place={place} noun="laptop" />);
  expect(html).toContain('12 November');
  const { data } = searchPageFixture('high').sections.results;
  resultsHeading({ q: 'laptop', sort: 'relevance', page: 1 }, data && { ...data, total: 1_234 });
  priceRangeWords(50, 1_000);
  dollars({ cents: 4_550, currency: 'USD' });
  timeOfDay(noon);
  stockWords(40, 3, noon);
  for (const maker of made) expect(maker).not.toHaveBeenCalled();
});
