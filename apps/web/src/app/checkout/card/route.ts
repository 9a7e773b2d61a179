// POST /checkout/card: another card for an order whose card was declined, or is not known.
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { boughtAfterAll } from '../../../checkout/accepted.ts';
import { cardField } from '../../../checkout/card-field.ts';
import { config } from '../../../config.ts';
import { notThisWay } from '../../../forms/form-fields.ts';
import { tryCard } from '../../../gateway/buying.ts';
import { answerOrderForm, atField, orderField } from '../../../orders/change-order.ts';

const form = z.object({ order: orderField, card: cardField, at: atField });

export const POST = (request: NextRequest): Promise<Response> =>
  answerOrderForm(request, {
    name: 'another card',
    form,
    send: ({ order, card, at }, visit) => tryCard(order, card, visit, at),
    cookies: (order) => boughtAfterAll(order, request.cookies, config().SHOP_SECRET),
  });

export { notThisWay as DELETE, notThisWay as GET, notThisWay as PATCH, notThisWay as PUT };
