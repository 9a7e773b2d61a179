import { categoryProducts, withoutOldPrices } from '@evenkeel/contracts';
import type { Clients } from '../clients/index.ts';
import { budgets } from '../policies.ts';
import { lastGood, live } from '../sections/ladder.ts';
import { section } from '../sections/section.ts';
import { categoriesSection } from './home-page.ts';
import type { ProductVisit } from './product-page.ts';

/** A category: its products, and the other categories to go to when they are missing. */
export const categoryPagePlan = (ask: Clients) => ({
  name: 'category',
  deadlineMs: budgets.page,
  sections: {
    products: section({
      schema: categoryProducts,
      decides: true,
      keys: (visit: ProductVisit) => [visit.slug],
      fits: (visit: ProductVisit, { category }) => category.slug === visit.slug,
      ladder: [
        live('product.browse', (visit: ProductVisit, call) => ask.product.category(visit.slug, call)),
        lastGood(),
      ],
      trim: withoutOldPrices,
    }),
    categories: categoriesSection(ask),
  },
});
