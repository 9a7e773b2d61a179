// What the recommendation service says: slugs only, so that the gateway asks for their price in real time.
import { z } from 'zod';
import { categoryRef, slug } from './product.ts';

export const recommendationBases = ['personal', 'recently-viewed', 'trending', 'bestsellers'] as const;
export type RecommendationBasis = (typeof recommendationBases)[number];

export const recommendedSlugs = z.object({
  basis: z.enum(recommendationBases),
  /** True when a better basis failed (its store is down); false when it merely had nothing to go on. */
  degraded: z.boolean(),
  /** The category that is trending, when the basis is `trending`. */
  category: categoryRef.nullable(),
  slugs: z.array(slug).max(24),
});
export type RecommendedSlugs = z.infer<typeof recommendedSlugs>;
