// Pages as the gateway sends them: all live, to be changed by a test.
import type {
  Card,
  CartPage,
  Category,
  CategoryPage,
  HomePage,
  OrderPage,
  OrderState,
  OrderView,
  ProductPage,
  SearchPage,
  SearchQuality,
  Section,
  SectionState,
} from '@evenkeel/contracts';

export const live = <T>(data: T, source: Section<T>['source'] = 'service', tookMs = 12): Section<T> => ({
  state: 'live',
  source,
  ageMs: null,
  tier: null,
  message: null,
  reason: null,
  tookMs,
  data,
});

export const gone = (message: string, state: SectionState = 'unavailable'): Section<never> => ({
  state,
  source: 'none',
  ageMs: null,
  tier: null,
  message,
  reason: 'review: circuit breaker open, probe in 4 s',
  tookMs: 1,
  data: null,
});

export const stale = <T>(data: T, ageMs: number, message: string): Section<T> => ({
  ...live(data, 'cache', 2),
  state: 'stale',
  ageMs,
  tier: ageMs <= 300_000 ? 'fresh' : ageMs <= 3_600_000 ? 'degraded' : 'emergency',
  message,
  reason: 'product: ECONNREFUSED',
});

const computers = { slug: 'computers', name: 'Computers' };

const card = (
  slug: string,
  name: string,
  cents: number,
  picture: string,
  tile: number,
  tagline = 'A good one',
): Card => ({
  slug,
  name,
  tagline,
  picture,
  tile,
  category: computers,
  price: { cents, currency: 'USD' },
  rating: 4.6,
});

export const cards = [
  card('headphones-drift', 'Headphones Drift', 14_900, 'headphone', 1),
  card('controller-helm', 'Controller Helm', 5_900, 'video-game', 2),
  card('smart-bulb-3-pack', 'Smart bulb, 3 pack', 3_900, 'light-bulb', 3),
  card('watch-tide', 'Watch Tide', 22_900, 'watch', 0),
  card('laser-printer', 'Laser printer', 17_900, 'printer', 1),
  card('power-bank-20-ah', 'Power bank 20 Ah', 4_550, 'battery', 2),
];

const category = (slug: string, name: string, picture: string, productCount: number): Category => ({
  slug,
  name,
  picture,
  productCount,
});

const categories = [
  category('computers', 'Computers', 'laptop', 48),
  category('audio', 'Audio', 'headphone', 36),
  category('cameras', 'Cameras', 'camera', 31),
  category('phones', 'Phones', 'mobile-phone', 40),
  category('gaming', 'Gaming', 'video-game', 29),
  category('tv-and-film', 'TV and film', 'television', 27),
  category('smart-home', 'Smart home', 'light-bulb', 38),
  category('wearables', 'Wearables', 'watch', 22),
];

const facts = () => ({
  warnings: [],
  system: 'normal' as const,
  requestId: '7c41f0e2-0000-4000-8000-00009e2b9e2b',
  tookMs: 44,
  deadlineMs: 400,
});

const review = (id: string, title: string, author: string, date: string, text: string) => ({
  id,
  stars: 5,
  title,
  text,
  author,
  date,
  verified: true,
});

export const productPageFixture = (): ProductPage => ({
  ...facts(),
  sections: {
    product: live({
      slug: 'laptop',
      name: 'Laptop',
      noun: 'laptop',
      tagline: '14-inch, light',
      summary: 'A light 14-inch computer for work and travel. 16 GB memory, 512 GB storage, 18 hours on one charge.',
      description: 'Thin enough for any bag, quick enough for photos and film. The keyboard is lit from below.',
      specifications: [
        { name: 'Screen', value: '14 inches, 2560 × 1600' },
        { name: 'Memory', value: '16 GB' },
        { name: 'Storage', value: '512 GB' },
        { name: 'Battery', value: '18 hours' },
      ],
      category: computers,
      picture: 'laptop',
      pictureAlt: 'A slim silver laptop',
      tile: 0,
    }),
    price: live({ slug: 'laptop', money: { cents: 99_900, currency: 'USD' } }),
    stock: live({ slug: 'laptop', amount: 40, deliveryDays: 3 }),
    rating: live({ slug: 'laptop', average: 4.8, count: 234 }),
    related: live({
      items: [
        card('mouse', 'Mouse', 2_900, 'computer-mouse', 0, 'Wireless, quiet'),
        card('keyboard', 'Keyboard', 4_900, 'keyboard', 1, 'Full size, backlit'),
        card('monitor', 'Monitor', 19_900, 'desktop-computer', 2, '27-inch, 4K'),
      ],
    }),
    reviews: live({
      slug: 'laptop',
      average: 4.8,
      count: 234,
      stars: [2, 3, 9, 28, 192],
      items: [
        review(
          'r1',
          'Great laptop!',
          'John',
          '2026-11-12',
          'Fast, silent and the screen is a joy. I edit photos on it all day and the battery still lasts the train ride home.',
        ),
        review(
          'r2',
          'Fast shipping',
          'Jane',
          '2026-11-09',
          'Ordered on Monday, here on Wednesday. Set up in ten minutes.',
        ),
        review('r3', 'Light', 'Ola', '2026-11-02', 'I forget that it is in my bag.'),
      ],
    }),
    recommendations: live({ basis: 'personal', category: null, degraded: false, items: cards.slice(0, 4) }, 'personal'),
  },
});

