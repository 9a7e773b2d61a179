// Which orders this process has sent, so that a later press of the same button is not told "nothing was charged" while an earlier one may
// have arrived: the answer to that one is still out, or was lost, or the buyer has it.
import { onePerProcess } from '../one-per-process.ts';

export interface SentOrders {
  /** Whether it was sent before, and it is not certain that nothing came of it. */
  has(order: string): boolean;
  /** It is sent now. Returns what says that this time, for certain, nothing came of it. */
  begin(order: string): () => void;
  /** What has come of all its sendings is known. */
  forget(order: string): void;
}

/** More than can be bought in the day that a form is good for; beyond that the oldest are forgotten. */
const usualMost = 50_000;

export function makeSentOrders(most = usualMost): SentOrders {
  /** Order → sendings of it that may have arrived. In the order of the last sending. */
  const sent = new Map<string, number>();
  return {
    has: (order) => sent.has(order),
    forget: (order) => void sent.delete(order),
    begin(order) {
      const before = sent.get(order) ?? 0;
      sent.delete(order);
      sent.set(order, before + 1);
      for (const oldest of sent.keys()) {
        if (sent.size <= most) break;
        sent.delete(oldest);
      }
      return () => {
        const count = sent.get(order) ?? 0;
        if (count > 1) sent.set(order, count - 1);
        else sent.delete(order);
      };
    },
  };
}

/** Of this process. */
export const sentOrders = (): SentOrders => onePerProcess('sent orders', () => makeSentOrders());

/** Wall clock, ms since 1970: a form from before was perhaps sent by an earlier life of this process. */
const startedAt = Date.now() - performance.now();
export const isFromBefore = (formMadeAt: number): boolean => formMadeAt < startedAt;
