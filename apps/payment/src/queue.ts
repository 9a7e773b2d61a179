// The workers: whatever is due is claimed and charged, a few at a time, for as long as the service runs.
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import type { Charging } from './charge.ts';
import type { Orders } from './orders.ts';
import { pollMs, workers } from './policy.ts';

export interface QueueOptions {
  readonly orders: Orders;
  readonly charge: Charging;
  readonly leaseMs: number;
  readonly log: Log;
}

/** Works until the function that it returns is called; what is under way then is finished first. */
export function workQueue({ orders, charge, leaseMs, log }: QueueOptions): () => Promise<void> {
  const ending = new AbortController();
  const underWay = new Set<Promise<void>>();
  let quiet = false;

  async function one(claim: Parameters<Charging>[0]): Promise<void> {
    try {
      const came = await charge(claim);
      log.info({ order: claim.orderId, attempt: claim.id, tries: claim.tries, came }, 'attempt');
    } catch (error) {
      // Its lease ends, and it is due again.
      log.warn({ order: claim.orderId, attempt: claim.id, reason: reasonOf(error) }, 'attempt was cut off');
    }
  }

  async function poll(): Promise<void> {
    const free = workers - underWay.size;
    if (free <= 0) return;
    try {
      for (const claim of await orders.claimDue(free, leaseMs)) {
        const work = one(claim).finally(() => underWay.delete(work));
        underWay.add(work);
      }
      quiet = false;
    } catch (error) {
      if (!quiet) log.warn({ reason: reasonOf(error) }, 'the queue cannot be read');
      quiet = true;
    }
  }

  const polling = (async () => {
    while (!ending.signal.aborted) {
      await poll();
      await pause(pollMs, undefined, { signal: ending.signal }).catch(() => undefined); // Ended: nothing more is claimed.
    }
  })();

  return async () => {
    ending.abort();
    await polling;
    await Promise.all(underWay);
  };
}
