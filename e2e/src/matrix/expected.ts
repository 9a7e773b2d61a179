// The declared rows, filled in: what one view must show, section by section.
import type { Row, Shown } from './expectations.ts';
import { type PageOf, pageOf, sectionsOf, type ViewName } from './pages.ts';

export type Expected =
  /** HTTP 200 with every section as declared. */
  | { readonly status: 200; readonly sections: Readonly<Record<string, Shown>> }
  /** The honest page. */
  | { readonly status: 503 }
  | { readonly status: 'no page' };

/** A source that is part of the promise even while all is well. */
const liveFrom: { readonly [V in ViewName]?: { readonly [section: string]: Shown } } = {
  'home returning': { recommendations: 'live personal' },
  'search seen': { results: 'live elasticsearch', facets: 'live elasticsearch' },
  'search never': { results: 'live elasticsearch', facets: 'live elasticsearch' },
};

export function expectedOf(row: Pick<Row, 'shows'>, view: ViewName): Expected {
  const shown = row.shows[view] ?? {};
  if (shown === 'sorry') return { status: 503 };
  if (shown === 'no page') return { status: 'no page' };
  const live = sectionsOf[pageOf(view) as PageOf<ViewName>].map((name) => [name, liveFrom[view]?.[name] ?? 'live']);
  return { status: 200, sections: { ...Object.fromEntries(live), ...shown } };
}

export const allLive = (view: ViewName): Expected => expectedOf({ shows: {} }, view);
