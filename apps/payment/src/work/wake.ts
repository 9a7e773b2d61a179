// What waits for the bank is due at once when the bank answers again.
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import type { BankClient } from '../bank/client.ts';
import type { Orders } from '../orders/orders.ts';
import { wakeEveryMs } from '../policy.ts';

export interface WakingOptions {
  readonly orders: Pick<Orders, 'wake'>;
  readonly bank: Pick<BankClient, 'comebacks'>;
  readonly log: Log;
  /** Monotonic, in ms. */
  readonly elapsed?: () => number;
}

/** To be asked before each look at the queue; never throws: a queue that cannot be woken is worked on all the same. */
export function waking({ orders, bank, log, elapsed = () => performance.now() }: WakingOptions): () => Promise<void> {
  let wokenFor = 0;
  let restUntil = Number.NEGATIVE_INFINITY;
  return async () => {
    const comebacks = bank.comebacks();
    if (comebacks === wokenFor || elapsed() < restUntil) return;
    try {
      // Those that are more than one statement's worth have their turn at the next look.
      if (await orders.wake()) return;
      wokenFor = comebacks;
      restUntil = elapsed() + wakeEveryMs;
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, 'what waits for the bank cannot be woken now');
    }
  };
}
