// What the buyer reads in each state of an order: the sentences of docs/payment-states.md, word for word.
import type { OrderState, OrderView, Section } from '@evenkeel/contracts';
import { timeOf } from '../formats.ts';

export interface OrderWords {
  readonly title: string;
  /** The title is the sentence that stands out. */
  readonly boldTitle?: true;
  readonly bold?: string;
  readonly rest: readonly string[];
}

const nothingCharged = 'Nothing was charged.';
const recovers = 'Your payment will be processed when the service recovers.';

export const orderWords: Readonly<Record<OrderState, OrderWords>> = {
  charging: { title: 'We are taking your payment.', rest: [] },
  paid: { title: 'Thank you. Your order is paid.', rest: [] },
  declined: {
    title: 'Your card was declined.',
    rest: [nothingCharged, 'Use another card or ask your bank.'],
  },
  queued: {
    title: 'We have your order.',
    bold: recovers,
    rest: [
      'Your card has not been charged yet. It will be charged once.',
      'You do not need to pay again or keep this page open.',
    ],
  },
  confirming: {
    title: 'We have your order.',
    bold: recovers,
    rest: ['We do not know yet whether your card was charged. It will be charged once at most. Do not pay again.'],
  },
  needs_buyer: {
    title: 'Payment failed. We will contact you to complete the order.',
    boldTitle: true,
    rest: ['Your order is saved.', nothingCharged],
  },
  attention: {
    title: 'We are looking into your order.',
    rest: ['It will be charged once at most. Do not pay again.'],
  },
  cancelled: { title: 'This order was cancelled.', rest: [nothingCharged] },
  refunded: { title: 'Your money is on its way back.', rest: [] },
};

/** What is known of an order, and whether that is of now. */
export interface Known {
  readonly order: OrderView;
  /** False of a copy: the order may have gone on since. */
  readonly current: boolean;
}

export const knownOf = (section: Section<OrderView>): Known | undefined =>
  section.data === null ? undefined : { order: section.data, current: section.state === 'live' };

/** In these nothing moves by itself, and nothing can be charged any more. */
const settled: ReadonlySet<OrderState> = new Set(['paid', 'cancelled', 'refunded']);

/** A copy says with certainty only what cannot change: what was waiting to be charged may be charged by now. */
export const stateToTell = ({ order: { state }, current }: Known): OrderState =>
  !current && (state === 'queued' || state === 'charging') ? 'confirming' : state;

export const mayHaveMoved = ({ order, current }: Known): boolean => !current && !settled.has(order.state);

/** Nothing is to be expected of it. */
export const isOver = ({ order, current }: Known): boolean => current && settled.has(order.state);

/** An order that was paid so long after it was made was paid later, in ms. */
const laterMs = 60_000;

export function wordsOf(known: Known): OrderWords {
  const words = orderWords[stateToTell(known)];
  const { state, createdAt, chargedAt } = known.order;
  const rest = mayHaveMoved(known) ? words.rest.filter((sentence) => sentence !== nothingCharged) : words.rest;
  if (state !== 'paid' || chargedAt === null || Date.parse(chargedAt) - Date.parse(createdAt) < laterMs)
    return { ...words, rest };
  return { ...words, rest: [...rest, `Your payment went through at ${timeOf(Date.parse(chargedAt))}.`] };
}

export const orderNotices = {
  conflict:
    'The same checkout was sent with two different carts. The first one counts: what stands here is ordered, and nothing else.',
  late: 'It is too late to cancel this order.',
  refused: 'This could not be done right now. Nothing was changed. Try again in a few minutes.',
  unsure:
    'We do not know whether this has reached us. Check again before you repeat it. Your order will be charged once at most.',
} as const;

/** When that came of what the buyer had tried, in ms since 1970. */
export interface OrderParams {
  readonly late?: string | string[];
  readonly refused?: string | string[];
  readonly unsure?: string | string[];
}

/** So long it is said, in ms: whoever comes back later has tried nothing. */
const saidForMs = 120_000;

/**
 * What is still to be said of what was tried: for a while, and then for as long as all that the page can show is older than that. What was
 * tried is over with an order that is settled.
 * @param ageMs of what is shown; null when it is of now
 * @param now wall clock, in ms
 */
export function stillSaid(
  params: OrderParams,
  { state }: Pick<OrderView, 'state'>,
  ageMs: number | null,
  now: number,
): (keyof OrderParams)[] {
  const isOpen = !settled.has(state);
  const isSaid = (at: string | string[] | undefined) => {
    const sinceMs = typeof at === 'string' ? now - Number(at) : Number.NaN;
    return Math.abs(sinceMs) <= saidForMs || (sinceMs > 0 && sinceMs < (ageMs ?? 0));
  };
  return [
    ...(isSaid(params.late) && state !== 'cancelled' ? (['late'] as const) : []),
    ...(isSaid(params.refused) && isOpen ? (['refused'] as const) : []),
    ...(isSaid(params.unsure) && isOpen ? (['unsure'] as const) : []),
  ];
}

/** "Check again" forgets nothing of it. */
export function checkAgainPath(id: string, params: OrderParams, said: readonly (keyof OrderParams)[]): string {
  const query = said.map((what) => `${what}=${params[what]}`).join('&');
  return query === '' ? `/orders/${id}` : `/orders/${id}?${query}`;
}

/** On the pages of cart and checkout. */
export const waitsForCard = (reference: string): string => `Order ${reference} waits for another card`;

/** The beginning of an order's id, short enough to read out on the phone: 7C41-9E2B. */
export const orderReference = (id: string): string => `${id.slice(0, 4)}-${id.slice(4, 8)}`.toUpperCase();
