// What the product service says.
import { z } from 'zod';
import { money } from './money.ts';

/** The name of a product or category in an address: lower case words joined by hyphens. */
export const slug = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug has lower case letters, digits and single hyphens');

const text = z.string().min(1).max(2_000);

export const categoryRef = z.object({ slug, name: text });
export type CategoryRef = z.infer<typeof categoryRef>;

export const category = categoryRef.extend({
  /** Name of a picture file without its ending. */
  picture: slug,
  productCount: z.number().int().min(0),
});
export type Category = z.infer<typeof category>;

export const product = z.object({
  slug,
  name: text,
  /** What it is, in one lower case noun that fits "You can still buy this …": "laptop". */
  noun: text,
  /** A few words under the name on small cards: "Wireless, quiet". */
  tagline: text,
  summary: text,
  description: text,
  specifications: z.array(z.object({ name: text, value: text })).max(20),
  category: categoryRef,
  picture: slug,
  pictureAlt: text,
  /** Which of the four picture tiles (0–3) the product keeps on every page. */
  tile: z.number().int().min(0).max(3),
});
export type Product = z.infer<typeof product>;

export const price = z.object({ slug, money });
export type Price = z.infer<typeof price>;

export const stock = z.object({
  slug,
  amount: z.number().int().min(0).max(1_000_000),
  /** Days until delivery when ordered today. */
  deliveryDays: z.number().int().min(1).max(30),
});
export type Stock = z.infer<typeof stock>;

/** A product as a card or row shows it; `price` is null when no price is known that is young enough to show. */
export const card = z.object({
  slug,
  name: text,
  tagline: text,
  picture: slug,
  tile: z.number().int().min(0).max(3),
  category: categoryRef,
  price: money.nullable(),
  rating: z.number().min(1).max(5).nullable(),
});
export type Card = z.infer<typeof card>;

export const cards = z.object({ items: z.array(card).max(100) });
export type Cards = z.infer<typeof cards>;

export const categories = z.object({ items: z.array(category).max(100) });
export type Categories = z.infer<typeof categories>;

export const categoryProducts = z.object({ category, items: z.array(card).max(100) });
export type CategoryProducts = z.infer<typeof categoryProducts>;
