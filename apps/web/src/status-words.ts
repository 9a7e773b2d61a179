// The gateway's dependencies as customers know them: what stops working for them, not what it is called.
import type { ShopHealth } from './gateway/shop-health.ts';

const customerWords: Readonly<Record<string, string>> = {
  'product.core': 'Product details',
  'product.price': 'Prices',
  'product.stock': 'Stock',
  'product.extras': 'Related products',
  'product.cards': 'Prices in lists and in the cart',
  'product.browse': 'The home page and the categories',
  'product.categories': 'The list of categories',
  'review.rating': 'Ratings',
  'review.texts': 'Reviews',
  'recommendation.pick': 'Recommendations',
  'recommendation.record': 'Remembering what you looked at',
  'search.find': 'Search',
  'search.suggest': 'Suggestions while you type',
  'search.record': 'Remembering what is popular',
  'payment.checkout': 'Buying',
  'payment.bank': 'Charging cards at once: without it orders are taken, and charged later',
  'payment.orders': 'Looking at your orders',
  'payment.hand-over': 'Handing over orders that had to wait',
  journal: 'Keeping orders when nothing else takes them',
  'redis.orders': 'Keeping orders for bad times',
  'redis.orders.writes': 'Keeping orders for bad times',
  'redis.copies': 'Copies of pages for bad times',
  'redis.copies.writes': 'Keeping copies of pages for bad times',
};

export interface StatusLine {
  readonly what: string;
  readonly works: boolean;
  readonly words: string;
  /** What the gateway calls it: one thing to customers may be several parts of the shop. */
  readonly parts: readonly string[];
}

/** Your cart is always there: this page and the cart come from the same program. */
export function statusLines(health: ShopHealth): StatusLine[] {
  const cart = { what: 'Your cart', works: true, words: 'Works', parts: [] };
  if (!health.reachable) {
    return [
      cart,
      {
        what: 'Everything else',
        works: false,
        words: 'Not answering: you see saved pages where we have them',
        parts: ['gateway'],
      },
    ];
  }
  // Several parts may be one thing to customers: it works when all of them do.
  const things = Map.groupBy(health.parts, ({ name }) => customerWords[name] ?? 'Another part of the shop');
  const lines = [...things].map(([what, parts]) => {
    const works = parts.every((part) => part.works);
    return { what, works, words: works ? 'Works' : 'Temporarily limited', parts: parts.map(({ name }) => name) };
  });
  return [cart, ...lines];
}

/** `degraded` as soon as one line does not work. */
export const systemOf = (health: ShopHealth): 'normal' | 'degraded' =>
  statusLines(health).every(({ works }) => works) ? 'normal' : 'degraded';
