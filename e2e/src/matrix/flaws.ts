// What can be wrong with a section whose state is right.
import type { CatalogueProduct } from '@evenkeel/catalogue';
import { searchWords } from '@evenkeel/contracts';
import type { SeenSection } from './observe.ts';
import { pageOf, type ViewName } from './pages.ts';

export interface Judged {
  readonly name: string;
  readonly section: SeenSection;
  readonly view: ViewName;
  readonly product: CatalogueProduct | null;
}

/** One of them, in words, or null. */
export function flawOf(judged: Judged): string | null {
  const { name, section } = judged;
  if (name === 'results') return searchFlaw(judged) ?? stateFlaw(judged);
  return stateFlaw(judged) ?? (section.state === 'unavailable' ? null : contentFlaw(judged));
}

/** It was seen before the fault, and the fault was looked at only after the two seconds that an answer is shared. In ms. */
const youngestCopyMs = 1_500;

function stateFlaw({ name, section }: Judged): string | null {
  const { state, source, ageMs, tier, text } = section;
  if (state === 'stale') {
    if (source !== 'cache') return `its source is ${source}`;
    if (ageMs === null || ageMs < youngestCopyMs || tier !== 'fresh') return `its age is ${ageMs} ms, its tier ${tier}`;
  }
  if (state === 'unavailable') {
    if (source !== 'none') return `its source is ${source}`;
    const words = unavailableWords[name] ?? 'temporarily unavailable';
    if (!text.includes(words)) return `it says "${text.slice(0, 60)}"`;
  }
  return null;
}

/** The fixed sentences of a section that has nothing to show; of all others, "temporarily unavailable". */
const unavailableWords: Readonly<Record<string, string>> = {
  price: 'Price unavailable',
  stock: 'We confirm stock at checkout.',
  items: 'Your cart is kept.',
  results: searchWords.none.bold,
};

function contentFlaw({ name, section, product, view }: Judged): string | null {
  if (product === null) return null;
  if (name === 'product' && !section.text.includes(product.name)) return `it is not called ${product.name}`;
  const isItsPrice = name === 'price' || (name === 'items' && view === 'cart seen' && section.state === 'live');
  const price = `$${(product.priceCents / 100).toLocaleString('en-US')}`;
  return isItsPrice && !section.text.includes(price) ? `it does not cost ${price}` : null;
}

const qualities = { elasticsearch: 'high', database: 'medium', cache: 'low' } as const;

/** A search says how good it is, in the words fixed for it, and finds what it was asked for (G6). */
function searchFlaw({ section, view, product }: Judged): string | null {
  const { state, source, quality, text } = section;
  if (pageOf(view) !== 'search' || state === 'unavailable')
    return quality === 'none' ? null : `its quality is ${quality}`;
  // A copy is one of a good answer: only those are kept (G9).
  const due = state === 'stale' ? 'high' : qualities[source as keyof typeof qualities];
  if (quality !== due) return `its quality is ${quality}, not ${due}`;
  if (due !== 'high' && !text.includes(searchWords[due].bold)) return `it does not say "${searchWords[due].bold}"`;
  // What was popular may be something else; everything better finds a product by its whole name.
  return due === 'low' || text.includes(product?.name ?? '') ? null : `it does not find ${product?.name}`;
}
