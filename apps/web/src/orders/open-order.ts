// One order, by the best way there is: the gateway → the last that web has seen of it for this visitor → an honest "not now".
import { type OrderPage, orderPage, pageDeadlineMs } from '@evenkeel/contracts';
import { resilienceEvents } from '@evenkeel/resilience';
import { z } from 'zod';
import { ask } from '../gateway/client.ts';
import type { Origin } from '../gateway/open-page.ts';
import type { Visit } from '../gateway/visit.ts';
import { savedOrders } from './saved-orders.ts';

export interface ShownOrder {
  readonly kind: 'page';
  readonly name: 'order';
  readonly page: OrderPage;
  readonly origin: Origin;
}

/** The order that `/orders/…` names; null when it can be no order's id, undefined for any other path. */
export function orderIdIn(pathname: string): string | null | undefined {
  const [, folder, id, ...more] = pathname.split('/');
  if (folder !== 'orders' || id === undefined || more.length > 0) return undefined;
  return z.uuid().safeParse(id).data?.toLowerCase() ?? null;
}

export async function openOrder(id: string, visit: Visit): Promise<ShownOrder | { kind: 'missing' | 'sorry' }> {
  const { visitor, requestId } = visit;
  // Whoever has no name has no order.
  if (visitor === null) return { kind: 'missing' };
  const asked = await ask(`/orders/${id}`, orderPage, visit);
  if (asked.kind === 'missing') {
    savedOrders().drop(visitor, id);
    return asked;
  }
  const answered = asked.kind === 'answered' ? asked.answer : undefined;
  if (answered?.sections.order.data?.id === id) {
    savedOrders().keep(visitor, answered.sections.order);
    return { kind: 'page', name: 'order', page: answered, origin: { from: 'gateway' } };
  }
  const copy = savedOrders().find(visitor, id, asked.kind === 'failed' ? asked.reason : 'gateway: no such order in it');
  if (!copy) return { kind: 'sorry' };
  const { section, savedAt } = copy;
  if (section.tier !== null && section.ageMs !== null)
    resilienceEvents.emit({
      type: 'copy',
      name: 'orders',
      tier: section.tier,
      ageMs: section.ageMs,
      at: performance.now(),
    });
  const facts = { warnings: [], system: 'degraded' as const, requestId, tookMs: 0, deadlineMs: pageDeadlineMs };
  return {
    kind: 'page',
    name: 'order',
    page: { ...facts, sections: { order: section } },
    origin: { from: 'saved', savedAt },
  };
}
