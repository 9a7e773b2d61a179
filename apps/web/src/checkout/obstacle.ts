// What stands in the way of ordering a cart as it is; undefined when nothing does.
import type { Money } from '@evenkeel/contracts';
import type { CartRow } from '../cart/cart-rows.ts';
import { mostCents } from './agreement.ts';
import { checkoutWords } from './words.ts';

/** @param unsure an order may have been made of it already: nobody is told that nothing was charged */
export function obstacleTo(rows: readonly CartRow[], total: Money | null, unsure: boolean): string[] | undefined {
  if (rows.length === 0) return [checkoutWords.empty];
  if (!rows.some(({ sold }) => sold)) return [checkoutWords.nothingSold];
  if (total === null)
    return [unsure ? checkoutWords.priceUnknownAfterAll : checkoutWords.priceUnknown, checkoutWords.cartKept];
  return total.cents > mostCents ? [checkoutWords.tooMuch] : undefined;
}
