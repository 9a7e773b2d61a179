// What the review service says.
import { z } from 'zod';
import { slug } from './product.ts';

export const rating = z.object({
  slug,
  /** Mean of the stars, one decimal; null when nobody has reviewed the product yet. */
  average: z.number().min(1).max(5).nullable(),
  count: z.number().int().min(0),
});
export type Rating = z.infer<typeof rating>;

export const review = z.object({
  id: z.string().min(1).max(64),
  stars: z.number().int().min(1).max(5),
  title: z.string().min(1).max(200),
  text: z.string().max(4_000),
  author: z.string().min(1).max(100),
  /** Day of the review, ISO 8601 (2026-11-12). */
  date: z.iso.date(),
  verified: z.boolean(),
});
export type Review = z.infer<typeof review>;

export const reviews = z.object({
  slug,
  average: z.number().min(1).max(5).nullable(),
  count: z.number().int().min(0),
  /** How many reviews gave one, two, … five stars. */
  stars: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
  items: z.array(review).max(20),
});
export type Reviews = z.infer<typeof reviews>;
