// The last that this process has seen of orders, for the case that the gateway is gone. By visitor and order: nobody's view is found under
// another name.
import { liveNow, type OrderState, type OrderView, orderView, type Section } from '@evenkeel/contracts';
import { elapsedClock } from '@evenkeel/resilience';
import { asSaved } from '../gateway/saved-section.ts';
import { onePerProcess } from '../one-per-process.ts';

export interface SavedOrder {
  readonly section: Section<OrderView>;
  /** Wall clock, in ms. */
  readonly savedAt: number;
}

export interface SavedOrders {
  keep(visitor: string, section: Section<OrderView>): void;
  /** What an answer to the buyer has said of the order, just now. */
  keepView(visitor: string, order: OrderView): void;
  /** As a stale section, not older than a day; `reason` says why the copy is needed. */
  find(visitor: string, id: string, reason: string): SavedOrder | undefined;
  drop(visitor: string, id: string): void;
  forget(): void;
}

interface Kept extends SavedOrder {
  /** In ms of the elapsed clock. */
  readonly keptAt: number;
}

/** Nothing but a refund comes after these: an answer that was on its way for longer is older. */
const final: ReadonlySet<OrderState | undefined> = new Set(['paid', 'cancelled', 'refunded']);

interface SavedOrdersOptions {
  readonly most?: number;
  /** Monotonic clock, ms. */
  readonly now?: () => number;
  readonly wallClock?: () => number;
}

export function makeSavedOrders({
  most = 500,
  now: monotonic,
  wallClock = Date.now,
}: SavedOrdersOptions = {}): SavedOrders {
  const { now } = elapsedClock({ ...(monotonic && { now: monotonic }), wallClock });
  // In the order of use.
  const orders = new Map<string, Kept>();
  const keyOf = (visitor: string, id: string) => `${visitor} ${id}`;

  function keep(visitor: string, section: Section<OrderView>): void {
    if (section.data === null) return;
    const key = keyOf(visitor, section.data.id);
    if (final.has(orders.get(key)?.section.data?.state) && !final.has(section.data.state)) return;
    orders.delete(key);
    orders.set(key, { section, keptAt: now(), savedAt: wallClock() });
    for (const oldest of orders.keys()) {
      if (orders.size <= most) break;
      orders.delete(oldest);
    }
  }

  return {
    keep,
    keepView: (visitor, data) => keep(visitor, { ...liveNow, data }),
    find(visitor, id, reason) {
      const kept = orders.get(keyOf(visitor, id));
      if (!kept) return undefined;
      const section = asSaved('order', kept.section, now() - kept.keptAt, reason);
      const data = orderView.safeParse(section.data).data;
      return data && { section: { ...section, data }, savedAt: kept.savedAt };
    },
    drop: (visitor, id) => orders.delete(keyOf(visitor, id)),
    forget: () => orders.clear(),
  };
}

/** Of this process. */
export const savedOrders = (): SavedOrders => onePerProcess('saved orders', () => makeSavedOrders());
