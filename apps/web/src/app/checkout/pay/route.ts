// POST /checkout/pay: orders what the checkout page has shown, for the total it has shown. Sent twice it is the same order.
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { boughtNow } from '../../../checkout/accepted.ts';
import { type Agreement, isTooOld, readAgreement } from '../../../checkout/agreement.ts';
import { buyerOf } from '../../../checkout/buyer.ts';
import { cardField } from '../../../checkout/card-field.ts';
import { checkoutCookie, checkoutIn } from '../../../checkout/checkout-cookie.ts';
import { checkAgain, whereNext } from '../../../checkout/where-next.ts';
import { config } from '../../../config.ts';
import { badRequest, notThisWay, readFields, see } from '../../../forms/form-fields.ts';
import { buy, type Told, tryCard } from '../../../gateway/buying.ts';
import { logLine } from '../../../log.ts';
import { unchanged } from '../../../orders/change-order.ts';
import { savedOrders } from '../../../orders/saved-orders.ts';
import { noteWaiting } from '../../../orders/waiting-order.ts';
import { refuse } from '../../../sorry/refusal.ts';

const form = z.object({ order: z.string('must come from the checkout page'), card: cardField });

export async function POST(request: NextRequest): Promise<Response> {
  const read = await readFields(request, form);
  if ('refused' in read) return read.refused;
  const { SHOP_SECRET } = config();
  const agreement = readAgreement(read.fields.order, SHOP_SECRET);
  if (!agreement) return refuse(badRequest('order: must come from the checkout page'), request);
  const checkout = checkoutIn(request.cookies, SHOP_SECRET);
  if (checkout === 'forged') return refuse(badRequest('This checkout was not begun here. Open it again.'), request);

  // The checkout goes on under the id in the cookie, and without one under another.
  if (isTooOld(agreement, Date.now())) return see(checkAgain);

  const { id, items, cents, at } = agreement;
  const buyer = buyerOf(request, id);
  const began = performance.now();
  const agreed = { cents, currency: 'USD' } as const;
  const { card } = read.fields;
  const first = await buy({ id, items, agreed, card }, buyer.visit, at);
  // From the page before, after another card was declined: the order is there, and this card was not tried for it.
  const isUntried =
    first.outcome === 'order' && first.order.state === 'declined' && first.order.lastFour !== card.lastFour;
  const told = isUntried ? await tryCard(id, card, buyer.visit, at) : first;
  logLine(told.reason === undefined ? 'info' : 'warn', 'checkout', {
    requestId: buyer.visit.requestId,
    ...factsOf(agreement, told),
    tookMs: Math.round(performance.now() - began),
  });

  // The order is there in any case, with what became of the card before.
  if (isUntried && told.outcome !== 'order') {
    const waiting = noteWaiting(first.order, request.cookies, SHOP_SECRET);
    return see(unchanged(told, id, buyer.visit.visitor), [...buyer.cookies, ...waiting]);
  }
  if (told.outcome === 'order') savedOrders().keepView(buyer.visit.visitor, told.order);
  const cookies = [
    ...buyer.cookies,
    ...(told.outcome === 'order' ? boughtNow(told.order, request.cookies, SHOP_SECRET) : []),
    ...(told.outcome === 'order' ? noteWaiting(told.order, request.cookies, SHOP_SECRET) : []),
    ...(told.outcome === 'unsure' ? [checkoutCookie({ id, unsure: true }, SHOP_SECRET)] : []),
  ];
  return see(whereNext(told, agreement, checkout?.id === id && checkout.unsure), cookies);
}

const factsOf = ({ id }: Agreement, told: Told) => ({
  order: id,
  outcome: told.outcome,
  ...(told.outcome === 'order' && { state: told.order.state }),
  ...(told.outcome === 'rejected' && { status: told.status, detail: told.detail }),
  ...(told.reason !== undefined && { reason: told.reason }),
});

export { notThisWay as DELETE, notThisWay as GET, notThisWay as PATCH, notThisWay as PUT };
