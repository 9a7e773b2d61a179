// Whether payment asks the bank no more, as its metrics tell it.
import type { Shop } from '@evenkeel/local';
import { request } from 'undici';
import { limits } from './plan.ts';

/** Of the breaker around the bank: 0 closed, 1 half open, 2 open. */
const state = /^circuit_breaker_state\{[^}]*dependency="bank"[^}]*\} (\d)$/m;
const open = '2';

/** @throws when payment does not answer */
export async function isBankLeftAlone(shop: Shop): Promise<boolean> {
  const { body } = await request(`${shop.url('payment')}/metrics`, { signal: AbortSignal.timeout(limits.operatorMs) });
  return state.exec(await body.text())?.[1] === open;
}
