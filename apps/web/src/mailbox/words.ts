// What the shop writes to somebody who has ordered. Each message was true when it was written, and is dated.
import type { Messages } from '@evenkeel/contracts';
import { timeOf } from '../formats.ts';

export type Message = Messages['items'][number];

export const mailboxWords = {
  title: 'Your messages',
  standsIn: 'This page stands in for e-mail in this demo.',
  empty: 'No messages yet.',
  whatComes: 'What we write to you about your orders comes here: this page stands in for e-mail in this demo.',
  unavailable: 'Your messages are temporarily unavailable. Your orders are kept.',
  fromOrder: 'We write to you when it is settled.',
  fromSavedOrder: 'We write to you about it.',
} as const;

export interface MessageWords {
  readonly subject: string;
  readonly text?: string;
}

/** What has become since of an order whose buyer was asked to do something; undefined while that is still to do. */
const sinceThen: Readonly<Partial<Record<Message['state'], string>>> = {
  paid: 'That is done: the order is paid.',
  refunded: 'That is done: the order was paid, and your money is on its way back.',
  cancelled: 'There is nothing left to do: the order was cancelled.',
  charging: 'You have chosen a card since: we are taking your payment.',
  queued: 'You have chosen a card since: it will be charged once.',
  confirming: 'You have chosen a card since: we are finding out whether it was charged.',
  attention: 'You have chosen a card since: we are looking into your order.',
};

export function messageWords({ kind, at, state }: Message): MessageWords {
  const since = sinceThen[state];
  switch (kind) {
    case 'complete-order':
      return since === undefined
        ? {
            subject: 'Complete your order',
            text: 'Payment failed. Your order is saved. Nothing was charged. Choose a card to complete it.',
          }
        : { subject: 'Your order was saved without a card', text: since };
    case 'paid':
      return { subject: `Your payment went through at ${timeOf(Date.parse(at))}.` };
    case 'declined':
      return since === undefined
        ? { subject: 'Your card was declined. Nothing was charged. Use another card or ask your bank.' }
        : { subject: 'Your card was declined. Nothing was charged.', text: since };
    case 'cancelled':
      return { subject: 'Your order was cancelled. Nothing was charged.' };
    case 'refunded':
      return { subject: 'Your money is on its way back.', text: 'Banks take a few days to show it.' };
  }
}
