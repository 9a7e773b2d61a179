// What is done to the shop in turn: nothing, the bank killed and started again, payment killed and started again.
import { setTimeout as pause } from 'node:timers/promises';
import type { Shop } from '@evenkeel/local';
import { waitUntil } from '@evenkeel/platform';
import type { Buyers } from './buyers.ts';
import { isBankLeftAlone } from './left-alone.ts';
import { knocks, limits, type Plan } from './plan.ts';
import { isKept, type Round } from './samples.ts';
import { type Drain, drained } from './waiting.ts';

export interface Trial {
  readonly shop: Shop;
  readonly buyers: Buyers;
  readonly plan: Plan;
}

export interface Outage {
  /** Some in the middle of it, and with the bank dead some more while payment knocks again and finds it dead. */
  readonly dead: Round;
  readonly knocking?: Round;
  readonly drain: Drain;
}

/** So many in a row: breakers are closed again, not only trying. */
const paidInARow = 5;

/** Orders are charged at once. @throws when they are not within the limit */
export async function chargesAtOnce({ buyers }: Trial): Promise<void> {
  let inARow = 0;
  const look = async () => {
    inARow = (await buyers.buy()).what === 'paid' ? inARow + 1 : 0;
    return inARow >= paidInARow;
  };
  if (!(await waitUntil(look, { limitMs: limits.chargesAgainMs, everyMs: 50 })))
    throw new Error(`Orders are not charged at once within ${limits.chargesAgainMs / 1_000} s.`);
}

export async function whileWell(trial: Trial, crowd: number): Promise<Round> {
  await chargesAtOnce(trial);
  return trial.buyers.crowd(crowd, trial.plan.well);
}

export const bankDead = (trial: Trial, crowd: number): Promise<Outage> =>
  outage(trial, 'bank', async () => {
    const { shop, buyers, plan } = trial;
    const isLeftAlone = async () => {
      await buyers.buy();
      return isBankLeftAlone(shop);
    };
    if (!(await waitUntil(isLeftAlone, { limitMs: limits.breakerOpensMs })))
      throw new Error(`Payment still asks a dead bank after ${limits.breakerOpensMs / 1_000} s.`);
    const opened = performance.now();
    const dead = await buyers.crowd(crowd, plan.bankDead);
    const beforeMs = (performance.now() - opened) % knocks.everyMs;
    await pause(Math.max(0, knocks.everyMs - beforeMs - knocks.aheadMs));
    return { dead, knocking: await buyers.crowd(crowd, plan.bankDead) };
  });

export const paymentDead = (trial: Trial, crowd: number): Promise<Outage> =>
  outage(trial, 'payment', async () => ({ dead: await trial.buyers.crowd(crowd, trial.plan.paymentDead) }));

async function outage<Rounds extends Pick<Outage, 'dead' | 'knocking'>>(
  { shop, buyers }: Trial,
  part: 'bank' | 'payment',
  during: () => Promise<Rounds>,
): Promise<Rounds & Pick<Outage, 'drain'>> {
  const kept = () => buyers.book.filter(isKept).length;
  const before = kept();
  await shop.platform.kill(part);
  const rounds = await during();
  await shop.platform.start(part);
  return { ...rounds, drain: await drained(shop, kept() - before, kept()) };
}
