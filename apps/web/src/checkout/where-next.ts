// Where the buyer is sent after the button was pressed, by what came of it; and what the checkout page makes of that address.
import { type Money, money } from '@evenkeel/contracts';
import type { Told } from '../gateway/buying.ts';
import type { Agreement } from './agreement.ts';
import { checkoutWords } from './words.ts';

/** For whoever sends a form that is none any more. */
export const checkAgain = '/checkout?again=1';

/**
 * What is said of a press is said of its checkout: the address bears its id, and under another one, back in the history for one, it says nothing.
 * @param wasUnsure the same order was sent before, and may have arrived: nobody is told that nothing was charged
 */
export function whereNext(told: Told, { id, cents }: Agreement, wasUnsure: boolean): string {
  const orUnsure = (what: keyof CheckoutParams) => `/checkout?${wasUnsure ? 'unsure' : what}=${id}`;
  switch (told.outcome) {
    case 'order':
      return `/orders/${told.order.id}`;
    case 'total-changed':
      return `/checkout?changed=1&was=${cents}`;
    case 'not-sold':
      return `/checkout?sold=${id}`;
    case 'price-unknown':
      return orUnsure('price');
    case 'rejected':
      // The id is that of somebody else: whoever has lost their name since, perhaps with an order behind it.
      return told.status === 404 ? checkAgain : orUnsure('refused');
    case 'refused':
      return orUnsure('refused');
    case 'unsure':
      return `/checkout?unsure=${id}`;
  }
}

/** Those that name a checkout say something of that one only. */
export interface CheckoutParams {
  readonly changed?: string | string[];
  readonly was?: string | string[];
  readonly sold?: string | string[];
  readonly price?: string | string[];
  readonly refused?: string | string[];
  readonly unsure?: string | string[];
  readonly again?: string | string[];
}

export interface Shown {
  /** Of the checkout that is shown. */
  readonly id: string;
  /** An order may have been made of it already: nobody is told that nothing was charged. */
  readonly unsure: boolean;
  /** What the page shows as the total; null when it shows none. */
  readonly total: Money | null;
  /** There is a button to press. */
  readonly payable: boolean;
}

/** What is said above the order, the gravest first. */
export function noticesOf(params: CheckoutParams, { id, unsure, total, payable }: Shown): string[] {
  return [
    ...(unsure ? [payable ? checkoutWords.unsure : checkoutWords.unsureWithoutButton] : []),
    ...(params.refused === id && !unsure ? [checkoutWords.refused] : []),
    ...(params.price === id && !unsure && payable ? [checkoutWords.priceUnknown] : []),
    ...(params.sold === id ? [unsure ? checkoutWords.notSoldAfterAll : checkoutWords.notSold] : []),
    ...(params.changed !== undefined ? [changed(params.was, total)] : []),
    ...(params.again !== undefined ? [checkoutWords.again] : []),
  ];
}

function changed(was: string | string[] | undefined, now: Money | null): string {
  const before = money.safeParse({ cents: Number(was), currency: 'USD' }).data;
  return before && now && before.cents !== now.cents
    ? checkoutWords.totalChanged(now, before)
    : checkoutWords.priceChanged;
}
