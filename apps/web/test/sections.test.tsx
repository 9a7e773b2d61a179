// Sections as the server sends them: attributes for programs, sentences for people, the same height for every state.
import type { Section, SectionState } from '@evenkeel/contracts';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { PriceLine, RatingLine, StockLine } from '../src/components/buy-box.tsx';
import { RecommendationsBlock } from '../src/components/recommendations.tsx';
import { ReviewsBlock } from '../src/components/reviews.tsx';
import { Facets } from '../src/components/search/facets.tsx';
import { shownPages } from '../src/components/search/pages.tsx';
import { Results } from '../src/components/search/results.tsx';
import { cards, gone, live, productPageFixture, searchPageFixture, stale } from './fixture-pages.ts';

const monday = Date.UTC(2026, 10, 23, 12);
const place = { address: { name: 'product', key: 'laptop' }, requestId: '7c41f0e2-aaaa' } as const;
const { sections } = productPageFixture();

const html = (node: ReactNode): string => renderToStaticMarkup(node);
/** What people read, without the plumbing's tag. */
const text = (node: ReactNode): string =>
  html(node)
    .replace(/<span class="tag".*?<\/b>.*?<\/span>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const dataOf = <T,>({ data }: Section<T>): T => {
  if (data === null) throw new Error('this fixture has data');
  return data;
};

const price = dataOf(sections.price);
const rating = dataOf(sections.rating);
const reviews = dataOf(sections.reviews);

describe('a section', () => {
  test('carries its state in attributes that tests read', () => {
    expect(html(<PriceLine section={sections.price} />)).toContain(
      'data-section="price" data-state="live" data-source="service"',
    );
  });

  test('carries age and tier when it is a copy, and only then', () => {
    const copy = html(<PriceLine section={stale(price, 420_000, 'Price from 7 minutes ago.')} />);
    expect(copy).toContain('data-state="stale" data-source="cache" data-age-ms="420000" data-tier="degraded"');
    expect(html(<PriceLine section={sections.price} />)).not.toMatch(/data-age-ms|data-tier/);
  });

  test('escapes what people write', () => {
    const [first] = reviews.items;
    const written = { ...reviews, items: first ? [{ ...first, text: '<script>alert(1)</script>' }] : [] };
    const shown = html(<ReviewsBlock section={live(written)} place={place} noun="laptop" />);
    expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(shown).not.toContain('<script>');
  });
});

describe('the price', () => {
  test('says "Price unavailable", never $0.00', () => {
    expect(text(<PriceLine section={gone('You see it at checkout before you pay.')} />)).toBe(
      'Price unavailable You see it at checkout before you pay.',
    );
  });

  test('of a copy is marked in the place of the note on tax', () => {
    const message = 'Price from 7 minutes ago. We check it again at checkout.';
    expect(text(<PriceLine section={stale(price, 420_000, message)} />)).toBe(`$999 ${message}`);
    expect(text(<PriceLine section={sections.price} />)).toBe('$999 Includes tax and free delivery.');
  });

  test('shows cents where there are any', () => {
    const section = live({ ...price, money: { cents: 4_550, currency: 'USD' as const } });
    expect(text(<PriceLine section={section} />)).toContain('$45.50');
  });
});

describe('stock', () => {
  test('names the day of delivery', () => {
    expect(text(<StockLine section={sections.stock} wallClock={monday} />)).toBe(
      'In stock. Order today, get it on Thursday.',
    );
  });

  test.each<SectionState>(['disabled', 'unavailable'])('%s is confirmed at checkout', (state) => {
    const section = gone('We confirm stock at checkout.', state);
    expect(text(<StockLine section={section} wallClock={monday} />)).toBe('We confirm stock at checkout.');
  });
});

describe('the rating', () => {
  test('has words beside its stars', () => {
    expect(text(<RatingLine section={sections.rating} />)).toBe('★★★★★ 4.8 of 5 234 reviews');
  });

  test('of a copy says from when', () => {
    const section = stale(rating, 720_000, '234 reviews, as of 12 minutes ago');
    expect(text(<RatingLine section={section} />)).toBe('★★★★★ 4.8 of 5 234 reviews, as of 12 minutes ago');
  });

  test('that is missing says so', () => {
    expect(text(<RatingLine section={gone('Rating temporarily unavailable')} />)).toBe(
      'Rating temporarily unavailable',
    );
  });
});

describe('reviews', () => {
  const absent = gone('Reviews are temporarily unavailable');

  test('that are missing keep their heading, say what still works, and offer to try again', () => {
    expect(text(<ReviewsBlock section={absent} place={place} noun="laptop" />)).toBe(
      'Reviews Reviews are temporarily unavailable You can still buy this laptop. Come back later to read what others say. Try again',
    );
  });

  test('offer a link that a browser really loads, and that leads back to the section', () => {
    expect(html(<ReviewsBlock section={absent} place={place} noun="laptop" />)).toContain(
      'href="/products/laptop?again=7c41f0e2#reviews" data-again="/sections/product/laptop/reviews"',
    );
  });

  test('that are switched off come back by themselves: nothing to try', () => {
    const section = gone('Reviews are switched off while the shop is busy. They come back by themselves.', 'disabled');
    const shown = text(<ReviewsBlock section={section} place={place} noun="laptop" />);
    expect(shown).toBe('Reviews Reviews are switched off while the shop is busy. They come back by themselves.');
  });

  test('of a copy say from when', () => {
    const section = stale(reviews, 2_400_000, 'Reviews as of 40 minutes ago.');
    expect(text(<ReviewsBlock section={section} place={place} noun="laptop" />)).toContain(
      'Reviews Reviews as of 40 minutes ago. Try again',
    );
  });
});

describe('search results', () => {
  const at = (key: string) => ({ ...place, address: { name: 'search', key } as const });
  const words = at('q=laptop');
  const shown = (quality: Parameters<typeof searchPageFixture>[0]) =>
    html(<Results section={searchPageFixture(quality).sections.results} place={words} />);

  test.each(['high', 'medium', 'low', 'none'] as const)('carry their quality: %s', (quality) => {
    expect(shown(quality)).toContain(`data-quality="${quality}"`);
  });

  test('say in bold what is limited, and what still works', () => {
    expect(shown('medium')).toContain('<b>Search may be slower than usual</b>');
    expect(shown('low')).toContain('<b>Showing popular results only</b>');
    expect(shown('low')).toContain('Categories show everything we sell.');
    expect(shown('none')).toContain('Search is temporarily unavailable. Please try again later.');
    expect(shown('none')).toContain('You can browse by category.');
  });

  test('can be sorted wherever sorting works', () => {
    expect(
      ['high', 'medium', 'low', 'none'].map((quality) => shown(quality as 'high').includes('name="sort"')),
    ).toEqual([true, true, false, false]);
  });

  test('tell in the plumbing, and only there, that a stand-in has found them', () => {
    expect(shown('high')).toContain('stand-in for Elasticsearch');
    expect(text(<Results section={searchPageFixture('high').sections.results} place={words} />)).not.toMatch(
      /stand-in/,
    );
  });

  test('escape what people type', () => {
    const place = at(new URLSearchParams({ q: '"><script>alert(1)</script>' }).toString());
    expect(html(<Results section={searchPageFixture('none').sections.results} place={place} />)).not.toContain(
      '<script>',
    );
  });

  test('show what was looked for, as text', () => {
    const data = dataOf(searchPageFixture('high').sections.results);
    const [first] = data.items;
    if (!first) throw new Error('this fixture has items');
    const name = [
      { text: 'Head', hit: true },
      { text: 'phones <b>Drift</b>', hit: false },
    ];
    const found = live({ ...data, items: [{ ...first, matched: { name, snippet: [{ text: 'A head', hit: true }] } }] });
    const said = html(<Results section={found} place={words} />);
    expect(said).toContain('<h3><mark>Head</mark>phones &lt;b&gt;Drift&lt;/b&gt;</h3>');
    expect(said).toContain('<mark>A head</mark>');
  });

  test('of words that had to be bent say so', () => {
    const { results } = searchPageFixture('high').sections;
    const bent = live({ ...dataOf(results), correctedTo: 'laptop' }, 'elasticsearch');
    const said = text(<Results section={bent} place={at('q=labtop')} />);
    expect(said).toContain('30 results for “laptop”');
    expect(said).toContain('Nothing found for “labtop”, so we looked for something close to it.');
  });

  test('of another rung say how old their prices are', () => {
    const low = searchPageFixture('low').sections.results;
    const aged = { ...low, data: { ...dataOf(low), pricesAgeMs: 120_000 } };
    expect(text(<Results section={aged} place={words} />)).toContain(
      'Prices from 2 minutes ago. We check them at checkout.',
    );
  });

  test('that have nothing to do with the query are not called its results', () => {
    const low = searchPageFixture('low').sections.results;
    const other = { ...low, data: { ...dataOf(low), total: 24, unrelated: true } };
    expect(html(<Results section={other} place={words} />)).toContain('>24 popular products</h1>');
  });

  test('that are more than were looked at say so', () => {
    const many = live({ ...dataOf(searchPageFixture('medium').sections.results), total: 9_600, partial: true });
    expect(text(<Results section={many} place={words} />)).toContain('More than 9,600 results for “laptop”');
  });

  test('that are none have a way on', () => {
    const none = live({ ...dataOf(searchPageFixture('high').sections.results), total: 0, pages: 0, items: [] });
    const said = html(<Results section={none} place={at('q=laptop&rating=5')} />);
    expect(said).toContain('Nothing found for “laptop”');
    expect(said).toContain('href="/search?q=laptop">Search without filters</a>');
  });

  test('beyond the last page lead to it', () => {
    const far = live({ ...dataOf(searchPageFixture('high').sections.results), items: [] });
    expect(html(<Results section={far} place={at('q=laptop&page=9')} />)).toContain(
      'href="/search?q=laptop&amp;page=2"',
    );
  });

  test('offer the neighbours of a page, the first and the last', () => {
    expect(shownPages(1, 1)).toEqual([1]);
    expect(shownPages(5, 9)).toEqual([1, 4, 5, 6, 9]);
    expect(shownPages(2, 2)).toEqual([1, 2]);
  });
});

describe('facets', () => {
  const at = (key: string) => ({ ...place, address: { name: 'search', key } as const });
  const { facets } = searchPageFixture('high').sections;

  test('are links that can be shared, and lead to the first page', () => {
    const shown = html(<Facets section={facets} place={at('q=laptop&page=2')} />);
    expect(shown).toContain('href="/search?q=laptop&amp;category=computers"');
    expect(shown).toContain('href="/search?q=laptop&amp;minPrice=50&amp;maxPrice=99"');
    expect(shown).toContain('href="/search?q=laptop&amp;rating=4"');
  });

  test('that are chosen lead back out', () => {
    const shown = html(<Facets section={facets} place={at('q=laptop&category=computers&minPrice=50&maxPrice=99')} />);
    expect(shown).toContain('href="/search?q=laptop&amp;minPrice=50&amp;maxPrice=99" aria-current="true"');
    expect(shown).toContain('href="/search?q=laptop&amp;category=computers" aria-current="true"');
    expect(shown).toContain('Clear all filters');
  });

  test('that are missing say so', () => {
    expect(text(<Facets section={searchPageFixture('low').sections.facets} place={at('q=laptop')} />)).toBe(
      'Filters and sorting are temporarily unavailable.',
    );
  });
});

test.each([
  ['personal', 'Picked for you'],
  ['recently-viewed', 'Recently viewed'],
  ['trending', 'Trending in Computers'],
  ['bestsellers', 'Bestsellers'],
] as const)('recommendations by %s are headed "%s"', (basis, heading) => {
  const category = basis === 'trending' ? { slug: 'computers', name: 'Computers' } : null;
  const section = live({ basis, category, degraded: false, items: cards.slice(0, 4) }, basis);
  expect(html(<RecommendationsBlock section={section} place={place} />)).toContain(`>${heading}</h2>`);
});
