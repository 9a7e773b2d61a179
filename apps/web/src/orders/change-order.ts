// What the forms of an order have in common: whose it is, what came of it, and back to its page.
import type { OrderView } from '@evenkeel/contracts';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { inCartOf } from '../cart/in-cart.ts';
import { config } from '../config.ts';
import { readFields, see } from '../forms/form-fields.ts';
import type { Told } from '../gateway/buying.ts';
import { type Visit, visitOf } from '../gateway/visit.ts';
import { logLine } from '../log.ts';
import { missingResponse } from '../sorry/missing-page.ts';
import { savedOrders } from './saved-orders.ts';
import { noteWaiting } from './waiting-order.ts';
import type { OrderParams } from './words.ts';

export const orderField = z.uuid('must be the id of an order').toLowerCase();
/** When the form was made, ms since 1970. A form without it is taken for one of long ago. */
export const atField = z.coerce.number().int().min(0).catch(0);

interface Change<T> {
  /** As the log calls it. */
  readonly name: string;
  readonly form: z.ZodType<T>;
  readonly send: (fields: T, visit: Visit) => Promise<Told>;
  /** What whoever comes too late is told; without it the page says what has become of the order. */
  readonly late?: keyof OrderParams;
  readonly cookies?: (order: OrderView) => readonly string[];
}

export async function answerOrderForm<T extends { readonly order: string }>(
  request: NextRequest,
  { name, form, send, late, cookies }: Change<T>,
): Promise<Response> {
  const read = await readFields(request, form);
  if ('refused' in read) return read.refused;
  const { order } = read.fields;
  const visit = visitOf(request);
  // Whoever has no name has no order.
  if (visit.visitor === null) return missingResponse('order', inCartOf(request));

  const told = await send(read.fields, visit);
  const reason = told.outcome === 'rejected' ? `${told.status}: ${told.detail}` : told.reason;
  const facts = { requestId: visit.requestId, order, outcome: told.outcome, ...(reason !== undefined && { reason }) };
  logLine(reason === undefined ? 'info' : 'warn', name, facts);

  if (told.outcome === 'rejected' && told.status === 404) return missingResponse('order', inCartOf(request));
  if (told.outcome === 'order') {
    savedOrders().keepView(visit.visitor, told.order);
    const waiting = noteWaiting(told.order, request.cookies, config().SHOP_SECRET);
    return see(`/orders/${order}`, [...(cookies?.(told.order) ?? []), ...waiting]);
  }
  if (told.outcome === 'rejected') return see(pathOf(order, late));
  return see(unchanged(told, order, visit.visitor));
}

/** The page of an order, and what is said there of what was just tried. */
const pathOf = (order: string, said?: keyof OrderParams): string =>
  said === undefined ? `/orders/${order}` : `/orders/${order}?${said}=${Date.now()}`;

/** Where the buyer is sent after a change that was not made, or of which nobody knows. */
export function unchanged(told: Told, order: string, visitor: string): string {
  if (told.outcome !== 'unsure') return pathOf(order, 'refused');
  // What was known of it may be wrong by now.
  savedOrders().drop(visitor, order);
  return pathOf(order, 'unsure');
}
