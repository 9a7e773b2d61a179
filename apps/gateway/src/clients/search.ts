import {
  type SearchAnswer,
  type SearchWish,
  type Suggestions,
  searchAnswer,
  searchParams,
  suggestions,
} from '@evenkeel/contracts';
import type { CallOptions } from '@evenkeel/service-kit/http/client';
import type { Dependencies } from './dependencies.ts';

/** What the search service can be asked, and told. */
export const searchClient = (to: Dependencies) => ({
  find: (wish: SearchWish, call: CallOptions): Promise<SearchAnswer> =>
    to['search.find'].get(`/search?${searchParams(wish)}`, searchAnswer, call),
  suggest: (query: string, call: CallOptions): Promise<Suggestions> =>
    to['search.suggest'].get(`/suggest?${new URLSearchParams({ q: query })}`, suggestions, call),
  looked: (slugs: readonly string[], call: CallOptions): Promise<void> =>
    to['search.record'].post('/looks', { slugs }, call),
});
export type SearchClient = ReturnType<typeof searchClient>;
