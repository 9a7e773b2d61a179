// What the cart's forms have in common: read the form and the cookies, change one line of the cart, go and look at it.
import { randomUUID } from 'node:crypto';
import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { config } from '../config.ts';
import { readFields, see } from '../forms/form-fields.ts';
import { visitOf, visitorCookie } from '../gateway/visit.ts';
import { type Refusal, refuse } from '../sorry/refusal.ts';
import type { Cart } from './cart.ts';
import { lineCookie, readCart } from './cart-cookie.ts';

/** The new cart and whose line in it is another one, no room for it, or why not. */
export type Change = { cart: Cart; slug: string } | 'full' | Refusal;

export async function answerCartForm<T>(
  request: NextRequest,
  form: z.ZodType<T>,
  apply: (cart: Cart, fields: T) => Change,
): Promise<Response> {
  const read = await readFields(request, form);
  if ('refused' in read) return read.refused;

  const { SHOP_SECRET } = config();
  const { cart } = readCart(request.cookies.getAll(), SHOP_SECRET);
  const change = apply(cart, read.fields);
  if (change !== 'full' && !('cart' in change)) return refuse(change, request);
  const cookie = change === 'full' ? undefined : lineCookie(change.cart, change.slug, SHOP_SECRET);
  if (cookie === undefined) return see('/cart?full=1');
  // A cart has somebody whose it is, for as long as it lasts: the first checkout of it follows from both (first-checkout.ts).
  return see('/cart', [cookie, visitorCookie(visitOf(request).visitor ?? randomUUID())]);
}
