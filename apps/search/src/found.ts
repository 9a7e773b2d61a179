import type { SearchFacets, SearchHit } from '@evenkeel/contracts';

/** What a rung of the ladder has found. */
export interface Found {
  /** Of all pages. */
  readonly total: number;
  /** More would fit than were looked at. */
  readonly partial?: boolean;
  /** Not of this query: what is popular in the shop, whatever was asked for. */
  readonly unrelated?: boolean;
  /** Of the page that was asked for. */
  readonly items: readonly SearchHit[];
  /** Null where nothing can be counted. */
  readonly facets: SearchFacets | null;
  /** What was searched for instead of the words; undefined when they were right. */
  readonly correctedTo?: string | undefined;
  /** How old the prices are, in ms; 0 when they were read just now. */
  readonly pricesAgeMs?: number;
}
