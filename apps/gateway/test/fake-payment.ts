// Behaves as the payment service does while all is well: takes an order once, and shows it to its owner.
import type { IncomingMessage } from 'node:http';
import { type OrderRequest, type OrderView, orderRequest, queuedLater, savedLater } from '@evenkeel/contracts';
import { type Behaviour, json, notFound } from './fake-service.ts';

export interface FakePayment {
  readonly behave: Behaviour;
  /** What was posted, in order. */
  readonly taken: OrderRequest[];
  /** What was handed over later: `/orders/queued`, `/orders/saved`. */
  readonly handedOver: { readonly path: string; readonly id: string; readonly takenAt?: string | undefined }[];
  /** What becomes of orders from now on. */
  state: OrderView['state'];
}

export function fakePayment(): FakePayment {
  const orders = new Map<string, { visitor: string; view: OrderView }>();
  const payment: FakePayment = {
    taken: [],
    handedOver: [],
    state: 'paid',
    behave: async (req, res) => {
      const [, , id = '', verb] = (req.url ?? '').split('/');
      if (req.url === '/bank') return json({ answers: true })(req, res);
      if (req.method === 'GET') {
        const found = orders.get(id);
        return found?.visitor === req.headers['x-visitor-id'] ? json(found?.view)(req, res) : notFound(req, res);
      }
      const body = await bodyOf(req);
      if (id === 'queued' || id === 'saved') {
        const order = id === 'queued' ? queuedLater.parse(body) : savedLater.parse(body);
        payment.handedOver.push({ path: req.url ?? '', id: order.id, takenAt: order.takenAt });
        const known = orders.get(order.id);
        const view = known?.view ?? viewOf(order, id === 'queued' ? 'queued' : 'needs_buyer');
        if (known === undefined) orders.set(order.id, { visitor: order.visitor, view });
        return json(view, known === undefined ? 201 : 200)(req, res);
      }
      if (verb !== undefined) {
        const found = orders.get(id);
        if (found?.visitor !== req.headers['x-visitor-id'] || found === undefined) return notFound(req, res);
        if (verb === 'cancel' && found.view.state === 'paid') return json({ title: 'Conflict' }, 409)(req, res);
        if (verb === 'conflict') found.view = { ...found.view, conflict: true };
        else found.view = { ...found.view, state: verb === 'cancel' ? 'cancelled' : payment.state };
        return json(found.view)(req, res);
      }
      const order = orderRequest.parse(body);
      const known = orders.get(order.id);
      payment.taken.push(order);
      const view = viewOf(order, payment.state, order.card.lastFour);
      if (known === undefined) orders.set(order.id, { visitor: order.visitor, view });
      return json(known?.view ?? view, known === undefined ? 201 : 200)(req, res);
    },
  };
  return payment;
}

const viewOf = (
  { id, total, lines }: Pick<OrderRequest, 'id' | 'total' | 'lines'>,
  state: OrderView['state'],
  lastFour: string | null = null,
): OrderView => ({
  id,
  state,
  total,
  lines,
  lastFour,
  createdAt: new Date(0).toISOString(),
  chargedAt: null,
  conflict: false,
});

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}
