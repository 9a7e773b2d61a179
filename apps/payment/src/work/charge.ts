// One claimed attempt, from the claim to what came of it. Told once; the buyer's own request and the workers both go this way.

import { crashPoint } from '@evenkeel/service-kit/crash-point';
import type { BankAnswer, BankClient } from '../bank/client.ts';
import type { Claim, Settlement } from '../orders/order.ts';
import type { Orders } from '../orders/orders.ts';
import { clocksDifferMs, giveUpAfterMs, pauseAfter } from '../policy.ts';

export interface ChargingOptions {
  readonly orders: Orders;
  readonly bank: BankClient;
  /** So long after the sending the bank may book, in ms. */
  readonly expiresAfterMs: number;
  /** How long the bank remembers a key, in ms. */
  readonly keyLifetimeMs: number;
  /** Monotonic, in ms. */
  readonly elapsed?: () => number;
  readonly random?: () => number;
}

export type Charging = (claim: Claim, signal?: AbortSignal) => Promise<Settlement['kind'] | 'lost'>;

/** Charges what was claimed, and writes down what came of it; `lost` when somebody else has claimed it meanwhile. */
export function charging(options: ChargingOptions): Charging {
  const {
    orders,
    bank,
    expiresAfterMs,
    keyLifetimeMs,
    elapsed = () => performance.now(),
    random = Math.random,
  } = options;
  const since = ({ ages }: Claim) => elapsed() - ages.claimedAt;
  const pause = ({ tries }: Claim) => pauseAfter(tries, random());

  /** What the bank says of an attempt that it may know. Undefined: certainly not charged, and it cannot be any more. */
  async function lookedUp(claim: Claim, signal: AbortSignal | undefined): Promise<Settlement | undefined> {
    // As of before it is asked: only a look-up that began when nothing could be booked any more proves that nothing was.
    const openMs = (claim.ages.bookableMs ?? 0) - since(claim) + clocksDifferMs;
    const answer = await bank.lookUp(claim.id, signal);
    if (answer.kind !== 'not-charged') return settlementOf(claim, answer);
    return openMs < 0 ? undefined : { kind: 'unknown', pauseMs: openMs + 100, reason: 'it may still be on its way' };
  }

  function settlementOf(claim: Claim, answer: BankAnswer): Settlement {
    switch (answer.kind) {
      case 'approved':
        return answer.cents === claim.cents
          ? { kind: 'succeeded', chargeId: answer.chargeId }
          : {
              kind: 'dead',
              attention: 'mismatch',
              reason: `the bank has booked ${answer.cents} instead of ${claim.cents}`,
            };
      case 'declined':
        return { kind: 'declined', chargeId: answer.chargeId, code: answer.code };
      case 'not-charged':
        return { kind: 'pending', pauseMs: Math.max(answer.pauseMs ?? 0, pause(claim)), reason: answer.reason };
      case 'refused':
        return { kind: 'dead', attention: 'given-up', reason: answer.reason };
      case 'unknown':
        return claim.ages.wantedMs + since(claim) > giveUpAfterMs
          ? { kind: 'dead', attention: 'given-up', reason: answer.reason }
          : { kind: 'unknown', pauseMs: pause(claim), reason: answer.reason };
    }
  }

  async function ask(claim: Claim, signal: AbortSignal | undefined): Promise<Settlement | 'lost'> {
    if (claim.maybeSent) {
      const known = await lookedUp(claim, signal);
      if (known !== undefined) return known;
    }
    if (claim.unwanted) return { kind: 'cancelled' };
    // A bank that has forgotten the key would charge a second time, if it has charged before. Whoever redrives it has looked.
    if (claim.ages.sentMs !== null && claim.ages.sentMs + since(claim) > keyLifetimeMs)
      return { kind: 'dead', attention: 'key-expired', reason: 'the bank may have forgotten the key' };
    const openAgainInMs = bank.openAgainInMs();
    if (openAgainInMs > 0)
      return { kind: 'pending', pauseMs: openAgainInMs, reason: 'the bank is not asked at the moment' };
    const expiresAt = await orders.markSent(claim, expiresAfterMs);
    if (expiresAt === undefined) return 'lost';
    crashPoint('payment.before-send');
    const { id: key, orderId: order, cents, currency, card } = claim;
    const answer = await bank.charge({ key, order, cents, currency, card, expiresAt }, signal);
    crashPoint('payment.after-send');
    return settlementOf(claim, answer);
  }

  return async (claim, signal) => {
    const settlement = await ask(claim, signal);
    if (settlement === 'lost') return 'lost';
    crashPoint('payment.before-settle');
    const settled = await orders.settle(claim, settlement);
    crashPoint('payment.after-settle');
    return settled ? settlement.kind : 'lost';
  };
}
