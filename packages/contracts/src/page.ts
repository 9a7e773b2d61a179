// What the gateway says: whole pages, each a set of sections.
import { z } from 'zod';
import { card, cards, categories, categoryProducts, categoryRef, price, product, slug, stock } from './product.ts';
import { recommendationBases } from './recommendation.ts';
import { rating, reviews } from './review.ts';
import { searchFacets, searchResults } from './search.ts';
import { sectionOf } from './section.ts';

export const recommendations = z.object({
  basis: z.enum(recommendationBases),
  category: categoryRef.nullable(),
  /** True when a better basis failed, false when it merely had nothing to go on. */
  degraded: z.boolean(),
  items: z.array(card).max(24),
});
export type Recommendations = z.infer<typeof recommendations>;

export const systemStates = ['normal', 'degraded'] as const;

/** A page is answered whole within this time, in ms, whatever happens behind it (G1). */
export const pageDeadlineMs = 400;

/** The frame of every page. */
export const page = <T extends z.ZodRawShape>(sections: T) =>
  z.object({
    sections: z.object(sections),
    /** Sentences for people about the page as a whole. */
    warnings: z.array(z.string()),
    system: z.enum(systemStates),
    requestId: z.string(),
    /** Time the page took in the gateway, and the most it may take, both in ms. */
    tookMs: z.number().min(0),
    deadlineMs: z.number().positive(),
  });

export const productPage = page({
  product: sectionOf(product),
  price: sectionOf(price),
  stock: sectionOf(stock),
  rating: sectionOf(rating),
  related: sectionOf(cards),
  reviews: sectionOf(reviews),
  recommendations: sectionOf(recommendations),
});
export type ProductPage = z.infer<typeof productPage>;

export const homePage = page({
  recommendations: sectionOf(recommendations),
  bestsellers: sectionOf(cards),
  categories: sectionOf(categories),
});
export type HomePage = z.infer<typeof homePage>;

export const categoryPage = page({ products: sectionOf(categoryProducts), categories: sectionOf(categories) });
export type CategoryPage = z.infer<typeof categoryPage>;

/** `results` is `live` at quality `high`, `fallback` at `medium` and `low`, `unavailable` at `none`; `facets` is `unavailable` at `low`, too. */
export const searchPage = page({
  results: sectionOf(searchResults),
  facets: sectionOf(searchFacets),
  categories: sectionOf(categories),
});
export type SearchPage = z.infer<typeof searchPage>;

/** The amount of one product that a cart may hold, and the number of different products. */
export const cartLimits = { quantity: 99, lines: 20 } as const;

/** `laptop:1,mouse:2` → lines; refuses more lines, larger or smaller amounts than {@link cartLimits}. */
export const cartItems = z
  .string()
  .max(2_000)
  .transform((text) => (text === '' ? [] : text.split(',').map((line) => line.split(':'))))
  .pipe(
    z
      .array(
        z.tuple([
          slug,
          z.string().regex(/^[1-9][0-9]?$/, `an amount is a whole number from 1 to ${cartLimits.quantity}`),
        ]),
      )
      .max(cartLimits.lines),
  )
  .transform((lines) => lines.map(([slug, quantity]) => ({ slug, quantity: Number(quantity) })));

/** Of what was asked for, the products that there are: one without a line is not in the catalogue (any more). */
export const cartLines = z.object({ items: z.array(z.object({ card, quantity: z.number().int().positive() })) });
export type CartLines = z.infer<typeof cartLines>;

export const cartPage = page({ items: sectionOf(cartLines) });
export type CartPage = z.infer<typeof cartPage>;

/** One section asked for again by itself ("Try again"). */
export const pageNames = ['home', 'product', 'category', 'search', 'cart'] as const;
export type PageName = (typeof pageNames)[number];
