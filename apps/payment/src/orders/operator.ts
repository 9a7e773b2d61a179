// What only the operator sees and does: the queue, what nobody could settle, each order's history; and the ways out.
import type { OrderHistory, OrderState, PaymentsOverview } from '@evenkeel/contracts';
import type { PostgresStore } from '@evenkeel/service-kit/postgres/store';
import * as sql from './sql/operator.ts';

/** What can be done to an order by hand. */
export const remedies = ['redrive', 'give-up', 'refund', 'acknowledge'] as const;
export type Remedy = (typeof remedies)[number];

export interface OperatorOrders {
  overview(): Promise<PaymentsOverview>;
  /** Undefined when there is no such order. */
  history(order: string): Promise<OrderHistory | undefined>;
  /** The ids that begin with eight hexadecimal digits, as buyers read them: none, one, or two of several. */
  beginningWith(digits: string): Promise<string[]>;
  /** False when the order is not one for that. */
  remedy(order: string, remedy: Remedy): Promise<boolean>;
}

/** Each list shows so many; the counts are of all. */
const listed = 100;

export function operatorOrders(primary: PostgresStore): OperatorOrders {
  const run = <Row extends object>(statement: string, params: readonly unknown[] = []) =>
    primary.query<Row>(statement, params, { patience: 'patient', for: 'operator' });

  return {
    async overview() {
      const [states, queue, toLookAt, oldest, newest] = await Promise.all([
        run<{ state: OrderState; count: number }>(sql.states),
        run<QueueRow>(sql.queue),
        run<{ attention: number; conflicts: number }>(sql.toLookAt),
        run<PaymentsOverview['attention']['oldest'][number]>(sql.attention, [listed]),
        run<PaymentsOverview['conflicts']['newest'][number]>(sql.conflicts, [listed]),
      ]);
      const { unknown, refunds, ...depth } = queue[0] ?? nothing;
      return {
        orders: Object.fromEntries(states.map(({ state, count }) => [state, count])),
        queue: depth,
        unknown,
        refunds,
        attention: { count: toLookAt[0]?.attention ?? 0, oldest },
        conflicts: { count: toLookAt[0]?.conflicts ?? 0, newest },
      };
    },
    async history(order) {
      const [found] = await run<OrderHistory>(sql.history, [order]);
      return found;
    },
    async beginningWith(digits) {
      const ends = ['0', 'f'].map(
        (digit) => `${digits}-${[4, 4, 4, 12].map((length) => digit.repeat(length)).join('-')}`,
      );
      return (await run<{ id: string }>(sql.between, ends)).map(({ id }) => id);
    },
    async remedy(order, remedy) {
      return (await run(sql.remedies[remedy], [order])).length > 0;
    },
  };
}

type QueueRow = PaymentsOverview['queue'] & Pick<PaymentsOverview, 'unknown' | 'refunds'>;

const none = { count: 0, oldestMs: null };
const nothing = { depth: 0, due: 0, oldestMs: null, unknown: none, refunds: none };
