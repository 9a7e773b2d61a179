// The home page has no core: whatever is missing, the rest is worth showing.
import { cards, categories, withoutOldPrices } from '@evenkeel/contracts';
import type { Clients } from '../clients/index.ts';
import { budgets } from '../policies.ts';
import { lastGood, live, type Visit } from '../sections/ladder.ts';
import { section } from '../sections/section.ts';
import { recommendationsSection } from './recommendations.ts';

const everyone = (): [string] => ['home'];

/** The list of categories, shown on several pages. */
export const categoriesSection = (ask: Clients) =>
  section({
    schema: categories,
    keys: everyone,
    ladder: [live('product.categories', (_visit: Visit, call) => ask.product.categories(call)), lastGood()],
  });

export const homePagePlan = (ask: Clients) => ({
  name: 'home',
  deadlineMs: budgets.page,
  sections: {
    recommendations: recommendationsSection(ask, (_visit: Visit) => undefined),
    bestsellers: section({
      schema: cards,
      keys: everyone,
      ladder: [live('product.browse', (_visit: Visit, call) => ask.product.bestsellers(8, call)), lastGood()],
      trim: withoutOldPrices,
    }),
    categories: categoriesSection(ask),
  },
});
