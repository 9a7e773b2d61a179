// Every choice of a search is an address: it can be kept, shared, and followed without JavaScript.
import { type SearchWish, searchParams } from '@evenkeel/contracts';

/** The address of `wish` with something else about it; a new choice begins at the first page. Undefined takes a choice out. */
export function searchHref(wish: SearchWish, other: Partial<Record<keyof SearchWish, unknown>>): string {
  const params = searchParams({ ...wish, page: 1, ...other } as SearchWish).toString();
  return params === '' ? '/search' : `/search?${params}`;
}

/** A search without any of its filters. */
export const unfiltered = { category: undefined, minPrice: undefined, maxPrice: undefined, rating: undefined } as const;
