// What every page must show while parts of the shop fail. Taken from the promises (docs/promises.md, G1–G9) and from the ladders
// declared for the shop, never from what the code was seen to do: a cell that disagrees with the shop is a defect of the shop.
//
// A row names the parts that fail together and writes down the exceptions; every section that it does not name is live.
import type { SectionState, Source } from '@evenkeel/contracts';
import { type PartName, partNames } from '@evenkeel/platform';
import { type Fault, faults } from './faults.ts';
import { type PageOf, type SectionName, sectionsOf, type ViewName, viewNames } from './pages.ts';

/** The state of a section, and its source where that is part of the promise. */
export type Shown = SectionState | `${'live' | 'fallback'} ${Source}`;

/** The honest page: the core is not there and never was (G4). */
const sorry = 'sorry';
/** Nobody answers, or somebody who is not the shop. */
const noPage = 'no page';

type Shows = {
  readonly [V in ViewName]?:
    | { readonly [S in SectionName<PageOf<V>>]?: Shown }
    | (V extends 'product never' ? typeof sorry : never)
    | typeof noPage;
};

export interface Row {
  /** The parts that are made to fail together. */
  readonly parts: readonly PartName[];
  /** The requirement behind it, in a few words. */
  readonly why: string;
  readonly shows: Shows;
  /** All by default: whatever is wrong with a part, a visitor sees the same. */
  readonly faults?: readonly Fault[];
  /** With these faults it belongs to the short form of the matrix, too. */
  readonly short?: readonly Fault[];
}

const all = <S extends string>(names: readonly S[], shown: Shown) =>
  Object.fromEntries(names.map((name) => [name, shown])) as Record<S, Shown>;

/** Of what only product knows there are copies; of stock there is none (G8). Recommendations name products whose prices it tells. */
const withoutProduct = {
  'product seen': {
    product: 'stale',
    price: 'stale',
    stock: 'unavailable',
    related: 'stale',
    recommendations: 'stale',
  },
  'product never': sorry,
  'home seen': all(sectionsOf.home, 'stale'),
  'home returning': all(sectionsOf.home, 'stale'),
  'home never': all(sectionsOf.home, 'unavailable'),
  'category seen': all(sectionsOf.category, 'stale'),
  'category never': { products: 'unavailable', categories: 'stale' },
  'search seen': { categories: 'stale' },
  'search never': { categories: 'stale' },
  'cart seen': { items: 'stale' },
  // Nobody has looked at this cart, but the page of what is in it was opened.
  'cart never': { items: 'stale' },
  'checkout seen': { items: 'stale' },
} as const satisfies Shows;

/** Neither product, nor review, nor recommendation has a database to read; search has its engine. */
const withoutDatabases = {
  ...withoutProduct,
  'product seen': { ...withoutProduct['product seen'], rating: 'stale', reviews: 'stale' },
  'order seen': { order: 'stale' },
} as const satisfies Shows;

/** Web knows the pages it has shown, the categories, and what is in the visitor's own cart. */
const withoutGateway = {
  'product seen': withoutDatabases['product seen'],
  'product never': sorry,
  'home seen': all(sectionsOf.home, 'stale'),
  'home returning': all(sectionsOf.home, 'stale'),
  'home never': { recommendations: 'unavailable', bestsellers: 'unavailable', categories: 'fallback static' },
  'category seen': all(sectionsOf.category, 'stale'),
  'category never': { products: 'unavailable', categories: 'fallback static' },
  'search seen': all(sectionsOf.search, 'stale'),
  'search never': { results: 'unavailable', facets: 'unavailable', categories: 'fallback static' },
  'cart seen': { items: 'fallback static' },
  'cart never': { items: 'fallback static' },
  'checkout seen': { items: 'fallback static' },
  'order seen': { order: 'stale' },
} as const satisfies Shows;

const searched = (results: Shown, facets: Shown, others: { readonly categories?: Shown } = {}) => ({
  'search seen': { results, facets, ...others },
  'search never': { results, facets, ...others },
});

const nothing: Shows = Object.fromEntries(viewNames.map((view) => [view, noPage]));

