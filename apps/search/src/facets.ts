// Facets as people see them: no choice that leads nowhere, except the one that was made.
import { type CategoryRef, priceRanges, type SearchFacets, type SearchWish } from '@evenkeel/contracts';

export interface FacetCounts {
  readonly categories: readonly (CategoryRef & { readonly count: number })[];
  /** One for each of `priceRanges`. */
  readonly prices: readonly number[];
  /** From the most stars down. */
  readonly ratings: readonly { readonly atLeast: number; readonly count: number }[];
}

export function facetsOf(wish: SearchWish, counts: FacetCounts): SearchFacets {
  const { category, minPrice, maxPrice, rating } = wish;
  const categories = counts.categories.filter(({ count }) => count > 0);
  // A chosen category without results is known by its slug only.
  if (category !== undefined && !categories.some(({ slug }) => slug === category))
    categories.push(
      counts.categories.find(({ slug }) => slug === category) ?? { slug: category, name: nameOf(category), count: 0 },
    );
  return {
    categories: categories
      .map(({ slug, name, count }) => ({ slug, name, count }))
      .sort((a, b) => b.count - a.count || (a.slug < b.slug ? -1 : 1)),
    prices: priceRanges
      .map(({ from, to }, index) => ({ from, to, count: counts.prices[index] ?? 0 }))
      .filter(({ from, to, count }) => count > 0 || (from === minPrice && to === (maxPrice ?? null))),
    ratings: counts.ratings
      .map(({ atLeast, count }) => ({ atLeast, count }))
      .filter(({ atLeast, count }) => count > 0 || atLeast === rating),
  };
}

/** `smart-home` → `Smart home`. */
const nameOf = (slug: string) => `${slug.charAt(0).toUpperCase()}${slug.slice(1).replaceAll('-', ' ')}`;
