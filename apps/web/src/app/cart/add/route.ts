// POST /cart/add: puts a product into the cart. It asks nobody, so it works with every other part of the shop dead.
import { cartLimits, slug } from '@evenkeel/contracts';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { add } from '../../../cart/cart.ts';
import { answerCartForm } from '../../../cart/cart-form.ts';
import { readItemToken } from '../../../cart/item-token.ts';
import { config } from '../../../config.ts';
import { badRequest, notThisWay } from '../../../forms/form-fields.ts';
import { tellOfCart } from '../../../gateway/aside.ts';
import { visitOf } from '../../../gateway/visit.ts';

const form = z.object({
  slug,
  item: z.string('must come from a product page'),
  quantity: z
    .string(`must be a whole number from 1 to ${cartLimits.quantity}`)
    .regex(/^[1-9][0-9]?$/, `must be a whole number from 1 to ${cartLimits.quantity}`)
    .transform(Number),
});

export const POST = (request: NextRequest): Promise<Response> =>
  answerCartForm(request, form, (cart, { slug, item, quantity }) => {
    const seen = readItemToken(item, config().SHOP_SECRET);
    if (seen?.slug !== slug) return badRequest('item: must come from the product page of this product');
    const fuller = add(cart, seen, quantity);
    if (!fuller) return 'full';
    tellOfCart(slug, visitOf(request));
    return { cart: fuller, slug };
  });

export { notThisWay as DELETE, notThisWay as GET, notThisWay as PATCH, notThisWay as PUT };
