// A healthy part that was late once. Where real engines share a small machine with a dozen containers, an answer now and then takes longer
// than anybody may wait for it; the shop then stands one rung lower for one look, which is what its ladders are for. Such a look is
// counted and looked at again; whatever is wrong for longer, is not said on the page, or belongs to the fault itself, is a flaw.
import type { CatalogueProduct } from '@evenkeel/catalogue';
import type { Shown } from './expectations.ts';
import type { Expected } from './expected.ts';
import { judge } from './judge.ts';
import type { SeenPage } from './observe.ts';
import type { ViewName } from './pages.ts';

/**
 * What stood a rung lower, in words, on a page that is honest about it; null for a page as declared, and for one with a flaw.
 * Only what the fault leaves alone (declared as live) may do so, and only to another source or a copy: never to nothing.
 */
export function slipOf(
  view: ViewName,
  expected: Expected,
  seen: SeenPage,
  product: CatalogueProduct | null,
): string | null {
  if (expected.status !== 200) return null;
  const lower = Object.entries(expected.sections).flatMap(([name, shown]): [string, Shown][] => {
    const section = seen.sections[name];
    if (!section || !shown.startsWith('live')) return [];
    if (section.state === 'stale') return [[name, 'stale']];
    return section.state === 'fallback' ? [[name, `fallback ${section.source}` as Shown]] : [];
  });
  if (lower.length === 0) return null;
  const asShown: Expected = { status: 200, sections: { ...expected.sections, ...Object.fromEntries(lower) } };
  const isHonest = judge(view, asShown, seen, product).every(({ holds }) => holds);
  return isHonest ? `${view}: ${lower.map((pair) => pair.join(' ')).join(', ')}` : null;
}
