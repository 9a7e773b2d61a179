import type { Dependencies } from './dependencies.ts';
import { type PaymentClient, paymentClient } from './payment.ts';
import { type ProductClient, productClient } from './product.ts';
import { type RecommendationClient, recommendationClient } from './recommendation.ts';
import { type ReviewClient, reviewClient } from './review.ts';
import { type SearchClient, searchClient } from './search.ts';

/** The services a page may ask. */
export interface Clients {
  readonly product: ProductClient;
  readonly review: ReviewClient;
  readonly recommendation: RecommendationClient;
  readonly search: SearchClient;
  readonly payment: PaymentClient;
}

export const createClients = (to: Dependencies): Clients => ({
  product: productClient(to),
  review: reviewClient(to),
  recommendation: recommendationClient(to),
  search: searchClient(to),
  payment: paymentClient(to),
});
