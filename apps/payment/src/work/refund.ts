// Giving back what was charged. The bank does it once, however often it is asked, so whoever was cut off asks again.

import { crashPoint } from '@evenkeel/service-kit/crash-point';
import type { BankClient } from '../bank/client.ts';
import type { Refund, Refunded } from '../orders/order.ts';
import type { Orders } from '../orders/orders.ts';
import { pauseAfter } from '../policy.ts';

export interface RefundingOptions {
  readonly orders: Orders;
  readonly bank: BankClient;
  readonly random?: () => number;
}

export type Refunding = (refund: Refund) => Promise<Refunded['kind']>;

export const refunding =
  ({ orders, bank, random = Math.random }: RefundingOptions): Refunding =>
  async (refund) => {
    crashPoint('refund.before-send');
    const became = await bank.refund(refund.chargeId);
    crashPoint('refund.after-send');
    await orders.refunded(
      refund,
      became.kind === 'again' ? { ...became, pauseMs: pauseAfter(refund.tries, random()) } : became,
    );
    return became.kind;
  };
