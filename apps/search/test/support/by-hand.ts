// What the catalogue says, counted by hand: the other opinion that search is held against.
import { type CatalogueProduct, catalogue, reviewsOf } from '@evenkeel/catalogue';
import type { SearchSort } from '@evenkeel/contracts';

export const { products, categories } = catalogue();

const bySlug = new Map(products.map((product) => [product.slug, product]));

/** @throws for a slug that the shop does not have */
export function productOf(slug: string): CatalogueProduct {
  const product = bySlug.get(slug);
  if (!product) throw new Error(`the shop has no ${slug}`);
  return product;
}

/** The average of its reviews, as cards show it; null without any. */
export function ratingOf({ slug }: CatalogueProduct): number | null {
  const reviews = reviewsOf(slug);
  if (reviews.length === 0) return null;
  return Math.round((reviews.reduce((sum, { stars }) => sum + stars, 0) / reviews.length) * 10) / 10;
}

/** Limits as a visitor sets them: whole dollars, both ends included, and the least number of stars. */
export interface Limits {
  readonly category?: string;
  readonly minPrice?: number;
  readonly maxPrice?: number;
  readonly rating?: number;
}

/** "Up to $49" has what costs $49.99. */
export const within =
  ({ category, minPrice = 0, maxPrice = Infinity, rating = 0 }: Limits) =>
  (product: CatalogueProduct): boolean =>
    (category === undefined || product.category === category) &&
    product.priceCents >= minPrice * 100 &&
    product.priceCents < (maxPrice + 1) * 100 &&
    (rating === 0 || (ratingOf(product) ?? 0) >= rating);

/** What a sort looks at: smaller comes first. Relevance has no number that could be computed by hand. */
export const sortKeys: Readonly<Record<Exclude<SearchSort, 'relevance'>, (product: CatalogueProduct) => number>> = {
  'price-asc': ({ priceCents }) => priceCents,
  'price-desc': ({ priceCents }) => -priceCents,
  rating: (product) => -(ratingOf(product) ?? 0),
  newest: ({ listedOn }) => -Date.parse(listedOn),
};
