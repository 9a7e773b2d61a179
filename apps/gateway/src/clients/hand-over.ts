import type { HttpAnswer } from '@evenkeel/service-kit/http/client';
import type { Entry } from '../outbox/entry.ts';
import type { Dependencies } from './dependencies.ts';
import { NeverTakenError, refusalOf } from './payment.ts';

export interface HandOver {
  /** Gives an order that was kept elsewhere to payment; returns when payment has it. @throws NeverTakenError, else try again */
  (entry: Entry): Promise<void>;
  /** Whether it is worth trying. */
  isReady(): boolean;
}

export function handOverTo(to: Dependencies): HandOver {
  const payment = to['payment.hand-over'];
  const handOver = async ({ order, card, at }: Entry): Promise<void> => {
    const answer = await (card === null
      ? payment.exchange('/orders/saved', { ...order, takenAt: at })
      : payment.exchange('/orders/queued', { ...order, card, takenAt: at }));
    assertTaken(answer);
  };
  return Object.assign(handOver, { isReady: () => payment.pipeline.health().breaker?.state !== 'OPEN' });
}

/** 404: the id belongs to somebody else's order. It cannot be taken under that id, ever. */
function assertTaken(answer: HttpAnswer): void {
  const { status } = answer;
  if (status === 200 || status === 201) return;
  throw status === 404 ? new NeverTakenError('payment answered 404') : refusalOf('payment.hand-over', answer);
}
