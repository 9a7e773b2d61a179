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
  /** What no database keeps is none: half a character, or NUL. */
  name: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => name.isWellFormed() && !name.includes('\0'), 'must be text'),
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

const agreed = {
  /** Of the checkout: whoever comes again with it means the same order. */
  id: z.uuid().toLowerCase(),
  visitor: z.uuid().toLowerCase(),
  lines: z.array(orderLine).min(1).max(orderLimits.lines),
  total: money,
} as const;
const isSum = ({ lines, total }: { lines: OrderLine[]; total: { cents: number } }) => total.cents === totalOf(lines);
const notSum = { path: ['total'], message: 'is not the sum of the lines' };

/** `POST /orders`, to be charged now. */
export const orderRequest = z.strictObject({ ...agreed, card: cardChoice }).refine(isSum, notSum);
export type OrderRequest = z.infer<typeof orderRequest>;

/** Without a card: that was not kept. */
export const savedOrder = z.strictObject(agreed).refine(isSum, notSum);
export type SavedOrder = z.infer<typeof savedOrder>;

/** What the gateway has kept for a while says when it was taken. */
const takenBefore = { takenAt: z.iso.datetime().optional() } as const;

/** `POST /orders/queued`, to be charged as soon as a worker comes to it. */
export const queuedLater = z.strictObject({ ...agreed, card: cardChoice, ...takenBefore }).refine(isSum, notSum);
export type QueuedLater = z.infer<typeof queuedLater>;

/** `POST /orders/saved`: never charged until the buyer comes back with a card. */
export const savedLater = z.strictObject({ ...agreed, ...takenBefore }).refine(isSum, notSum);
export type SavedLater = z.infer<typeof savedLater>;

export const totalOf = (lines: readonly Pick<OrderLine, 'quantity' | 'cents'>[]): number =>
  lines.reduce((sum, line) => sum + line.quantity * line.cents, 0);

/**
 * What was agreed, as a text: the same for the same things and prices, in whatever order they stand and whatever they are called by now. Tells
 * another cart under the same id.
 */
export const agreementText = ({ lines, total }: Pick<SavedOrder, 'lines' | 'total'>): string =>
  JSON.stringify([total.currency, total.cents, lines.map((line) => [line.slug, line.quantity, line.cents]).sort()]);

/** Of a problem of the payment service: nothing was kept, for certain. Without it nobody knows. */
export const notKept = z.looseObject({ kept: z.literal(false) });

/** What the shop writes to somebody who has ordered. There is no mail: a page shows it, as a mailbox would. */
export const messageKinds = ['complete-order', 'paid', 'declined', 'cancelled', 'refunded'] as const;
export const message = z.object({
  id: z.int(),
  kind: z.enum(messageKinds),
  order: z.uuid(),
  /** Of the order now: what was asked for may be done by now. */
  state: z.enum(orderStates),
  total: money,
  at: z.iso.datetime(),
});
/** `GET /messages`: the newest fifty, newest first. */
export const messages = z.object({ items: z.array(message).max(50) });
export type Messages = z.infer<typeof messages>;

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
