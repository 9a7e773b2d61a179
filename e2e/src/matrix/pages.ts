// What the matrix looks at: every page of the shop, and on each the sections, in every way that somebody can come to it.
import type { PageName } from '@evenkeel/contracts';

/** Those that one call to the gateway makes, and those of buying. */
export type MatrixPage = PageName | 'checkout' | 'order';

export const sectionsOf = {
  product: ['product', 'price', 'stock', 'rating', 'related', 'reviews', 'recommendations'],
  home: ['recommendations', 'bestsellers', 'categories'],
  category: ['products', 'categories'],
  search: ['results', 'facets', 'categories'],
  cart: ['items'],
  checkout: ['items'],
  order: ['order'],
} as const satisfies Record<MatrixPage, readonly string[]>;

export type SectionName<P extends MatrixPage> = (typeof sectionsOf)[P][number];

/**
 * `seen`: somebody, not this visitor, opened the page while all was well. `never`: nobody ever did. There is one home page, which is
 * never unseen for long: its `never` is looked at last, after the operator's `forget`. `returning`: a visitor who has a history in
 * the shop, and had a home page of their own while all was well (G5: personalised, else generic, else saved).
 */
export const kindsOf = {
  product: ['seen', 'never'],
  home: ['seen', 'returning', 'never'],
  category: ['seen', 'never'],
  search: ['seen', 'never'],
  cart: ['seen', 'never'],
  checkout: ['seen'],
  order: ['seen'],
} as const satisfies Record<MatrixPage, readonly string[]>;

/** A page and the kind of visit: `home returning`. */
export type ViewName = { [P in MatrixPage]: `${P} ${(typeof kindsOf)[P][number]}` }[MatrixPage];
export type PageOf<V extends ViewName> = V extends `${infer P extends MatrixPage} ${string}` ? P : never;

export const pageNames = Object.keys(kindsOf) as MatrixPage[];
export const viewsOf = (page: MatrixPage): ViewName[] => kindsOf[page].map((kind) => `${page} ${kind}` as ViewName);
export const viewNames: readonly ViewName[] = pageNames.flatMap(viewsOf);
export const pageOf = (view: ViewName): MatrixPage => view.split(' ')[0] as MatrixPage;

/** Looked at when all copies have been dropped. */
export const afterForgetting: ViewName = 'home never';
