import {
  bankAnswers,
  type CardChoice,
  type Messages,
  messages,
  notKept,
  type OrderRequest,
  type OrderView,
  orderView,
  visitorHeader,
} from '@evenkeel/contracts';
import { type CallOptions, type HttpAnswer, HttpStatusError } from '@evenkeel/service-kit/http/client';
import { isCertainlyNotSent } from '@evenkeel/service-kit/http/not-sent';
import { notFound, ProblemError } from '@evenkeel/service-kit/server/problem';
import type { Dependencies } from './dependencies.ts';

/** Whose order it is, and how long that one still waits. */
export interface Owner {
  readonly visitor: string;
  readonly requestId: string;
  readonly remainingMs: () => number;
}

export interface Changed {
  readonly order: OrderView;
  /** It was not there before. */
  readonly made: boolean;
}

/**
 * What the payment service can be asked. Whoever leaves cancels nothing that costs money: such calls end with their own limits.
 * @throws ProblemError 404 for an order that is not there or belongs to somebody else, 409 for what cannot be done any more; else what
 * HTTP clients throw: then it is not known what has become of it, unless `isCertainlyNotSent`
 */
export const paymentClient = (to: Dependencies) => ({
  find: (id: string, visitor: string, call: CallOptions): Promise<OrderView> =>
    to['payment.orders'].get(`/orders/${id}`, orderView, {
      ...call,
      headers: { ...call.headers, [visitorHeader]: visitor },
    }),

  /** The order; `none` when payment says that there is none, `unknown` when nobody can tell. */
  known: (id: string, { visitor, remainingMs }: Owner): Promise<OrderView | 'none' | 'unknown'> =>
    to['payment.orders']
      .get(`/orders/${id}`, orderView, { headers: { [visitorHeader]: visitor }, deadlineMs: remainingMs() })
      .catch((error: unknown) => (error instanceof HttpStatusError && error.isMissing ? 'none' : 'unknown')),

  /** Whether the bank answers payment; null when payment does not say. */
  reachesBank: (): Promise<boolean | null> =>
    to['payment.orders'].get('/bank', bankAnswers).then(
      ({ answers }) => answers,
      () => null,
    ),

  messagesTo: (visitor: string, call: CallOptions): Promise<Messages> =>
    to['payment.orders'].get('/messages', messages, {
      ...call,
      headers: { ...call.headers, [visitorHeader]: visitor },
    }),

  accept: async (order: OrderRequest, owner: Owner): Promise<Changed> =>
    changed(await to['payment.checkout'].exchange('/orders', order, asOwner(owner))),
  retry: async (id: string, card: CardChoice, owner: Owner): Promise<Changed> =>
    changed(await to['payment.checkout'].exchange(`/orders/${id}/attempts`, { card }, asOwner(owner))),
  /** Tells of another cart under the id of an order that is there. */
  conflict: async (id: string, owner: Owner): Promise<Changed> =>
    changed(await to['payment.checkout'].exchange(`/orders/${id}/conflict`, {}, asOwner(owner))),
  cancel: async (id: string, owner: Owner): Promise<Changed> =>
    changed(await to['payment.checkout'].exchange(`/orders/${id}/cancel`, {}, asOwner(owner))),
});
export type PaymentClient = ReturnType<typeof paymentClient>;

const asOwner = ({ visitor, remainingMs }: Owner): CallOptions => ({
  headers: { [visitorHeader]: visitor },
  deadlineMs: remainingMs(),
});

/** Payment has read it and would not take it at any time: a mistake of ours. Nothing was kept. */
export class NeverTakenError extends Error {
  override readonly name = 'NeverTakenError';
}

/** Nothing was kept or charged: payment says so itself. */
export class NotKeptError extends Error {
  override readonly name = 'NotKeptError';
}

/** Whether it is certain that payment has nothing of it: it has not heard of it, or says that it has kept nothing. */
export const isCertainlyNotKept = (error: unknown): boolean =>
  isCertainlyNotSent(error) || error instanceof NotKeptError;

/** What an answer of payment that is no order means, wherever it was asked. */
export function refusalOf(dependency: string, { status, body }: HttpAnswer): Error {
  if (notKept.safeParse(body).success) return new NotKeptError(`payment answered ${status}: nothing was kept`);
  if (status === 400 || status === 413) return new NeverTakenError(`payment answered ${status}`);
  return new HttpStatusError(dependency, status);
}

function changed(answer: HttpAnswer): Changed {
  const { status, body } = answer;
  if (status === 404) throw notFound('There is no such order.');
  if (status === 409) throw new ProblemError(409, 'Conflict', 'This order cannot be changed any more.');
  const order = orderView.safeParse(body);
  if ((status === 200 || status === 201) && order.success) return { order: order.data, made: status === 201 };
  throw refusalOf('payment.checkout', answer);
}
