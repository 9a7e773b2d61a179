// What the cart's forms have in common: read the form and the cookies, change one line of the cart, go and look at it.
import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { config } from '../config.ts';
import { type Refusal, refuse, wrongMethod } from '../sorry/refusal.ts';
import type { Cart } from './cart.ts';
import { lineCookie, readCart } from './cart-cookie.ts';
import { readForm } from './form-body.ts';

/** The new cart and whose line in it is another one, no room for it, or why not. */
export type Change = { cart: Cart; slug: string } | 'full' | Refusal;

export async function answerCartForm<T>(
  request: NextRequest,
  form: z.ZodType<T>,
  apply: (cart: Cart, fields: T) => Change,
): Promise<Response> {
  const body = await readForm(request);
  if ('refusal' in body) return refuse(body.refusal, request);
  const fields = form.safeParse(body.fields);
  if (!fields.success) return refuse(badField(fields.error), request);

  const { SHOP_SECRET } = config();
  const { cart } = readCart(request.cookies.getAll(), SHOP_SECRET);
  const change = apply(cart, fields.data);
  if (change !== 'full' && !('cart' in change)) return refuse(change, request);
  const cookie = change === 'full' ? undefined : lineCookie(change.cart, change.slug, SHOP_SECRET);
  return cookie === undefined ? see('/cart?full=1') : see('/cart', cookie);
}

/** The answer to any other method. */
export const notThisWay = (request: Request): Response => refuse(wrongMethod('POST'), request);

export const badRequest = (detail: string): Refusal => ({ status: 400, title: 'Bad Request', detail });

function badField(error: z.ZodError): Refusal {
  const [issue] = error.issues;
  return badRequest(`${issue?.path.join('.') || 'form'}: ${issue?.message ?? 'is wrong'}`);
}

/** 303: a reload of the cart posts nothing again. */
const see = (location: string, cookie?: string): Response =>
  new Response(null, {
    status: 303,
    headers: { location, 'cache-control': 'no-store', ...(cookie !== undefined && { 'set-cookie': cookie }) },
  });
