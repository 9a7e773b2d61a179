import { notKept } from '@evenkeel/contracts';
import type { HttpAnswer } from '@evenkeel/service-kit/http/client';
import { HttpStatusError } from '@evenkeel/service-kit/http/client';
import type { Entry } from '../outbox/entry.ts';
import type { Dependencies } from './dependencies.ts';
import { NotKeptError } from './payment.ts';

/** Payment has read it and will never take it. */
export class PaymentRefusedError extends Error {
  override readonly name = 'PaymentRefusedError';
}

export interface HandOver {
  /** Gives an order that was kept elsewhere to payment; returns when payment has it. @throws PaymentRefusedError, else try again */
  (entry: Entry): Promise<void>;
  /** Whether it is worth trying. */
  isReady(): boolean;
}

export function handOverTo(to: Dependencies): HandOver {
  const payment = to['payment.hand-over'];
  const handOver = async ({ order, card }: Entry): Promise<void> => {
    const answer = await (card === null
      ? payment.exchange('/orders/saved', order)
      : payment.exchange('/orders/queued', { ...order, card }));
    assertTaken(answer);
  };
  return Object.assign(handOver, { isReady: () => payment.pipeline.health().breaker?.state !== 'OPEN' });
}

/** 404: the id belongs to somebody else's order. It cannot be taken under that id, ever. */
function assertTaken({ status, body }: HttpAnswer): void {
  if (status === 200 || status === 201) return;
  if (notKept.safeParse(body).success) throw new NotKeptError(`payment answered ${status}: nothing was kept`);
  if (status === 400 || status === 404 || status === 413) throw new PaymentRefusedError(`payment answered ${status}`);
  throw new HttpStatusError('payment.hand-over', status);
}
