// A search: its results, what they can be narrowed to, and the categories, which work when nothing can be searched.
import { datedResults, type SearchAnswer, type SearchWish, searchAnswer, searchParams } from '@evenkeel/contracts';
import type { Clients } from '../clients/index.ts';
import { budgets } from '../policies.ts';
import { lastGood, live, type Visit } from '../sections/ladder.ts';
import { section } from '../sections/section.ts';
import { categoriesSection } from './home-page.ts';

export interface SearchVisit extends Visit {
  readonly wish: SearchWish;
}

export const searchPagePlan = (ask: Clients) => {
  /** Results and facets are two views of one answer of the search service. */
  const answer = {
    answer: 'search',
    schema: searchAnswer,
    keys: (visit: SearchVisit) => [keyOf(visit.wish)] as const,
    fits: (visit: SearchVisit, { results }: SearchAnswer) => keyOf(results.wish) === keyOf(visit.wish),
    ladder: [live('search.find', (visit: SearchVisit, call) => ask.search.find(visit.wish, call)), lastGood()] as const,
    // There is no end of queries: their copies have bounds of their own, and leave those of everything else alone.
    shared: false,
    reasons: ({ reasons }: SearchAnswer) => reasons,
  };
  return {
    name: 'search',
    deadlineMs: budgets.page,
    sections: {
      results: section({
        ...answer,
        // The prices were as old as the index already when the copy was made.
        trim: (found, ageMs) => ({ ...found, results: datedResults(found.results, ageMs) }),
        // The service has a ladder of its own. When it has nothing, it has said so: no copy may contradict it.
        judge: ({ source, quality }) => ({ state: states[quality], source }),
        show: ({ quality, results }) => (quality === 'none' ? null : results),
        facts: ({ quality, results }) => ({ quality, pricesAgeMs: results.pricesAgeMs }),
      }),
      facets: section({
        ...answer,
        judge: ({ source, quality, facets }) =>
          facets ? { state: states[quality], source } : { state: 'unavailable', source: 'none' },
        show: ({ facets }) => facets,
      }),
      categories: categoriesSection(ask),
    },
  };
};

const states = { high: 'live', medium: 'fallback', low: 'fallback', none: 'unavailable' } as const;

/** Equal for equal searches, however they were written. */
const keyOf = (wish: SearchWish): string => searchParams(wish).toString();
