// The pages of the shop and where the gateway keeps them: `/products/laptop` is `/pages/product/laptop` there.
import {
  type CartPage,
  type CategoryPage,
  cartPage,
  categoryPage,
  type HomePage,
  homePage,
  type PageName,
  type ProductPage,
  productPage,
  type SearchPage,
  searchPage,
  slug,
} from '@evenkeel/contracts';
import type { z } from 'zod';
import { readWish, searchKey } from '../search/wish.ts';

export interface Pages {
  readonly home: HomePage;
  readonly product: ProductPage;
  readonly category: CategoryPage;
  readonly search: SearchPage;
  readonly cart: CartPage;
}

export const pageSchemas: { readonly [N in PageName]: z.ZodType<Pages[N]> } = {
  home: homePage,
  product: productPage,
  category: categoryPage,
  search: searchPage,
  cart: cartPage,
};

/** The section without which a page has nothing to say. */
export const coreOf = {
  home: 'categories',
  product: 'product',
  category: 'products',
  search: 'results',
  cart: 'items',
} as const;

/** Which page, and which one of its kind. */
export interface PageAddress<N extends PageName = PageName> {
  readonly name: N;
  /** The product's or category's slug, a search's `q=laptop&page=2`, the cart's `laptop:1,mouse:2`, empty for the home page. */
  readonly key: string;
}

/** Path at the gateway; also the name under which web keeps its copy. */
export function gatewayPath({ name, key }: PageAddress): string {
  if (name === 'home') return '/pages/home';
  if (name === 'search') return `/pages/search?${key}`;
  return name === 'cart' ? `/pages/cart?items=${key}` : `/pages/${name}/${key}`;
}

/** Path in the shop. */
export function shopPath({ name, key }: PageAddress): string {
  if (name === 'home') return '/';
  if (name === 'cart') return '/cart';
  if (name === 'search') return key === '' ? '/search' : `/search?${key}`;
  return name === 'product' ? `/products/${key}` : `/categories/${key}`;
}

export type Located = PageAddress | 'unknown-slug' | undefined;

/** `path` with one more parameter. */
export const withParam = (path: string, name: string, value: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [name]: value })}`;

/**
 * The page behind a path of the shop; `unknown-slug` when no product or category can have that name, undefined when
 * the path belongs to no page that the gateway composes.
 */
export function locate(pathname: string, params: URLSearchParams): Located {
  if (pathname === '/') return { name: 'home', key: '' };
  if (pathname === '/search') return { name: 'search', key: searchKey(readWish(params).wish) };
  // A checkout shows the cart at the prices of now.
  if (pathname === '/cart' || pathname === '/checkout') return { name: 'cart', key: '' };
  const [, folder, key, ...more] = pathname.split('/');
  const name = folder === 'products' ? 'product' : folder === 'categories' ? 'category' : undefined;
  if (!name || key === undefined || more.length > 0) return undefined;
  return slug.safeParse(key).success ? { name, key } : 'unknown-slug';
}
