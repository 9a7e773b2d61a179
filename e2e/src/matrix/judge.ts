// Compares a page with what is expected of it, cell by cell. Besides states it looks at what no state may hide: the right names
// and prices, an age on whatever is old, words on whatever is missing, a button that sells, and a way on.
import type { CatalogueProduct } from '@evenkeel/catalogue';
import type { Expected } from './expected.ts';
import { pageDeadlineMs } from './faults.ts';
import { flawOf } from './flaws.ts';
import type { SeenPage } from './observe.ts';
import { pageOf, type ViewName } from './pages.ts';

export interface Cell {
  readonly part: string;
  readonly fault: string;
  readonly page: string;
  readonly section: string;
  readonly expected: string;
  readonly seen: string;
  readonly holds: boolean;
}

export type Verdict = Pick<Cell, 'section' | 'expected' | 'seen' | 'holds'>;

/** @param product what the page shows, was searched for, or has in the cart; null for a page without one */
export function judge(view: ViewName, expected: Expected, seen: SeenPage, product: CatalogueProduct | null): Verdict[] {
  if (expected.status === 'no page')
    return [verdict('page', 'no page', isPage(seen) ? `HTTP ${seen.status}` : 'no page')];
  const status = verdict('page', `HTTP ${expected.status}`, `HTTP ${seen.status}`);
  if (!status.holds) return [status];
  if (expected.status === 503)
    return [status, claim('words', 'a plain sentence and the cart is safe', sorryWords(seen))];
  const live = Object.values(expected.sections).every((state) => state.startsWith('live'));
  return [
    status,
    verdict('system', live ? 'normal' : 'degraded', seen.system ?? 'nothing'),
    claim('words', live ? 'no banner' : 'Some features are temporarily limited.', bannerWords(seen, live)),
    claim('deadline', `${pageDeadlineMs} ms in the gateway`, lateness(seen)),
    ...waysOn(view, expected.sections, seen, product),
    ...Object.entries(expected.sections).map(([name, shown]) => {
      const section = seen.sections[name];
      const [, source] = shown.split(' ');
      const state = section && (source === undefined ? section.state : `${section.state} ${section.source}`);
      const flaw = section && state === shown ? flawOf({ name, section, view, product }) : null;
      return flaw === null
        ? verdict(name, shown, state ?? 'nothing')
        : { ...verdict(name, shown, `${state}, but ${flaw}`), holds: false };
    }),
  ];
}

/** Page by page what a visitor came for, whatever is missing. */
function waysOn(
  view: ViewName,
  shown: Readonly<Record<string, string>>,
  seen: SeenPage,
  product: CatalogueProduct | null,
): Verdict[] {
  const page = pageOf(view);
  if (page === 'product')
    return [claim('add to cart', 'there', seen.text.includes('Add to cart') ? null : 'not there')];
  if (page === 'cart') return [claim('names', 'listed', seen.text.includes(product?.name ?? '') ? null : 'not listed')];
  if (page === 'checkout' && shown.items !== 'fallback static')
    return [claim('pay', 'offered', /Order and pay \$/.test(seen.text) ? null : 'not offered')];
  // Categories are offered when search is poor (G6).
  if (page !== 'search' || shown.results?.startsWith('live')) return [];
  const offered = seen.links.some((link) => link.startsWith('/categories/'));
  return [claim('ways on', 'categories offered', offered ? null : 'no category offered')];
}

const isPage = ({ status, system }: SeenPage): boolean => status !== 'no answer' && system !== null;

/** Timers fire late on a busy machine: a quarter on top of the limit (G1) is noise, more is a timeout that is missing. */
const tolerance = 1.25;

function lateness({ inGateway }: SeenPage): string | null {
  if (inGateway === null) return 'the page does not say how long it took';
  const { tookMs, limitMs } = inGateway;
  return tookMs <= tolerance * pageDeadlineMs ? null : `${tookMs} ms, with a limit of ${limitMs} ms`;
}

const sorryWords = (seen: SeenPage) => (/cart is safe/i.test(seen.text) ? null : `"${seen.text.slice(0, 80)}"`);

const bannerWords = (seen: SeenPage, live: boolean) =>
  seen.banner.includes('Some features are temporarily limited.') === !live ? null : `"${seen.banner}"`;

const verdict = (section: string, expected: string, seen: string): Verdict => ({
  section,
  expected,
  seen,
  holds: expected === seen,
});

const claim = (section: string, expected: string, flaw: string | null): Verdict => ({
  section,
  expected,
  seen: flaw ?? expected,
  holds: flaw === null,
});
