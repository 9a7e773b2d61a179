// Which sections can be asked for by themselves, by "Try again" or after it, what their data must look like, and how they look.
import { categoryPage, homePage, productPage, type Section, searchPage } from '@evenkeel/contracts';
import type { ComponentType, ReactNode } from 'react';
import type { z } from 'zod';
import { openSection } from '../gateway/open-page.ts';
import type { PageAddress } from '../gateway/page-address.ts';
import type { Visit } from '../gateway/visit.ts';
import { PriceLine, ProductHead, RatingLine, StockLine } from './buy-box.tsx';
import { BestsellersBlock, CategoriesBlock, ProductsBlock, RelatedBlock } from './card-blocks.tsx';
import { RecommendationsBlock } from './recommendations.tsx';
import { ReviewsBlock } from './reviews.tsx';
import { Facets } from './search/facets.tsx';
import { Results } from './search/results.tsx';
import type { Place } from './try-again.tsx';

interface ViewProps<T> {
  readonly section: Section<T>;
  readonly place: Place;
  readonly noun: string;
}

export interface AskedSection {
  readonly section: Section<unknown>;
  readonly view: ReactNode;
}

type Ask = (address: PageAddress, name: string, visit: Visit, noun: string) => Promise<AskedSection>;

const askable =
  <T,>(schema: z.ZodType<Section<T>>, View: ComponentType<ViewProps<T>>): Ask =>
  async (address, name, visit, noun) => {
    const section = await openSection(address, name, schema, visit);
    return { section, view: <View section={section} place={{ address, requestId: visit.requestId }} noun={noun} /> };
  };

const home = homePage.shape.sections.shape;
const product = productPage.shape.sections.shape;
const category = categoryPage.shape.sections.shape;
const search = searchPage.shape.sections.shape;

/** By page and section, as in the address `/sections/product/laptop/reviews`. */
export const askableSections: Readonly<Record<string, Ask | undefined>> = {
  'home/recommendations': askable(home.recommendations, RecommendationsBlock),
  'home/bestsellers': askable(home.bestsellers, BestsellersBlock),
  'home/categories': askable(home.categories, CategoriesBlock),
  'product/product': askable(product.product, ProductHead),
  'product/rating': askable(product.rating, RatingLine),
  'product/price': askable(product.price, PriceLine),
  'product/stock': askable(product.stock, StockLine),
  'product/related': askable(product.related, RelatedBlock),
  'product/reviews': askable(product.reviews, ReviewsBlock),
  'product/recommendations': askable(product.recommendations, RecommendationsBlock),
  'category/products': askable(category.products, ProductsBlock),
  'category/categories': askable(category.categories, CategoriesBlock),
  'search/results': askable(search.results, Results),
  'search/facets': askable(search.facets, Facets),
  'search/categories': askable(search.categories, CategoriesBlock),
};
