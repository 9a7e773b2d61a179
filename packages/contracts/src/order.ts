// An order on its way: what the shop asks the payment service, and what that tells of it. The states are those of docs/payment-states.md.
import { z } from 'zod';
import { money } from './money.ts';
import { slug } from './product.ts';

export const orderStates = [
  'charging',
  'paid',
  'declined',
  'queued',
  'confirming',
  'needs_buyer',
  'attention',
  'cancelled',
  'refunded',
] as const;
export type OrderState = (typeof orderStates)[number];

/** So many lines and pieces of one line. */
export const orderLimits = { lines: 50, quantity: 99 } as const;

const cents = money.shape.cents;

export const orderLine = z.strictObject({
  slug,
  name: z.string().min(1).max(200),
  quantity: z.number().int().min(1).max(orderLimits.quantity),
  /** Of one piece. */
  cents,
});
export type OrderLine = z.infer<typeof orderLine>;

/** A card as a token, and what people know it by. There are no card numbers anywhere. */
export const cardChoice = z.strictObject({
  token: z.string().regex(/^[a-z][a-z_]{0,59}$/, 'must be the token of a card'),
  lastFour: z.string().regex(/^\d{4}$/, 'must be four digits'),
});
export type CardChoice = z.infer<typeof cardChoice>;

/** `POST /orders`. The id is that of the checkout: whoever comes again with it means the same order. */
export const orderRequest = z
  .strictObject({
    id: z.uuid(),
    visitor: z.uuid(),
    lines: z.array(orderLine).min(1).max(orderLimits.lines),
    total: money,
    card: cardChoice,
  })
  .refine(({ lines, total }) => total.cents === totalOf(lines), {
    path: ['total'],
    message: 'is not the sum of the lines',
  });
export type OrderRequest = z.infer<typeof orderRequest>;

export const totalOf = (lines: readonly Pick<OrderLine, 'quantity' | 'cents'>[]): number =>
  lines.reduce((sum, line) => sum + line.quantity * line.cents, 0);

/** What an order looks like to whoever it belongs to. */
export const orderView = z.object({
  id: z.uuid(),
  state: z.enum(orderStates),
  total: money,
  lines: z.array(orderLine),
  /** Of the card that was tried last. */
  lastFour: z.string().nullable(),
  /** ISO 8601, as both. */
  createdAt: z.iso.datetime(),
  chargedAt: z.iso.datetime().nullable(),
  /** The same checkout came with another cart as well; this one counts. */
  conflict: z.boolean(),
});
export type OrderView = z.infer<typeof orderView>;
