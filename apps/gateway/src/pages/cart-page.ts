// The cart's lines with today's prices. The cart itself lives in the visitor's browser: nothing here can lose it.
import { cartLines, priceLimitMs } from '@evenkeel/contracts';
import type { Clients } from '../clients/index.ts';
import { budgets } from '../policies.ts';
import { lastGood, live, type Visit } from '../sections/ladder.ts';
import { section } from '../sections/section.ts';

export interface CartVisit extends Visit {
  readonly items: readonly { readonly slug: string; readonly quantity: number }[];
}

export const cartPagePlan = (ask: Clients) => ({
  name: 'cart',
  deadlineMs: budgets.page,
  sections: {
    items: section({
      schema: cartLines,
      keys: (visit: CartVisit) => [visit.items.map(({ slug, quantity }) => `${slug}:${quantity}`).join(',')],
      ladder: [
        live('product.cards', async (visit: CartVisit, call) => {
          if (visit.items.length === 0) return { items: [] };
          const { items } = await ask.product.cards(
            visit.items.map(({ slug }) => slug),
            call,
          );
          const bySlug = new Map(items.map((card) => [card.slug, card]));
          return {
            items: visit.items.flatMap(({ slug, quantity }) => {
              const card = bySlug.get(slug);
              return card ? [{ card, quantity }] : [];
            }),
          };
        }),
        lastGood(priceLimitMs),
      ],
    }),
  },
});
