// Buying: what web asks the gateway, and what that tells. Every answer but a problem says with certainty what may have been charged.
import { z } from 'zod';
import { money } from './money.ts';
import { type CardChoice, cardChoice, orderLimits, orderLine, orderView } from './order.ts';
import { cartLimits, page } from './page.ts';
import { slug } from './product.ts';
import { sectionOf } from './section.ts';

/** A card that the bank knows, as people choose it from a list: there are no card numbers to type, and none to steal. */
export interface TestCard extends CardChoice {
  readonly name: string;
}

/** What shops are told of the bank's cards for trials, as other banks publish theirs. */
export const testCards = [
  { token: 'card_approved', name: 'A card that is approved', lastFour: '4242' },
  { token: 'card_declined', name: 'A card that is declined', lastFour: '0002' },
  { token: 'card_empty', name: 'A card without enough money', lastFour: '9995' },
  { token: 'card_slow', name: 'A card whose bank is slow', lastFour: '3220' },
  { token: 'card_lost', name: 'A card that is charged, but the answer is lost', lastFour: '0259' },
  { token: 'card_busy', name: 'A card whose bank is busy at first', lastFour: '0119' },
  { token: 'card_error', name: 'A card whose bank has an error, charged', lastFour: '0341' },
  { token: 'card_error_declined', name: 'A card whose bank has an error, not charged', lastFour: '0342' },
] as const satisfies readonly TestCard[];
export type CardToken = (typeof testCards)[number]['token'];

/** `POST /checkout`. Whose it is stands in the header of the visitor. */
export const checkoutRequest = z.strictObject({
  /** Of the checkout; whoever comes again with it means the same order. */
  id: z.uuid().toLowerCase(),
  items: z
    .array(z.strictObject({ slug, quantity: z.number().int().min(1).max(cartLimits.quantity) }))
    .min(1, 'must hold at least one product')
    .max(Math.min(cartLimits.lines, orderLimits.lines))
    .refine((items) => new Set(items.map((item) => item.slug)).size === items.length, 'must name each product once'),
  /** What the buyer has seen as the total. Nothing else is ever charged. */
  agreed: money,
  card: cardChoice,
});
export type CheckoutRequest = z.infer<typeof checkoutRequest>;

/** What became of a checkout, of another card, of a cancelling. */
export const checkoutAnswer = z.discriminatedUnion('outcome', [
  /** It is kept; its state says the rest. HTTP 201, or 200 when it was there already. */
  z.object({ outcome: z.literal('order'), order: orderView }),
  /** 409: the buyer has agreed to another total. Nothing was kept. */
  z.object({ outcome: z.literal('total-changed'), lines: z.array(orderLine), total: money }),
  /** 409: these are not in the catalogue any more. Nothing was kept. */
  z.object({ outcome: z.literal('not-sold'), slugs: z.array(slug).min(1) }),
  /** 503: nobody can say what it costs. Nothing was kept. */
  z.object({ outcome: z.literal('price-unknown') }),
  /** 503: nothing was kept and nothing charged, for certain. */
  z.object({ outcome: z.literal('refused') }),
  /** 504: perhaps it was kept. Sent again under the same id it is the same order, charged once at most. */
  z.object({ outcome: z.literal('unsure') }),
]);
export type CheckoutAnswer = z.infer<typeof checkoutAnswer>;

/** `POST /orders/:id/attempts`: another card. */
export const anotherCard = z.strictObject({ card: cardChoice });

/** `GET /orders/:id`, for its owner. The order is `live`, or the last that was seen of it: `stale`, with its age. */
export const orderPage = page({ order: sectionOf(orderView) });
export type OrderPage = z.infer<typeof orderPage>;
