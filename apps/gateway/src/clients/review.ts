import { type Rating, type Reviews, rating, reviews } from '@evenkeel/contracts';
import type { CallOptions } from '@evenkeel/service-kit/http/client';
import type { Dependencies } from './dependencies.ts';

/** What the review service can be asked. */
export const reviewClient = (to: Dependencies) => ({
  rating: (slug: string, call: CallOptions): Promise<Rating> =>
    to['review.rating'].get(`/products/${slug}/rating`, rating, call),
  texts: (slug: string, call: CallOptions): Promise<Reviews> =>
    to['review.texts'].get(`/products/${slug}/reviews?limit=2`, reviews, call),
});
export type ReviewClient = ReturnType<typeof reviewClient>;
