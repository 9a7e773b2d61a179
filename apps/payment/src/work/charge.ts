// One claimed attempt, from the claim to what came of it. Told once; the buyer's own request and the workers both go this way.

import { crashPoint } from '@evenkeel/service-kit/crash-point';
import type { BankAnswer, BankClient } from '../bank/client.ts';
import type { Claim, Settlement } from '../orders/order.ts';
import type { Orders } from '../orders/orders.ts';
import { backoff, clockSetBackMs, giveUpAfterMs, mostClockSkewMs, pauseAfter } from '../policy.ts';

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

  /** So far the clock of the bank is ahead of the database's, as it last said. Behind is no matter: then it only books for longer. */
  let bankIsAheadMs = 0;
  /** False for a time that no clock can show: then nothing is known of it, and nothing follows from it. */
  const hearClock = (claim: Claim, asOf: number): boolean => {
    const aheadMs = asOf - (claim.databaseNow + since(claim));
    if (Math.abs(aheadMs) > mostClockSkewMs) return false;
    bankIsAheadMs = Math.max(0, aheadMs);
    return true;
  };

  /**
   * What the bank says of an attempt that it may know. `nothing`: certainly not charged, and it cannot be any more. `open`: not charged, but
   * what was sent before may still be booked for so long that it is asked again meanwhile, under the same key.
   */
  async function lookedUp(claim: Claim, signal: AbortSignal | undefined): Promise<Settlement | 'nothing' | 'open'> {
    const answer = await bank.lookUp(claim.id, signal);
    if (answer.kind !== 'none') return settlementOf(claim, answer);
    if (!hearClock(claim, answer.asOf))
      return settlementOf(claim, { kind: 'unknown', reason: 'the clock of the bank shows nonsense', answered: true });
    // By the bank's own clock: only a look-up of a moment when nothing could be booked any more proves that nothing was.
    const openMs = (claim.expiresAt ?? 0) - answer.asOf;
    if (openMs < 0) return 'nothing';
    if (openMs > expiresAfterMs + clockSetBackMs[claim.unwanted ? 'unwanted' : 'wanted'])
      return claim.unwanted
        ? { kind: 'dead', attention: 'given-up', reason: 'the clock of the bank was set back: it may still be booked' }
        : 'open';
    return { kind: 'unknown', pauseMs: Math.min(openMs + 100, backoff.capMs), reason: 'it may still be on its way' };
  }

  function settlementOf(claim: Claim, answer: BankAnswer): Settlement {
    switch (answer.kind) {
      case 'approved':
        // What nobody wants is given back, however much it is.
        return answer.cents === claim.cents || claim.unwanted
          ? { kind: 'succeeded', chargeId: answer.chargeId }
          : {
              kind: 'dead',
              attention: 'mismatch',
              chargeId: answer.chargeId,
              reason: `the bank has booked ${answer.cents} instead of ${claim.cents}`,
            };
      case 'declined':
        return { kind: 'declined', chargeId: answer.chargeId, code: answer.code };
      case 'not-charged':
        if (answer.asked === false)
          return { kind: 'pending', pauseMs: backoff.baseMs, reason: answer.reason, asked: false };
        return answer.pauseMs === undefined
          ? { kind: 'pending', pauseMs: pause(claim), reason: answer.reason }
          : {
              kind: 'pending',
              pauseMs: Math.max(answer.pauseMs, pause(claim)),
              reason: answer.reason,
              notBeforeMs: answer.pauseMs,
            };
      case 'expired':
        if (answer.asOf !== undefined) hearClock(claim, answer.asOf);
        return { kind: 'pending', pauseMs: pause(claim), reason: 'the time for the charge was over' };
      case 'refused':
        return { kind: 'dead', attention: 'given-up', reason: answer.reason };
      case 'unknown':
        // Not by the time that it has waited to be sent, and not for silence: a bank that answers again can be asked.
        return answer.answered === true && !claim.unwanted && (claim.ages.sentMs ?? 0) + since(claim) > giveUpAfterMs
          ? { kind: 'dead', attention: 'given-up', reason: answer.reason }
          : { kind: 'unknown', pauseMs: pause(claim), reason: answer.reason };
    }
  }

  async function ask(claim: Claim, signal: AbortSignal | undefined): Promise<Settlement | 'lost'> {
    const known = claim.maybeSent ? await lookedUp(claim, signal) : 'nothing';
    if (typeof known === 'object') return known;
    const settlement = await charged(claim, signal);
    // What was sent before may still be booked: then nobody says that it was not, whatever has become of this question.
    return known === 'open' && settlement !== 'lost' && settlement.kind === 'pending'
      ? { ...settlement, kind: 'unknown' }
      : settlement;
  }

  async function charged(claim: Claim, signal: AbortSignal | undefined): Promise<Settlement | 'lost'> {
    if (claim.unwanted) return { kind: 'cancelled' };
    // A bank that has forgotten the key would charge a second time, if it has charged before. Whoever redrives it has looked.
    if (claim.ages.sentMs !== null && claim.ages.sentMs + since(claim) > keyLifetimeMs)
      return { kind: 'dead', attention: 'key-expired', reason: 'the bank may have forgotten the key' };
    const openAgainInMs = bank.openAgainInMs();
    if (openAgainInMs > 0)
      return { kind: 'pending', pauseMs: openAgainInMs, reason: 'the bank is not asked at the moment', asked: false };
    const expiresAt = await orders.markSent(claim, expiresAfterMs + bankIsAheadMs);
    if (expiresAt === undefined) return 'lost';
    crashPoint('payment.before-send');
    const { id: key, orderId: order, cents, currency, card } = claim;
    const answer = await bank.charge({ key, order, cents, currency, card, expiresAt }, signal);
    if (answer.kind !== 'not-charged') crashPoint('payment.after-send'); // Else it was not.
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
