// What people type into the search field: words that they have seen in the shop, not always spelt well, and now and then
// narrowed down, sorted, or looked through to the second page.

import { chance, pick, type Random } from './random.ts';

/** Before a visitor has seen any product. */
const usualWords = ['laptop', 'mouse', 'keyboard', 'monitor', 'headphones', 'camera'];
const sorts = ['price-asc', 'price-desc', 'rating', 'newest'];

const habits = { twoWords: 0.3, typo: 0.2, category: 0.15, price: 0.15, rating: 0.1, sort: 0.2, secondPage: 0.1 };

/** The address of a search, with titles and categories that the visitor knows. */
export function searchAddress(
  random: Random,
  known: { readonly titles: readonly string[]; readonly categories: readonly string[] },
): string {
  const params = new URLSearchParams({ q: query(random, known.titles) });
  const category = pick(random, known.categories);
  if (category && chance(random, habits.category)) params.set('category', category);
  if (chance(random, habits.price)) {
    const least = 50 * Math.floor(random() * 6);
    params.set('minPrice', String(least));
    params.set('maxPrice', String(least + 500));
  }
  if (chance(random, habits.rating)) params.set('rating', '4');
  if (chance(random, habits.sort)) params.set('sort', pick(random, sorts) ?? 'rating');
  if (chance(random, habits.secondPage)) params.set('page', '2');
  return `/search?${params}`;
}

function query(random: Random, titles: readonly string[]): string {
  const words = (pick(random, titles) ?? '').split(/[^\p{L}\p{N}-]+/u).filter((word) => word.length > 2);
  const from = words.length > 0 ? words : usualWords;
  const typed = [pick(random, from), ...(chance(random, habits.twoWords) ? [pick(random, from)] : [])];
  const text = [...new Set(typed)].join(' ').toLowerCase();
  return chance(random, habits.typo) ? mistyped(random, text) : text;
}

/** Two neighbouring letters change places, or one is left out; a short word is typed right. */
export function mistyped(random: Random, text: string): string {
  if (text.length < 5) return text;
  const at = 1 + Math.floor(random() * (text.length - 2));
  const [one = '', other = ''] = [text[at], text[at + 1]];
  return text.slice(0, at) + (chance(random, 0.5) ? other + one : other) + text.slice(at + 2);
}
