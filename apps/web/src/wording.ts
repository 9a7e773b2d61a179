// What the shop says, beside the sentences of single sections (those are in contracts, since the gateway says them, too).
// What happened, what still works, what to do. Nothing is promised that may not be there.
import { ageInWords, degradedBanner, type Money } from '@evenkeel/contracts';
import { inDollars, timeOf, weekdayOf } from './formats.ts';
import type { Origin } from './gateway/open-page.ts';

export const shopName = 'Evenkeel';

export interface BannerWords {
  readonly bold: string;
  readonly rest: string;
}

/**
 * The banner of a degraded page, by where the page came from.
 * @param canBrowse false where the page itself says that there are no categories to be had
 */
export function bannerWords(origin: Origin, canBrowse: boolean): BannerWords {
  const { bold } = degradedBanner;
  if (origin.from === 'saved') return { bold, rest: `These are saved pages from ${timeOfDay(origin.savedAt)}.` };
  if (origin.from === 'plain' || !canBrowse) return { bold, rest: 'Your cart is kept in your browser.' };
  return degradedBanner;
}

/** The banner's words once every section of the page has been healed in place. */
export const healedBanner = 'This page is complete again.';

export const savedPageNote = (savedAt: number): string =>
  `Saved page from ${timeOfDay(savedAt)}. We check prices at checkout.`;

export const missingPage = {
  product: { title: 'We do not have this product.', lead: 'Check the address, search, or look in the categories.' },
  category: {
    title: 'We do not have this category.',
    lead: 'Check the address, search, or look in the other categories.',
  },
  order: {
    title: 'We do not have this order.',
    lead: 'Check the address. Orders are shown only to whoever made them.',
  },
  page: { title: 'We do not have this page.', lead: 'Check the address, search, or look in the categories.' },
} as const;

export const sorryPage = {
  product: {
    title: 'Sorry, we cannot show this product right now',
    lead: 'The part of our shop that holds product details is not answering, and we have no recent copy of this page.',
    calm: 'Your cart is safe. Nothing has been charged.',
  },
  order: {
    title: 'We cannot show your order right now.',
    lead: 'It is kept, and what is to be charged will be charged once at most.',
    calm: 'Do not pay again. Look again in a few minutes.',
  },
} as const;

export const categoryWords = {
  /** Beside a list that is not of now: whether there are copies of what it leads to, nobody knows here. */
  saved: 'A saved list. Some may have nothing to show.',
  /** The search has an index of its own, so it finds products that cannot be listed. */
  absent: 'The search may still find what is in them.',
  productsAbsent: 'The search may still find them.',
  search: 'Search in this category',
} as const;

export const tryAgain = 'Try again';

export const reviewsAbsent = (noun: string): string =>
  `You can still buy this ${noun}. Come back later to read what others say.`;

export const priceWords = {
  live: 'Includes tax and free delivery.',
  unavailable: 'Price unavailable',
  seenAtCheckout: 'You see it at checkout before you pay.',
} as const;

export const stockUnknown = 'We confirm stock at checkout.';

/** "In stock. Order today, get it on Thursday." */
export function stockWords(amount: number, deliveryDays: number, wallClock: number): string {
  if (amount === 0) return 'Not in stock at the moment.';
  const day = weekdayOf(wallClock + deliveryDays * 86_400_000);
  const left = amount <= 5 ? `Only ${amount} left.` : 'In stock.';
  return `${left} Order today, get it on ${day}.`;
}

export const reviewCount = (count: number): string => `${count} ${count === 1 ? 'review' : 'reviews'}`;

export const cartWords = {
  empty: 'Your cart is empty.',
  tampered: 'We could not read your cart, so it is empty now. Nothing was ordered.',
  partlyTampered: 'We could not read a part of your cart, so we took it out. Nothing was ordered.',
  /** Two answers that each set the same line: a browser keeps the last. */
  countsOnce: 'Check the amounts: “Add to cart”, pressed twice in the same moment, counts once.',
  full: 'Your cart is full: it holds 20 different products. Take one out to add another.',
  noLongerSold: 'No longer sold',
  notInTotal: 'It does not count towards the total.',
  totalUnknown: 'You see it at checkout',
  toCheckout: 'Go to checkout',
  priceSeen: (ageMs: number) => `Price from ${ageInWords(ageMs)} ago. We check it again before you pay.`,
  priceChanged: (now: Money, before: number) =>
    `The price is now ${dollars(now)}, not ${dollars({ cents: before, currency: 'USD' })}.`,
} as const;

/** $999, or $45.50 where there are cents. */
export const dollars = ({ cents }: Money): string => inDollars(cents);

/** 10:30, in the time zone of the shop. */
export const timeOfDay = timeOf;

/** The end of a request id, short enough to read out on the phone: 7C41-9E2B. */
export function reference(requestId: string): string {
  const end = requestId.replaceAll('-', '').slice(-8).toUpperCase();
  return `${end.slice(0, 4)}-${end.slice(4)}`;
}
