// The product page. Read it top to bottom: this is what the page may degrade to.
import { cards, price, priceLimitMs, product, rating, reviews, stock, withoutOldPrices } from '@evenkeel/contracts';
import type { Clients } from '../clients/index.ts';
import { budgets } from '../policies.ts';
import { lastGood, live, type Visit } from '../sections/ladder.ts';
import { section } from '../sections/section.ts';
import { recommendationsSection } from './recommendations.ts';

export interface ProductVisit extends Visit {
  readonly slug: string;
}

const bySlug = (visit: ProductVisit): [string] => [visit.slug];
const sameSlug = (visit: ProductVisit, data: { slug: string }) => data.slug === visit.slug;

export const productPagePlan = (ask: Clients) => ({
  name: 'product',
  deadlineMs: budgets.page,
  sections: {
    product: section({
      core: true,
      schema: product,
      keys: bySlug,
      fits: sameSlug,
      ladder: [live('product.core', (visit: ProductVisit, call) => ask.product.details(visit.slug, call)), lastGood()],
    }),
    price: section({
      schema: price,
      keys: bySlug,
      fits: sameSlug,
      ladder: [
        live('product.price', (visit: ProductVisit, call) => ask.product.price(visit.slug, call)),
        lastGood(priceLimitMs),
      ],
    }),
    // No copy: an old stock figure is a promise nobody can keep.
    stock: section({
      schema: stock,
      keys: bySlug,
      fits: sameSlug,
      ladder: [live('product.stock', (visit: ProductVisit, call) => ask.product.stock(visit.slug, call))],
    }),
    rating: section({
      schema: rating,
      keys: bySlug,
      fits: sameSlug,
      ladder: [live('review.rating', (visit: ProductVisit, call) => ask.review.rating(visit.slug, call)), lastGood()],
      facts: ({ count }) => ({ count }),
    }),
    related: section({
      schema: cards,
      keys: bySlug,
      ladder: [
        live('product.extras', (visit: ProductVisit, call) => ask.product.related(visit.slug, call)),
        lastGood(),
      ],
      trim: withoutOldPrices,
    }),
    reviews: section({
      schema: reviews,
      keys: bySlug,
      fits: sameSlug,
      ladder: [live('review.texts', (visit: ProductVisit, call) => ask.review.texts(visit.slug, call)), lastGood()],
    }),
    recommendations: recommendationsSection(ask, (visit: ProductVisit) => visit.slug),
  },
});
