// Counts what people do, and writes the counts down about once a second: one statement, however many people there are. While the
// primary is away the counts wait in memory, as many as fit; what no longer fits is dropped, and said.
import type { BehaviourKind } from '@evenkeel/contracts';
import type { Log } from '@evenkeel/service-kit/telemetry/log';

/** Between two writings, in ms. */
const everyMs = 1_000;
/** So many products, and pairs of products, are counted between two writings. */
const mostProducts = 2_000;
const mostPairs = 5_000;

/** What an order, a cart and a look say about how well two products go together. */
export const weights: Readonly<Record<BehaviourKind, number>> = { view: 1, cart: 3, order: 6 };

export interface Counts {
  readonly products: readonly { slug: string; view: number; cart: number; order: number }[];
  readonly pairs: readonly { slug: string; other: string; weight: number }[];
}

export interface Tally {
  /** Counts what somebody did with `slug`, after having looked at `before`. */
  add(kind: BehaviourKind, slug: string, before: readonly string[]): void;
  /** Writes down what is left, and counts no more. */
  close(): Promise<void>;
}

/** @param write puts counts into the database, all or none of them; throws when it does not answer */
export function tally(write: (counts: Counts) => Promise<void>, log: Log): Tally {
  const products = new Map<string, Record<BehaviourKind, number>>();
  const pairs = new Map<string, number>();
  let dropped = 0;
  let closed = false;
  let writing: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    if (products.size === 0) return;
    const counts: Counts = {
      products: [...products].map(([slug, kinds]) => ({ slug, ...kinds })),
      pairs: [...pairs].map(([pair, weight]) => {
        const [slug = '', other = ''] = pair.split(' ');
        return { slug, other, weight };
      }),
    };
    products.clear();
    pairs.clear();
    try {
      await write(counts);
      if (dropped > 0) log.warn({ dropped }, 'behaviour was lost while the database did not answer');
      dropped = 0;
    } catch (error) {
      // Back to what was counted meanwhile; said once, at the end.
      for (const { slug, view, cart, order } of counts.products) count(slug, { view, cart, order });
      for (const { slug, other, weight } of counts.pairs) pair(slug, other, weight);
      log.debug({ reason: (error as Error).message }, 'counts wait for the database');
    }
  };

  function count(slug: string, more: Readonly<Record<BehaviourKind, number>>): void {
    const known = products.get(slug);
    if (!known && products.size >= mostProducts) dropped += 1;
    else
      products.set(slug, {
        view: (known?.view ?? 0) + more.view,
        cart: (known?.cart ?? 0) + more.cart,
        order: (known?.order ?? 0) + more.order,
      });
  }

  function pair(slug: string, other: string, weight: number): void {
    const key = `${slug} ${other}`;
    const known = pairs.get(key);
    if (known === undefined && pairs.size >= mostPairs) dropped += 1;
    else pairs.set(key, (known ?? 0) + weight);
  }

  const timer = setInterval(() => {
    // One at a time: a slow database is not asked again before it has answered.
    writing = writing.then(flush);
  }, everyMs);
  timer.unref();

  return {
    add(kind, slug, before) {
      if (closed) return;
      count(slug, { view: 0, cart: 0, order: 0, [kind]: 1 });
      for (const other of before) {
        if (other === slug) continue;
        pair(slug, other, weights[kind]);
        pair(other, slug, weights[kind]);
      }
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await writing.then(flush);
    },
  };
}
