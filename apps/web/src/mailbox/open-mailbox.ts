// What the shop has written to a visitor: as the gateway tells it now, or nothing. A copy could lack the one message that matters.
import { liveNow, type Messages, messages, pageDeadlineMs, type Section } from '@evenkeel/contracts';
import { ask } from '../gateway/client.ts';
import type { Origin } from '../gateway/open-page.ts';
import type { Visit } from '../gateway/visit.ts';
import { mailboxWords } from './words.ts';

export const mailboxPath = '/mailbox';

export interface ShownMailbox {
  readonly kind: 'page';
  readonly name: 'mailbox';
  readonly page: {
    readonly system: 'normal' | 'degraded';
    readonly requestId: string;
    readonly tookMs: number;
    readonly deadlineMs: number;
    readonly sections: { readonly messages: Section<Messages> };
  };
  readonly origin: Origin;
}

export async function openMailbox(visit: Visit): Promise<ShownMailbox> {
  const began = performance.now();
  const section = await messagesFor(visit);
  const tookMs = performance.now() - began;
  const isLive = section.state === 'live';
  return {
    kind: 'page',
    name: 'mailbox',
    page: {
      system: isLive ? 'normal' : 'degraded',
      requestId: visit.requestId,
      tookMs,
      deadlineMs: pageDeadlineMs,
      sections: { messages: { ...section, tookMs } },
    },
    // Who is cut off from the messages promises nothing else of the shop.
    origin: { from: isLive ? 'gateway' : 'plain' },
  };
}

async function messagesFor(visit: Visit): Promise<Section<Messages>> {
  // Whoever has no name has not ordered: nobody was written to.
  if (visit.visitor === null) return { ...liveNow, data: { items: [] } };
  const asked = await ask(mailboxPath, messages, visit);
  if (asked.kind === 'answered') return { ...liveNow, data: asked.answer };
  const reason = asked.kind === 'failed' ? asked.reason : 'gateway: there is no mailbox in it';
  return { ...liveNow, state: 'unavailable', source: 'none', message: mailboxWords.unavailable, reason, data: null };
}
