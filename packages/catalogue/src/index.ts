// What the shop sells, and what people say about it: pure data, the same everywhere, for services to fill their stores with.
import { type CatalogueCategory, categories } from './categories.ts';
import { type CatalogueProduct, products } from './products.ts';

export type { CatalogueCategory, CategorySlug } from './categories.ts';
export { catalogueDay } from './day.ts';
export type { Specification } from './kind.ts';
export type { CatalogueProduct } from './products.ts';
export { type CatalogueReview, reviewsOf } from './reviews.ts';

/** The categories in the order of the shop, and the products in the order of their sales, best first. */
export function catalogue(): {
  readonly categories: readonly CatalogueCategory[];
  readonly products: readonly CatalogueProduct[];
} {
  return { categories, products };
}
