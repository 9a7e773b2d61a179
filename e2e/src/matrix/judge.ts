// Compares a page with what is expected of it, cell by cell. Besides states it looks at what no state may hide: a name
// and a price that are right, an age on whatever is old, words on whatever is missing, and a button that sells.
import type { CatalogueProduct } from '@evenkeel/catalogue';
import { type Expected, pageDeadlineMs, sectionNames } from './expectations.ts';
import type { SeenPage, SeenSection } from './observe.ts';

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

export function judge(expected: Expected, seen: SeenPage, product: CatalogueProduct): Verdict[] {
  const status = verdict('page', `HTTP ${expected.status}`, `HTTP ${seen.status}`);
  if (expected.status === 'no answer' || !status.holds) return [status];
  if (expected.status === 503)
    return [status, claim('words', 'a plain sentence and the cart is safe', sorryWords(seen))];
  const live = Object.values(expected.sections).every((state) => state === 'live');
  return [
    status,
    verdict('system', live ? 'normal' : 'degraded', seen.system ?? 'nothing'),
    claim('words', live ? 'no banner' : 'Some features are temporarily limited.', bannerWords(seen, live)),
    claim('deadline', `${pageDeadlineMs} ms in the gateway`, lateness(seen)),
    claim('add to cart', 'there', seen.text.includes('Add to cart') ? null : 'not there'),
    ...sectionNames.map((name) => {
      const section = seen.sections[name];
      const state = verdict(name, expected.sections[name], section?.state ?? 'nothing');
      const flaw = section && state.holds ? flawOf(name, section, product) : null;
      return flaw === null ? state : { ...state, seen: `${state.seen}, but ${flaw}`, holds: false };
    }),
  ];
}

/** The fixed sentences of a section that has nothing to show; of all others, "temporarily unavailable". */
const unavailableWords: Readonly<Record<string, string>> = {
  price: 'Price unavailable',
  stock: 'We confirm stock at checkout.',
};

/** What is wrong with a section whose state is right, or null. */
function flawOf(name: string, section: SeenSection, product: CatalogueProduct): string | null {
  if (section.state === 'stale') {
    if (section.source !== 'cache') return `its source is ${section.source}`;
    // It was seen before the fault, and the fault was looked at only after the two seconds that an answer is shared.
    if (section.ageMs === null || section.ageMs < 1_500 || section.tier !== 'fresh')
      return `its age is ${section.ageMs} ms, its tier ${section.tier}`;
  }
  if (section.state === 'unavailable') {
    if (section.source !== 'none') return `its source is ${section.source}`;
    const words = unavailableWords[name] ?? 'temporarily unavailable';
    if (!section.text.includes(words)) return `it says "${section.text.slice(0, 60)}"`;
  }
  if (section.state === 'unavailable') return null;
  if (name === 'product' && !section.text.includes(product.name)) return `it is not called ${product.name}`;
  const price = `$${(product.priceCents / 100).toLocaleString('en-US')}`;
  if (name === 'price' && !section.text.includes(price)) return `it does not cost ${price}`;
  return null;
}

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
