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
  fromOrder: 'We write to you here when it is settled',
} as const;

export interface MessageWords {
  readonly subject: string;
  readonly text?: string;
}

export function messageWords({ kind, at }: Message): MessageWords {
  switch (kind) {
    case 'complete-order':
      return {
        subject: 'Complete your order',
        text: 'Payment failed. Your order is saved. Nothing was charged. Choose a card to complete it.',
      };
    case 'paid':
      return { subject: `Your payment went through at ${timeOf(Date.parse(at))}.` };
    case 'declined':
      return { subject: 'Your card was declined. Nothing was charged. Use another card or ask your bank.' };
  }
}
