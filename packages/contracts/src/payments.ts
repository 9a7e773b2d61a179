// What the payment service tells its operator.
import { z } from 'zod';
import { orderLine, orderStates } from './order.ts';

const ageMs = z.number().min(0).nullable();
const waiting = z.object({
  count: z.number().int(),
  /** Of the one that waits longest, in ms; null when none does. */
  oldestMs: ageMs,
});

/** `GET /bank`: whether the bank answers now, asked for this. Without it orders are taken all the same, and charged later. */
export const bankAnswers = z.object({ answers: z.boolean() });

/** Why somebody has to look at an order (docs/payment-states.md). */
export const attentions = ['key-expired', 'given-up', 'mismatch', 'refund-refused'] as const;

/** `GET /operator/payments` */
export const paymentsOverview = z.object({
  /** State → orders. */
  orders: z.partialRecord(z.enum(orderStates), z.number().int()),
  /** Attempts that are not settled: all, those that are due now, and the age of the oldest in ms. */
  queue: z.object({ depth: z.number().int(), due: z.number().int(), oldestMs: ageMs }),
  /** Of these, perhaps charged. */
  unknown: waiting,
  /** To be given back. */
  refunds: waiting,
  /** Dead letters: nobody works on them until somebody has looked. All of them, and the oldest hundred. */
  attention: z.object({
    count: z.number().int(),
    oldest: z.array(
      z.object({
        order: z.uuid(),
        why: z.enum(attentions),
        detail: z.string().nullable(),
        cents: z.number().int(),
        since: z.iso.datetime(),
      }),
    ),
  }),
  /** Checkouts that came with another cart, and that nobody has acknowledged since. All of them, and the newest hundred. */
  conflicts: z.object({
    count: z.number().int(),
    newest: z.array(
      z.object({ order: z.uuid(), times: z.number().int(), state: z.enum(orderStates), since: z.iso.datetime() }),
    ),
  }),
});
export type PaymentsOverview = z.infer<typeof paymentsOverview>;

/** `GET /operator/orders/ID` */
export const orderHistory = z.object({
  order: z.uuid(),
  state: z.enum(orderStates),
  attention: z.enum(attentions).nullable(),
  cents: z.number().int(),
  currency: z.string(),
  lines: z.array(orderLine),
  conflicts: z.number().int(),
  createdAt: z.iso.datetime(),
  attempts: z.array(
    z.object({
      /** The key at the bank. */
      id: z.uuid(),
      number: z.number().int(),
      state: z.string(),
      lastFour: z.string(),
      tries: z.number().int(),
      chargeId: z.uuid().nullable(),
      declineCode: z.string().nullable(),
      lastError: z.string().nullable(),
      unwanted: z.boolean(),
      nextAt: z.iso.datetime().nullable(),
      chargedAt: z.iso.datetime().nullable(),
      refundedAt: z.iso.datetime().nullable(),
    }),
  ),
  history: z.array(
    z.object({
      at: z.iso.datetime(),
      what: z.string(),
      /** So many times in a row, the last at `lastAt`. */
      times: z.number().int(),
      lastAt: z.iso.datetime().nullable(),
      attempt: z.uuid().nullable(),
      detail: z.string().nullable(),
    }),
  ),
});
export type OrderHistory = z.infer<typeof orderHistory>;

/** How many orders wait, and how many payment would not take: put aside until somebody has looked. */
const outboxDepth = z.object({ waiting: z.number().int(), refused: z.number().int() });
export type OutboxDepth = Readonly<z.infer<typeof outboxDepth>>;

/** `GET /operator/outbox` of the gateway: orders that wait to be handed to payment; null where that cannot be told. */
export const outboxOverview = z.object({
  /** In Redis. */
  stream: outboxDepth.nullable(),
  /** On the gateway's own disk. */
  journal: outboxDepth.nullable(),
});
export type OutboxOverview = z.infer<typeof outboxOverview>;
