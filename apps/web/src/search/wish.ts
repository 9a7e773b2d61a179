// The address of a search, read as kindly as a person would: what makes no sense is left out, and said where it matters.
import { type SearchWish, searchLimits, searchParams, searchWish } from '@evenkeel/contracts';
import type { PageAddress } from '../gateway/page-address.ts';

export interface ReadWish {
  readonly wish: SearchWish;
  /** Whether the query was longer than anything that is searched for, and was cut. */
  readonly cut: boolean;
}

/** Whatever stands in the address, this is a search that can be asked for. Of a parameter that comes twice the first counts. */
export function readWish(params: URLSearchParams): ReadWish {
  const q = wellFormed(params.get('q') ?? '');
  const given = {
    q: cutAt(q, searchLimits.queryLength),
    category: params.get('category') ?? undefined,
    minPrice: dollars(params.get('minPrice')),
    maxPrice: dollars(params.get('maxPrice')),
    rating: params.get('rating') ?? undefined,
    sort: params.get('sort') ?? undefined,
    page: params.get('page') ?? undefined,
  };
  // The other way round people mean the same.
  const { minPrice, maxPrice } = given;
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice)
    Object.assign(given, { minPrice: maxPrice, maxPrice: minPrice });
  return { wish: withoutFaults(given), cut: q.length > searchLimits.queryLength };
}

/** What names a search in addresses and copies: equal for searches that mean the same. */
export const searchKey = (wish: SearchWish): string => searchParams(wish).toString();

/** The search behind the address of its page. */
export const wishOf = ({ key }: PageAddress): SearchWish => readWish(new URLSearchParams(key)).wish;

/** Drops what the schema complains about, until it complains no more: it names one field at a time at the least. */
function withoutFaults(given: Readonly<Record<string, unknown>>): SearchWish {
  const read = searchWish.safeParse(given);
  if (read.success) return read.data;
  const faulty = new Set(read.error.issues.map(({ path }) => String(path[0])));
  return withoutFaults(Object.fromEntries(Object.entries(given).filter(([name]) => !faulty.has(name))));
}

/** "$1,049.50" → 1049; undefined for what is no amount. */
function dollars(text: string | null): number | undefined {
  const amount = /^\s*\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*$/.exec(text ?? '')?.[1];
  return amount === undefined ? undefined : Math.min(Number(amount.replaceAll(',', '')), searchLimits.dollars);
}

/** At most `length` characters, and no half of one at the end. */
const cutAt = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

/** Half a character, as a cut in the middle of one leaves it, could not be sent on. */
const wellFormed = (text: string): string => text.toWellFormed();

/** What Next hands to a page as its search parameters. */
export function paramsOf(asked: Readonly<Record<string, string | string[] | undefined>>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) params.set(name, first);
  }
  return params;
}
