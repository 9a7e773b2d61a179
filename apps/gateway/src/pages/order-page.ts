// An order, for its owner. It is asked for anew each time, never shared for a moment as other answers are: whoever has just paid must not
// read that nothing was paid. The last that was seen of it serves while nobody can tell.
import { orderView } from '@evenkeel/contracts';
import { HttpStatusError } from '@evenkeel/service-kit/http/client';
import type { Clients } from '../clients/index.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { budgets } from '../policies.ts';
import { lastGood, live, type Visit } from '../sections/ladder.ts';
import { section } from '../sections/section.ts';

export interface OrderVisit extends Visit {
  readonly visitor: string;
  readonly id: string;
}

/** The name of its copies. Nobody else's key leads to them. */
export const orderCopies = 'order';
export const orderKey = (visitor: string, id: string): string => `${visitor}:${id}`;

export const orderPagePlan = (ask: Clients, outbox: Pick<Outbox, 'find'>) => ({
  name: 'order',
  deadlineMs: budgets.page,
  sections: {
    order: section({
      core: true,
      schema: orderView,
      fresh: true,
      shared: false, // As many keys as orders: one crowd would fill the second level.
      keys: ({ visitor, id }: OrderVisit) => [orderKey(visitor, id)],
      fits: ({ id }, order) => order.id === id,
      ladder: [
        live('payment.orders', async ({ visitor, id }: OrderVisit, call) => {
          try {
            return await ask.payment.find(id, visitor, call);
          } catch (error) {
            // Not handed over yet: then it stands here.
            const payment = error instanceof HttpStatusError && error.isMissing ? 'none' : 'unknown';
            const waiting = await outbox.find(id, visitor, payment, call.signal);
            if (waiting !== undefined) return waiting;
            // Handed over between the two looks: then payment has it by now.
            if (payment === 'none') return ask.payment.find(id, visitor, call);
            throw error;
          }
        }),
        lastGood(),
      ],
    }),
  },
});
