// What a search is told: what was found, and how good that is.
import {
  type SearchAnswer,
  type SearchQuality,
  type SearchWish,
  searchLimits,
  searchWords,
  withoutOldPrices,
} from '@evenkeel/contracts';
import type { EngineIdentity } from './engine/engine.ts';
import type { Found } from './found.ts';

export interface Outcome {
  readonly source: SearchAnswer['source'];
  readonly quality: SearchQuality;
  /** Undefined when no rung held. */
  readonly found: Found | undefined;
  /** Why better rungs failed. */
  readonly reasons: string[];
  /** Who is behind the engine. */
  readonly identity: EngineIdentity | null;
}

const nothing: Found = { total: 0, items: [], facets: null };

export function searchAnswerOf(
  wish: SearchWish,
  { source, quality, found = nothing, reasons, identity }: Outcome,
): SearchAnswer {
  const { total, pricesAgeMs = 0 } = found;
  const { items } = withoutOldPrices(found, pricesAgeMs);
  const pages = Math.min(Math.ceil(total / searchLimits.pageSize), searchLimits.lastPage);
  return {
    source,
    quality,
    warning: quality === 'high' ? null : searchWords[quality].bold,
    reasons,
    results: {
      wish,
      quality,
      total,
      partial: found.partial ?? false,
      unrelated: found.unrelated ?? false,
      pages,
      items: [...items],
      pricesAgeMs: Math.round(pricesAgeMs),
      correctedTo: found.correctedTo ?? null,
      engine: quality === 'high' ? identity : null,
    },
    facets: found.facets,
  };
}
