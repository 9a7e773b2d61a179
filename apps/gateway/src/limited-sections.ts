// Which sections of pages were not live when they were last shown. A dependency can be well and yet have nothing good to say:
// search answers from its lower rungs while its engine is dead.
import type { SectionState } from '@evenkeel/contracts';
import type { ObserveSection } from './section-metrics.ts';

/** What was shown longer ago says nothing about now, in ms. */
const forgetAfterMs = 60_000;

export interface LimitedSection {
  /** As `search.results`. */
  readonly name: string;
  readonly state: SectionState;
}

export interface LimitedSections {
  readonly observe: ObserveSection;
  list(): LimitedSection[];
}

/** Bounded by the sections of our own plans. @param now monotonic, ms */
export function limitedSections(now: () => number = () => performance.now()): LimitedSections {
  const last = new Map<string, { readonly state: SectionState; readonly at: number }>();
  return {
    observe(page, name, { section }) {
      last.set(`${page}.${name}`, { state: section.state, at: now() });
    },
    list: () =>
      [...last].flatMap(([name, { state, at }]) =>
        state !== 'live' && now() - at < forgetAfterMs ? [{ name, state }] : [],
      ),
  };
}
