// POST /cart/change: another amount of a product that is in the cart; 0 takes it out.
import { cartLimits, slug } from '@evenkeel/contracts';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { change } from '../../../cart/cart.ts';
import { answerCartForm } from '../../../cart/cart-form.ts';
import { notThisWay } from '../../../forms/form-fields.ts';

const form = z.object({
  slug,
  quantity: z
    .string(`must be a whole number from 0 to ${cartLimits.quantity}`)
    .regex(/^(0|[1-9][0-9]?)$/, `must be a whole number from 0 to ${cartLimits.quantity}`)
    .transform(Number),
});

export const POST = (request: NextRequest): Promise<Response> =>
  answerCartForm(request, form, (cart, { slug, quantity }) => ({ cart: change(cart, slug, quantity), slug }));

export { notThisWay as DELETE, notThisWay as GET, notThisWay as PATCH, notThisWay as PUT };
