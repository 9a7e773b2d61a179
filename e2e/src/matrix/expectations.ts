// What the product page must show while a part of the shop is dead or hung. Taken from the promises (docs/promises.md, G1–G4, G8, G9),
// never from what the code was seen to do: a cell that disagrees with the shop is a defect of the shop.
import type { SectionState } from '@evenkeel/contracts';
import type { PartName } from '@evenkeel/platform';

export const sectionNames = ['product', 'price', 'stock', 'rating', 'related', 'reviews', 'recommendations'] as const;
export type SectionName = (typeof sectionNames)[number];

/** `killed`: SIGKILL. `hung`: SIGSTOP; connections are accepted and nothing ever answers. */
export const faults = ['killed', 'hung'] as const;
export type Fault = (typeof faults)[number];

/** `seen`: somebody opened the page while all was well. `never`: nobody ever did. */
export const pages = ['seen', 'never'] as const;
export type PageKind = (typeof pages)[number];

export type Expected =
  /** HTTP 200 with every section in its state. */
  | { readonly status: 200; readonly sections: Readonly<Record<SectionName, SectionState>> }
  /** The honest page: the core is not there and never was. */
  | { readonly status: 503 }
  /** Nobody is there to answer. */
  | { readonly status: 'no answer' };

const page = (exceptions: Partial<Record<SectionName, SectionState>> = {}): Expected => ({
  status: 200,
  sections: {
    product: 'live',
    price: 'live',
    stock: 'live',
    rating: 'live',
    related: 'live',
    reviews: 'live',
    recommendations: 'live',
    ...exceptions,
  },
});

/** What the product service knows. Recommendations name products whose prices only it can tell; stock has no copy (G8). */
const productCopies = {
  product: 'stale',
  price: 'stale',
  stock: 'unavailable',
  related: 'stale',
  recommendations: 'stale',
} as const;
const everythingCopied = page({ ...productCopies, rating: 'stale', reviews: 'stale' });
const sorry: Expected = { status: 503 };
const silence: Expected = { status: 'no answer' };

export interface Row {
  /** The parts that are made to fail together. */
  readonly parts: readonly PartName[];
  readonly seen: Expected;
  readonly never: Expected;
  /** The requirement behind it, in a few words. */
  readonly why: string;
  /** In the short form of the matrix, too. */
  readonly short?: true;
}

/** Killed and hung must look the same to a visitor: one row for both. */
export const rows: readonly Row[] = [
  {
    parts: ['review'],
    seen: page({ rating: 'stale', reviews: 'stale' }),
    never: page({ rating: 'unavailable', reviews: 'unavailable' }),
    why: 'G3: reviews fail, their sections say so',
    short: true,
  },
  {
    parts: ['recommendation'],
    seen: page({ recommendations: 'stale' }),
    never: page({ recommendations: 'unavailable' }),
    why: 'G3: recommendations fail, their section says so',
  },
  {
    parts: ['product'],
    seen: page(productCopies),
    never: sorry,
    why: 'G4: the core is served from its last good copy, else an honest 503; G8: no old stock',
    short: true,
  },
  { parts: ['postgres'], seen: page(), never: page(), why: 'reads go on at the replica' },
  { parts: ['postgres-replica'], seen: page(), never: page(), why: 'reads go on at the primary' },
  {
    parts: ['postgres', 'postgres-replica'],
    seen: everythingCopied,
    never: sorry,
    why: 'G9: no source is left, only copies',
  },
  { parts: ['redis'], seen: page(), never: page(), why: 'the second level of copies costs nothing when it fails' },
  {
    parts: ['gateway'],
    seen: everythingCopied,
    never: sorry,
    why: 'G4: a page seen once answers without the gateway',
    short: true,
  },
  { parts: ['web'], seen: silence, never: silence, why: 'the front door of this shop; G10 comes later' },
  {
    parts: ['postgres', 'postgres-replica', 'redis', 'product', 'review', 'recommendation', 'gateway'],
    seen: everythingCopied,
    never: sorry,
    why: 'everything but web is gone',
  },
];

/** The gateway answers a page within this time, in ms (G1). */
export const pageDeadlineMs = 400;

/** Longest time to an answer, in ms: the page's deadline of 400 ms (G1), ten times over, for the noise of small machines. */
export const answerLimitMs = 4_000;

/** Every section is live again this long after the part answers, in ms (architecture: recovery). */
export const recoveryLimitMs = 10_000;
