// What the checkout page says. "Nothing was charged" stands only where that is certain (docs/payment-states.md, M4).
import { ageInWords, type Money } from '@evenkeel/contracts';
import { dollars } from '../wording.ts';

export const checkoutWords = {
  title: 'Checkout',
  empty: 'Your cart is empty. There is nothing to order.',
  nothingSold: 'Nothing in your cart is sold any more. There is nothing to order.',
  cartKept: 'Your cart is kept.',
  priceUnknown: 'We cannot confirm the price right now. Nothing has been charged. Try again in a few minutes.',
  /** The same for whoever may have ordered already. */
  priceUnknownAfterAll: 'We cannot confirm the price right now. Try again in a few minutes.',
  tooMuch: 'An order can be $1,000,000 at most. Take something out of your cart.',
  notSold: 'Something in your cart is not sold any more. Nothing was ordered. Check your order before you pay.',
  notSoldAfterAll: 'Something in your cart is not sold any more. Check your order before you pay.',
  refused: 'We could not take your order. Nothing was charged and your cart is kept. Try again in a few minutes.',
  unsure:
    'We do not know whether your order has reached us. Press the button again: it is the same order, and it will be charged once at most.',
  unsureWithoutButton:
    'We do not know whether your order has reached us. Try again in a few minutes: it is the same order, and it will be charged once at most.',
  lookForOrder: 'See whether we have it',
  priceChanged: 'A price has changed. Check your order before you pay.',
  totalChanged: (now: Money, before: Money) =>
    `The total is now ${dollars(now)}, not ${dollars(before)}. Check your order before you pay.`,
  again: 'This page was old. Check your order before you pay.',
  /** Nobody can ask for them anew: what is shown is what is agreed. */
  pricesFrom: (ageMs: number) => `Prices from ${ageInWords(ageMs)} ago. You pay what is shown here.`,
  payWith: 'Pay with',
  endsIn: (lastFour: string) => `ends in ${lastFour}`,
  pay: (total: Money) => `Order and pay ${dollars(total)}`,
} as const;
