// The way of an order, and what it has cost so far: true in every state, and "we are finding out" where nobody knows.
import type { OrderState } from '@evenkeel/contracts';
import { momentOf, onBill } from '../formats.ts';
import { type Known, mayHaveMoved, stateToTell } from './words.ts';

export interface Step {
  readonly title: string;
  readonly words: string;
  /** `now`: the order waits here. `stopped`: it goes no further by itself. */
  readonly at: 'done' | 'now' | 'stopped' | 'ahead';
}

const payment: Readonly<Record<OrderState, Step>> = {
  charging: { title: 'Payment under way', words: 'We are asking your bank.', at: 'now' },
  paid: { title: 'Payment made', words: '', at: 'done' },
  declined: { title: 'Payment declined', words: 'Your bank has declined the card.', at: 'stopped' },
  queued: {
    title: 'Payment waiting',
    words: 'It could not be made yet. We keep trying until it is.',
    at: 'now',
  },
  confirming: { title: 'Payment being confirmed', words: 'We are finding out whether it was made.', at: 'now' },
  needs_buyer: { title: 'Payment failed', words: 'It goes on when you choose a card.', at: 'stopped' },
  attention: { title: 'Payment being looked into', words: 'One of us looks at it by hand.', at: 'now' },
  cancelled: { title: 'No payment', words: 'The order was cancelled before it was charged.', at: 'stopped' },
  refunded: { title: 'Payment given back', words: 'Banks take a few days to show it.', at: 'done' },
};

const sent: Readonly<Record<OrderState, Step | null>> = {
  charging: { title: 'Sent to you', words: 'We send it as soon as it is paid.', at: 'ahead' },
  paid: { title: 'Sent to you', words: 'It is paid, so we send it next.', at: 'now' },
  declined: { title: 'Sent to you', words: 'We send it as soon as it is paid.', at: 'ahead' },
  queued: { title: 'Sent to you', words: 'We send it as soon as it is paid.', at: 'ahead' },
  confirming: { title: 'Sent to you', words: 'We send it as soon as it is paid.', at: 'ahead' },
  needs_buyer: { title: 'Sent to you', words: 'We send it as soon as it is paid.', at: 'ahead' },
  attention: { title: 'Sent to you', words: 'We send it as soon as it is paid.', at: 'ahead' },
  cancelled: { title: 'Not sent', words: 'Nothing will be sent.', at: 'stopped' },
  // Nobody knows here whether it was sent before.
  refunded: null,
};

/** @param now wall clock, in ms */
export function stepsOf(known: Known, now: number): Step[] {
  const { createdAt, chargedAt } = known.order;
  const state = stateToTell(known);
  const at = (moment: string) => momentOf(Date.parse(moment), now);
  const paid = state === 'paid' && chargedAt !== null ? { words: at(chargedAt) } : {};
  const last = sent[state];
  return [
    { title: 'Order saved', words: at(createdAt), at: 'done' },
    { ...payment[state], ...paid },
    ...(last ? [last] : []),
  ];
}

/** Where it is certain that nothing was charged. */
const free: ReadonlySet<OrderState> = new Set(['declined', 'queued', 'needs_buyer', 'cancelled']);

export function chargedSoFar(known: Known): string {
  const { state, total } = known.order;
  if (state === 'paid') return onBill(total.cents);
  if (state === 'refunded') return `${onBill(total.cents)}, on its way back`;
  return free.has(state) && !mayHaveMoved(known) ? onBill(0) : 'We are finding out';
}
