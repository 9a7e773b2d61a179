import {
  type Cards,
  type Categories,
  type CategoryProducts,
  cards,
  categories,
  categoryProducts,
  type Price,
  type Product,
  price,
  product,
  type Stock,
  stock,
} from '@evenkeel/contracts';
import type { CallOptions } from '@evenkeel/service-kit/http/client';
import type { Dependencies } from './dependencies.ts';

/** What the product service can be asked, and through which dependency. */
export const productClient = (to: Dependencies) => ({
  details: (slug: string, call: CallOptions): Promise<Product> =>
    to['product.core'].get(`/products/${slug}`, product, call),
  price: (slug: string, call: CallOptions): Promise<Price> =>
    to['product.price'].get(`/products/${slug}/price`, price, call),
  stock: (slug: string, call: CallOptions): Promise<Stock> =>
    to['product.stock'].get(`/products/${slug}/stock`, stock, call),
  related: (slug: string, call: CallOptions): Promise<Cards> =>
    to['product.extras'].get(`/products/${slug}/related`, cards, call),
  cards: (slugs: readonly string[], call: CallOptions): Promise<Cards> =>
    to['product.cards'].get(`/cards?slugs=${slugs.join(',')}`, cards, call),
  bestsellers: (limit: number, call: CallOptions): Promise<Cards> =>
    to['product.browse'].get(`/bestsellers?limit=${limit}`, cards, call),
  categories: (call: CallOptions): Promise<Categories> => to['product.categories'].get('/categories', categories, call),
  category: (slug: string, call: CallOptions): Promise<CategoryProducts> =>
    to['product.browse'].get(`/categories/${slug}/products`, categoryProducts, call),
});
export type ProductClient = ReturnType<typeof productClient>;
