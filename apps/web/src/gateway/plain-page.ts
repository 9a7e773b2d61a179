// The page of what web knows by itself, for a page that no one answers and that was never seen. A product is not among
// it: without the gateway nobody knows what it is, and a page with a blank name would be a lie.
import { type Categories, type PageName, pageDeadlineMs, type Section } from '@evenkeel/contracts';
import { mainCategories } from '../navigation.ts';
import type { PageAddress, Pages } from './page-address.ts';
import { lost } from './saved-section.ts';

export function plainPage<N extends PageName>(
  address: PageAddress<N>,
  reason: string,
  requestId: string,
): Pages[N] | undefined {
  const facts = { warnings: [], system: 'degraded' as const, requestId, tookMs: 0, deadlineMs: pageDeadlineMs };
  const categories = knownCategories(reason);
  const pages: { [K in PageName]: Pages[K] | undefined } = {
    home: {
      ...facts,
      sections: {
        recommendations: lost('recommendations', reason),
        bestsellers: lost('bestsellers', reason),
        categories,
      },
    },
    category: { ...facts, sections: { products: lost('products', reason), categories } },
    search: { ...facts, sections: { results: lost('results', reason), facets: lost('facets', reason), categories } },
    // The lines themselves are in the visitor's cookie; only fresh prices are missing.
    cart: { ...facts, sections: { items: { ...lost('items', reason), state: 'fallback', source: 'static' } } },
    product: undefined,
  };
  return pages[address.name];
}

const knownCategories = (reason: string): Section<Categories> => ({
  state: 'fallback',
  source: 'static',
  ageMs: null,
  tier: null,
  message: null,
  reason,
  tookMs: 0,
  // How many products each has is not known here; 0 is shown as nothing.
  data: { items: mainCategories.map((category) => ({ ...category, productCount: 0 })) },
});