export const homePageFixture = (): HomePage => ({
  ...facts(),
  sections: {
    recommendations: live(
      { basis: 'trending', category: computers, degraded: false, items: cards.slice(0, 4) },
      'trending',
    ),
    bestsellers: live({ items: cards }),
    categories: live({ items: categories }),
  },
});

export const categoryPageFixture = (): CategoryPage => ({
  ...facts(),
  sections: {
    products: live({ category: category('computers', 'Computers', 'laptop', 48), items: cards }),
    categories: live({ items: categories }),
  },
});

/** What a search for "laptop" finds, at each quality. */
export function searchPageFixture(quality: SearchQuality): SearchPage {
  const results = {
    wish: { q: 'laptop', sort: 'relevance' as const, page: 1 },
    quality,
    total: 30,
    pages: 2,
    items: cards,
    pricesAgeMs: 0,
    partial: false,
    unrelated: false,
    correctedTo: null,
    engine: quality === 'high' ? { name: 'stand-in for Elasticsearch (MiniSearch)', standIn: true } : null,
  };
  const facets = {
    categories: [{ slug: 'computers', name: 'Computers', count: 30 }],
    prices: [{ from: 50, to: 99, count: 12 }],
    ratings: [{ atLeast: 4, count: 20 }],
  };
  const noFacets = gone('Filters and sorting are temporarily unavailable.');
  const lower = <T>(section: Section<T>, message: string | null): Section<T> => ({
    ...section,
    state: 'fallback',
    message,
  });
  const sections = {
    high: { results: live(results, 'elasticsearch'), facets: live(facets, 'elasticsearch') },
    medium: {
      results: lower(live(results, 'database'), 'Search may be slower than usual'),
      facets: lower(live(facets, 'database'), null),
    },
    low: { results: lower(live(results, 'cache'), 'Showing popular results only'), facets: noFacets },
    none: { results: gone('Search is temporarily unavailable. Please try again later.'), facets: noFacets },
  };
  return {
    ...facts(),
    system: quality === 'high' ? 'normal' : 'degraded',
    sections: { ...sections[quality], categories: live({ items: categories }) },
  };
}

export const cartPageFixture = (): CartPage => ({
  ...facts(),
  sections: {
    items: live({ items: [{ card: card('laptop', 'Laptop', 99_900, 'laptop', 0), quantity: 1 }] }),
  },
});

export const orderFixture = (state: OrderState, more: Partial<OrderView> = {}): OrderView => ({
  id: '7c419e2b-0000-4000-8000-000000000001',
  state,
  total: { cents: 102_800, currency: 'USD' },
  lines: [
    { slug: 'laptop', name: 'Laptop', quantity: 1, cents: 99_900 },
    { slug: 'mouse', name: 'Mouse', quantity: 1, cents: 2_900 },
  ],
  lastFour: '4242',
  createdAt: '2026-11-28T10:42:00.000Z',
  chargedAt: state === 'paid' || state === 'refunded' ? '2026-11-28T10:42:01.000Z' : null,
  conflict: false,
  ...more,
});

export const orderPageFixture = (order: OrderView, section: Section<OrderView> = live(order)): OrderPage => ({
  ...facts(),
  system: section.state === 'live' ? 'normal' : 'degraded',
  sections: { order: section },
});
