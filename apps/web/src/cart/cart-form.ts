// What the cart's forms have in common: read the form and the cookies, change one line of the cart, go and look at it.
import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { config } from '../config.ts';
import { readFields, see } from '../forms/form-fields.ts';
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
  return cookie === undefined ? see('/cart?full=1') : see('/cart', [cookie]);
}
