// POST /checkout/cancel: the buyer does not want the order any more, and it is not charged yet.
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { notThisWay } from '../../../forms/form-fields.ts';
import { cancelOrder } from '../../../gateway/buying.ts';
import { answerOrderForm, atField, orderField } from '../../../orders/change-order.ts';

const form = z.object({ order: orderField, at: atField });

export const POST = (request: NextRequest): Promise<Response> =>
  answerOrderForm(request, {
    name: 'cancelling',
    form,
    send: ({ order, at }, visit) => cancelOrder(order, visit, at),
    late: 'late',
  });

export { notThisWay as DELETE, notThisWay as GET, notThisWay as PATCH, notThisWay as PUT };
