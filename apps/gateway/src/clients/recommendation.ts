import { type Behaviour, type RecommendedSlugs, recommendedSlugs, visitorHeader } from '@evenkeel/contracts';
import type { CallOptions } from '@evenkeel/service-kit/http/client';
import type { Dependencies } from './dependencies.ts';

export interface Wish {
  readonly limit: number;
  /** The product that is being looked at; none on the home page. */
  readonly slug?: string;
  readonly visitor?: string;
}

/** What the recommendation service can be asked, and told. */
export const recommendationClient = (to: Dependencies) => ({
  pick: ({ limit, slug, visitor }: Wish, call: CallOptions): Promise<RecommendedSlugs> =>
    to['recommendation.pick'].get(
      `/recommendations?limit=${limit}${slug === undefined ? '' : `&slug=${slug}`}`,
      recommendedSlugs,
      {
        ...call,
        headers: { ...call.headers, ...(visitor !== undefined && { [visitorHeader]: visitor }) },
      },
    ),
  behaved: (behaviours: readonly Behaviour[], call: CallOptions): Promise<void> =>
    to['recommendation.record'].post('/behaviour', behaviours, call),
});
export type RecommendationClient = ReturnType<typeof recommendationClient>;
