// What the search page says, beside the sentences of its sections.
import { type SearchResults, type SearchSort, type SearchWish, searchLimits } from '@evenkeel/contracts';
import { counted, inDollars } from '../formats.ts';

export const sortWords: Readonly<Record<SearchSort, string>> = {
  relevance: 'Best match',
  'price-asc': 'Price, low to high',
  'price-desc': 'Price, high to low',
  rating: 'Rating',
  newest: 'Newest',
};

const howMany = (count: number, one: string, many: string) => `${counted(count)} ${count === 1 ? one : many}`;
const quoted = (text: string) => `“${text}”`;

/** "12 results for “headphones”" */
export function resultsHeading({ q }: SearchWish, results: SearchResults | null): string {
  if (results === null) return q === '' ? 'Search' : `Search for ${quoted(q)}`;
  const { quality, total, partial, unrelated, correctedTo } = results;
  if (quality === 'low') {
    if (unrelated) return howMany(total, 'popular product', 'popular products');
    return `${howMany(total, 'popular result', 'popular results')} for ${quoted(q)}`;
  }
  if (total === 0) return q === '' ? 'Nothing found' : `Nothing found for ${quoted(q)}`;
  if (q === '') return howMany(total, 'product', 'products');
  return `${partial ? 'More than ' : ''}${howMany(total, 'result', 'results')} for ${quoted(correctedTo ?? q)}`;
}

export const correctedNote = (q: string): string =>
  `Nothing found for ${quoted(q)}, so we looked for something close to it.`;

export const cutNote = (length: number): string =>
  `Your search was longer than ${length} characters. We looked for its beginning.`;

export const nothingFound = {
  plain: 'Try fewer or other words, or look in the categories.',
  filtered: 'Take out a filter, try other words, or look in the categories.',
} as const;

/** What stands above the products while nothing is wrong. */
export function barNote(wish: SearchWish, { correctedTo, total, pages }: SearchResults): string | null {
  if (correctedTo !== null) return correctedNote(wish.q);
  if (pages < 2 || wish.page > pages) return null;
  const first = (wish.page - 1) * searchLimits.pageSize + 1;
  const last = Math.min(first + searchLimits.pageSize - 1, total);
  return `${first} to ${last} of ${counted(total)}`;
}

export const beyondLast = (page: number, pages: number): string =>
  `There is no page ${page} of these results: there are ${pages}.`;

export const isNarrowed = ({ category, minPrice, maxPrice, rating }: SearchWish): boolean =>
  [category, minPrice, maxPrice, rating].some((choice) => choice !== undefined);

/** "$50 to $99", "$1,000 and more" */
export function priceRangeWords(from: number | undefined, to: number | null | undefined): string {
  const dollars = (amount: number) => inDollars(amount * 100);
  if (to === null || to === undefined) return `${dollars(from ?? 0)} and more`;
  return from === undefined || from === 0 ? `Up to ${dollars(to)}` : `${dollars(from)} to ${dollars(to)}`;
}

export const ratingWords = (atLeast: number): string =>
  atLeast === 5 ? '5 stars' : `${atLeast} ${atLeast === 1 ? 'star' : 'stars'} and more`;
