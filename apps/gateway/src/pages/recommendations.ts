// Recommendations: the recommendation service names products, the product service says what they cost right now.
import { recommendations, withoutOldPrices } from '@evenkeel/contracts';
import type { Clients } from '../clients/index.ts';
import { instead, lastGood, live, type Visit } from '../sections/ladder.ts';
import { type PageSection, section } from '../sections/section.ts';

/** So many are recommended. */
const shown = 4;

export const recommendationsSection = <V extends Visit>(
  ask: Clients,
  slugOf: (visit: V) => string | undefined,
): PageSection<V> =>
  section({
    schema: recommendations,
    // A personal copy belongs to its visitor; next best is what everyone gets, and that never holds anything personal.
    keys: (visit) => {
      const everyone = slugOf(visit) ?? 'home';
      return visit.visitor === undefined ? [everyone] : [`${everyone}:${visit.visitor}`, everyone];
    },
    sharedKey: (visit, { basis }) =>
      basis === 'trending' || basis === 'bestsellers' ? (slugOf(visit) ?? 'home') : null,
    ladder: [
      live('recommendation.pick', async (visit: V, call) => {
        const slug = slugOf(visit);
        const { visitor } = visit;
        const pick = await ask.recommendation.pick(
          { limit: shown, ...(slug !== undefined && { slug }), ...(visitor !== undefined && { visitor }) },
          call,
        );
        const { items } = pick.slugs.length === 0 ? { items: [] } : await ask.product.cards(pick.slugs, call);
        return { basis: pick.basis, category: pick.category, degraded: pick.degraded, items };
      }),
      lastGood(),
      // The product service knows what sells best, whoever asks: not of this visitor, nor of this week.
      instead('product.browse', async (visit: V, call) => {
        const { items } = await ask.product.bestsellers(shown + 1, call);
        const others = items.filter(({ slug }) => slug !== slugOf(visit)).slice(0, shown);
        return { basis: 'bestsellers' as const, category: null, degraded: true, items: others };
      }),
    ],
    trim: withoutOldPrices,
    judge: ({ basis, degraded }) => ({ state: degraded ? 'fallback' : 'live', source: basis }),
  });
