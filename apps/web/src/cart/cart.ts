// A cart is a few lines of what the visitor saw and wants; it lives in the visitor's cookies, so nothing here can break it.
import { cartLimits, slug } from '@evenkeel/contracts';
import { z } from 'zod';

/** A product as the visitor saw it: enough to name it in the cart with everything else dead. */
export const item = z.object({
  slug,
  /** Cut to fit twenty lines into the cookies of one request. */
  name: z.string().min(1).max(60),
  /** Price seen, in cents; null when none was shown. */
  cents: z.number().int().positive().max(100_000_000).nullable(),
  /** When that price was true, in ms since 1970. */
  pricedAt: z.number().int().positive(),
  picture: slug,
  tile: z.number().int().min(0).max(3),
});
export type Item = z.infer<typeof item>;

export const quantity = z.number().int().min(1).max(cartLimits.quantity);

export const line = item.extend({ quantity });
export type Line = z.infer<typeof line>;

export type Cart = readonly Line[];

/** How many things are in the cart. */
export const countOf = (cart: Cart): number => cart.reduce((sum, { quantity }) => sum + quantity, 0);

/** `laptop:1,mouse:2`, as the gateway wants to be asked. */
export const itemsOf = (cart: Cart): string => cart.map((line) => `${line.slug}:${line.quantity}`).join(',');

/** The cart with `amount` more of `added`, at most 99 of one; undefined when there is no room for another product. */
export function add(cart: Cart, added: Item, amount: number): Cart | undefined {
  const before = cart.find((line) => line.slug === added.slug);
  const quantity = Math.min(cartLimits.quantity, (before?.quantity ?? 0) + amount);
  const line = { ...added, name: added.name.slice(0, 60), quantity };
  if (before) return cart.map((other) => (other === before ? line : other));
  return cart.length < cartLimits.lines ? [...cart, line] : undefined;
}

/** The cart with `amount` of a product; 0 takes it out. */
export const change = (cart: Cart, slug: string, amount: number): Cart =>
  cart.flatMap((line) => (line.slug === slug ? (amount === 0 ? [] : [{ ...line, quantity: amount }]) : [line]));
