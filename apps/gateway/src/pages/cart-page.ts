// The cart's lines with today's prices. The cart itself lives in the visitor's browser: nothing here can lose it.
import { type Card, type CartLines, cartLines, price, priceLimitMs, product, rating } from '@evenkeel/contracts';
import type { Clients } from '../clients/index.ts';
import { budgets } from '../policies.ts';
import { lastGood, live, type Pieces, pieced, type Visit } from '../sections/ladder.ts';
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
        pieced(fromProductPages),
      ],
    }),
  },
});

/** A cart that nobody has looked at yet, of products whose pages somebody has: as old as the oldest of its prices. */
async function fromProductPages(
  { items }: CartVisit,
  pieces: Pieces,
): Promise<{ data: CartLines; ageMs: number } | undefined> {
  const found = await Promise.all(items.map(({ slug }) => cardOf(slug, pieces)));
  const lines = found.flatMap((piece, index) =>
    piece ? [{ card: piece.card, quantity: items[index]?.quantity ?? 1 }] : [],
  );
  if (lines.length < items.length || lines.length === 0) return undefined;
  return { data: { items: lines }, ageMs: Math.max(...found.map((piece) => piece?.ageMs ?? 0)) };
}

/** With the age of its price. */
async function cardOf(slug: string, pieces: Pieces): Promise<{ card: Card; ageMs: number } | undefined> {
  const [details, priced, rated] = await Promise.all([
    pieces.copy('product', product, slug),
    pieces.copy('price', price, slug),
    pieces.copy('rating', rating, slug),
  ]);
  if (!details || !priced || priced.ageMs > priceLimitMs) return undefined;
  const { name, tagline, picture, tile, category } = details.value;
  return {
    card: {
      slug,
      name,
      tagline,
      picture,
      tile,
      category,
      price: priced.value.money,
      rating: rated?.value.average ?? null,
    },
    ageMs: priced.ageMs,
  };
}
