// The sentences people read when something is missing. The gateway puts them into a section's `message`; web shows them,
// and needs them itself when it serves its own copy of a page. What happened, what still works, what to do; no names of services.
import { priceLimitMs, priceOfNowMs } from './freshness.ts';
import type { SearchQuality } from './search.ts';
import type { SectionState } from './section.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An age as people say it: "less than a minute", then minutes, then hours. The exact one is in `ageMs`. */
export function ageInWords(ageMs: number): string {
  if (ageMs < MINUTE) return 'less than a minute';
  const [amount, unit] = ageMs < HOUR ? [Math.floor(ageMs / MINUTE), 'minute'] : [Math.floor(ageMs / HOUR), 'hour'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

export interface MessageFacts {
  readonly ageMs?: number | null;
  /** What the product is: "laptop". */
  readonly noun?: string;
  readonly count?: number;
  /** How good a search was. */
  readonly quality?: SearchQuality;
  /** How old the prices of a live answer are, in ms. */
  readonly pricesAgeMs?: number;
}

const ago = ({ ageMs }: MessageFacts) => `${ageInWords(ageMs ?? 0)} ago`;

/** Of cards: as long as their prices are shown they are dated; after that they are gone. */
const cardsFrom = (facts: MessageFacts) =>
  (facts.ageMs ?? 0) <= priceLimitMs
    ? `Prices from ${ago(facts)}. We check them at checkout.`
    : `From ${ago(facts)}. You see prices at checkout before you pay.`;

/** How old the prices of results are; null for prices of now. */
export const pricesNote = (ageMs: number): string | null => (ageMs > priceOfNowMs ? cardsFrom({ ageMs }) : null);

/** What a search of less than the best quality says of itself; `more` is shown below it. */
export const searchWords = {
  medium: { bold: 'Search may be slower than usual', more: 'Spelling help is off. Filters and sorting work.' },
  low: {
    bold: 'Showing popular results only',
    more: 'Our full search is not working at the moment, so a product may be missing here. Categories show everything we sell.',
  },
  none: {
    bold: 'Search is temporarily unavailable. Please try again later.',
    more: 'You can browse by category.',
  },
} as const satisfies Record<Exclude<SearchQuality, 'high'>, { bold: string; more: string }>;

/** Section name → state → sentence. A state without an entry needs no words. */
export const sectionWords: Readonly<
  Record<string, Partial<Record<SectionState, (facts: MessageFacts) => string | null>>>
> = {
  product: { stale: (facts) => `Product details from ${ago(facts)}. We check price and stock at checkout.` },
  price: {
    stale: (facts) => `Price from ${ago(facts)}. We check it again at checkout.`,
    unavailable: () => 'You see it at checkout before you pay.',
  },
  stock: {
    disabled: () => 'We confirm stock at checkout.',
    unavailable: () => 'We confirm stock at checkout.',
  },
  rating: {
    stale: (facts) => `${facts.count ?? 0} reviews, as of ${ago(facts)}`,
    unavailable: () => 'Rating temporarily unavailable',
  },
  related: {
    stale: cardsFrom,
    unavailable: () => 'Related products are temporarily unavailable',
  },
  reviews: {
    stale: (facts) => `Reviews as of ${ago(facts)}.`,
    unavailable: () => 'Reviews are temporarily unavailable',
    disabled: () => 'Reviews are switched off while the shop is busy. They come back by themselves.',
  },
  recommendations: {
    stale: cardsFrom,
    unavailable: () => 'Recommendations are temporarily unavailable',
    disabled: () => 'Recommendations are switched off while the shop is busy.',
  },
  bestsellers: {
    stale: cardsFrom,
    unavailable: () => 'Bestsellers are temporarily unavailable',
  },
  products: {
    stale: cardsFrom,
    unavailable: () => 'The products of this category are temporarily unavailable',
  },
  results: {
    // The index follows the shop within seconds; when it cannot, its prices are dated like those of a copy.
    live: ({ pricesAgeMs = 0 }) => pricesNote(pricesAgeMs),
    stale: (facts) => `Results from ${ago(facts)}. We check prices at checkout.`,
    fallback: ({ quality }) => searchWords[quality === 'low' ? 'low' : 'medium'].bold,
    unavailable: () => searchWords.none.bold,
  },
  facets: { unavailable: () => 'Filters and sorting are temporarily unavailable.' },
  categories: { unavailable: () => 'Categories are temporarily unavailable' },
  order: { stale: (facts) => `This is what we knew ${ago(facts)}. We look again when you do.` },
  items: {
    stale: cardsFrom,
    unavailable: () => 'We cannot check the prices right now. Your cart is kept.',
  },
};

/** The sentence of a section in a state, or null where nothing needs saying. */
export function sectionMessage(name: string, state: SectionState, facts: MessageFacts = {}): string | null {
  return sectionWords[name]?.[state]?.(facts) ?? null;
}

/** What the banner says when any section is not live. It promises only what is there. */
export const degradedBanner = {
  bold: 'Some features are temporarily limited.',
  rest: 'You can still browse and add to cart.',
} as const;