export const rows: readonly Row[] = [
  {
    parts: ['review'],
    why: 'G3: reviews fail, their sections say so',
    short: faults,
    shows: {
      'product seen': { rating: 'stale', reviews: 'stale' },
      'product never': { rating: 'unavailable', reviews: 'unavailable' },
    },
  },
  {
    parts: ['recommendation'],
    why: 'G7, G9: the last good ones, else the bestsellers that product knows',
    shows: {
      'product seen': { recommendations: 'stale' },
      'product never': { recommendations: 'fallback bestsellers' },
      'home seen': { recommendations: 'stale' },
      'home returning': { recommendations: 'stale' },
      'home never': { recommendations: 'fallback bestsellers' },
    },
  },
  {
    parts: ['product'],
    why: 'G4: the core is served from its last good copy, else an honest 503; G8: no old stock',
    short: ['killed', 'hung'],
    shows: withoutProduct,
  },
  {
    parts: ['search'],
    why: 'G9: a query seen is served from its last good copy; else nothing, with the categories',
    shows: {
      'search seen': { results: 'stale', facets: 'stale' },
      'search never': searched('unavailable', 'unavailable')['search never'],
    },
  },
  {
    parts: ['elasticsearch'],
    why: 'G6: medium, out of the database, with filters',
    short: ['killed', 'garbage'],
    shows: searched('fallback database', 'fallback database'),
  },
  {
    parts: ['postgres'],
    why: 'reads go on at the replica; of an order, which must not be a moment old, the last that was seen',
    shows: { 'order seen': { order: 'stale' } },
  },
  { parts: ['postgres-replica'], why: 'reads go on at the primary', shows: {} },
  {
    parts: ['postgres', 'postgres-replica'],
    why: 'G9: no source is left, only copies; the engine has an index of its own',
    shows: withoutDatabases,
  },
  {
    parts: ['redis'],
    why: 'G5, G7: who looked at what is not known, the rest does not need it',
    shows: { 'home returning': { recommendations: 'fallback bestsellers' } },
  },
  {
    parts: ['elasticsearch', 'postgres', 'postgres-replica'],
    why: 'G6: low, what was popular, without filters',
    shows: { ...withoutDatabases, ...searched('fallback cache', 'unavailable', { categories: 'stale' }) },
  },
  {
    parts: ['elasticsearch', 'postgres', 'postgres-replica', 'redis'],
    why: 'G6: none, and it says so',
    shows: { ...withoutDatabases, ...searched('unavailable', 'unavailable', { categories: 'stale' }) },
  },
  {
    parts: ['gateway'],
    why: 'G4, G5, G6: a page seen once answers without the gateway; carts and categories always',
    short: ['killed', 'hung'],
    shows: withoutGateway,
  },
  {
    parts: ['payment'],
    why: 'P5: whoever does not buy does not need it; of an order the last that was seen',
    short: ['killed'],
    shows: { 'order seen': { order: 'stale' } },
  },
  { parts: ['bank'], why: 'P2: nobody but payment needs it', shows: {} },
  { parts: ['naive-gateway'], why: 'nobody needs it who did not ask for the naive shop', shows: {} },
  {
    parts: partNames.filter((name) => name !== 'web'),
    why: 'everything but web is gone',
    shows: withoutGateway,
  },
  // Nobody stands between web and its visitors: what it does is what they see. G10 comes later.
  { parts: ['web'], faults: ['killed', 'hung'], why: 'the front door of this shop', shows: nothing },
  { parts: ['web'], faults: ['slow'], why: 'the front door of this shop: everything comes, late', shows: {} },
  { parts: ['web'], faults: ['error', 'garbage'], why: 'the front door of this shop', shows: nothing },
];

/** What fails on the way down the ladder of the search, one after the other, and what is left (G6). On the way up, in turn. */
export const ladderOfSearch: readonly { readonly parts: readonly PartName[]; readonly results: Shown }[] = [
  { parts: ['elasticsearch'], results: 'fallback database' },
  { parts: ['postgres', 'postgres-replica'], results: 'fallback cache' },
  { parts: ['redis'], results: 'unavailable' },
];
