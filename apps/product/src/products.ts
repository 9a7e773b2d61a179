// What the product service knows, in the words of the contracts. Nothing is thrown for an unknown slug: the answer is undefined.
import type { Card, Cards, Categories, Category, CategoryProducts, Price, Product, Stock } from '@evenkeel/contracts';
import type { CardRow, CategoryRow, ProductStore } from './store.ts';

export type Products = ReturnType<typeof products>;

export function products(store: ProductStore) {
  return {
    async details(slug: string, signal: AbortSignal): Promise<Product | undefined> {
      const row = await store.product(slug, signal);
      if (!row) return undefined;
      const { name, noun, tagline, summary, description, specifications, picture, picture_alt: pictureAlt, tile } = row;
      const category = { slug: row.category_slug, name: row.category_name };
      return { slug, name, noun, tagline, summary, description, specifications, category, picture, pictureAlt, tile };
    },

    async price(slug: string, signal: AbortSignal): Promise<Price | undefined> {
      const row = await store.price(slug, signal);
      return row && { slug, money: { cents: row.price_cents, currency: row.currency } };
    },

    async stock(slug: string, signal: AbortSignal): Promise<Stock | undefined> {
      const row = await store.stock(slug, signal);
      return row && { slug, amount: row.amount, deliveryDays: row.delivery_days };
    },

    async related(slug: string, signal: AbortSignal): Promise<Cards | undefined> {
      const rows = await store.related(slug, signal);
      return rows && { items: rows.map(cardOf) };
    },

    /** The cards of the slugs that exist, in the order asked for. */
    async cards(slugs: readonly string[], signal: AbortSignal): Promise<Cards> {
      return { items: (await store.cards(slugs, signal)).map(cardOf) };
    },

    async bestsellers(limit: number, signal: AbortSignal): Promise<Cards> {
      return { items: (await store.bestsellers(limit, signal)).map(cardOf) };
    },

    async categories(signal: AbortSignal): Promise<Categories> {
      return { items: (await store.categories(signal)).map(categoryOf) };
    },

    async inCategory(slug: string, signal: AbortSignal): Promise<CategoryProducts | undefined> {
      const found = await store.category(slug, signal);
      return found && { category: categoryOf(found.category), items: found.cards.map(cardOf) };
    },
  };
}

const cardOf = (row: CardRow): Card => ({
  slug: row.slug,
  name: row.name,
  tagline: row.tagline,
  picture: row.picture,
  tile: row.tile,
  category: { slug: row.category_slug, name: row.category_name },
  price: row.price_cents === null || row.currency === null ? null : { cents: row.price_cents, currency: row.currency },
  rating: row.rating,
});

const categoryOf = (row: CategoryRow): Category => ({
  slug: row.slug,
  name: row.name,
  picture: row.picture,
  productCount: row.product_count,
});
