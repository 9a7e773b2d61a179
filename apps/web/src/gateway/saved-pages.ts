// The last good answers of the gateway, for the case that it is gone: one copy per page, never per visitor.
// A copy is kept section by section, so a page seen once with its reviews keeps them when a later answer lacks them.
import { type PageName, type Section, tierLimitsMs } from '@evenkeel/contracts';
import { elapsedClock } from '@evenkeel/resilience';
import { coreOf, gatewayPath, type PageAddress, type Pages, pageSchemas } from './page-address.ts';
import { asSaved } from './saved-section.ts';

interface KeptSection {
  readonly section: Section<unknown>;
  /** In ms of the elapsed clock. */
  readonly keptAt: number;
}

interface KeptPage {
  readonly facts: Omit<Pages[PageName], 'sections'>;
  readonly sections: ReadonlyMap<string, KeptSection>;
  /** Wall clock, in ms: people read it as "saved pages from 10:30". */
  readonly savedAt: number;
}

export interface SavedPage<N extends PageName> {
  readonly page: Pages[N];
  readonly savedAt: number;
}

export interface SavedPages {
  keep<N extends PageName>(address: PageAddress<N>, page: Pages[N]): void;
  /** The copy of a page whose core is not older than a day; every section says that it is a copy. */
  find<N extends PageName>(address: PageAddress<N>, reason: string): SavedPage<N> | undefined;
  forget(): void;
  readonly size: number;
}

interface SavedPagesOptions {
  readonly maxPages?: number;
  /** Monotonic clock, ms. */
  readonly now?: () => number;
  readonly wallClock?: () => number;
}

export function savedPages(options: SavedPagesOptions = {}): SavedPages {
  const { maxPages = 500, now: monotonic, wallClock = Date.now } = options;
  // Ages go on while the machine sleeps, and no clock that is set makes one younger.
  const { now } = elapsedClock({ ...(monotonic && { now: monotonic }), wallClock });
  // In the order of use: the first entry is the one that was not needed for longest.
  const pages = new Map<string, KeptPage>();

  const touch = (path: string, page: KeptPage) => {
    pages.delete(path);
    pages.set(path, page);
    for (const oldest of pages.keys()) {
      if (pages.size <= maxPages) break;
      pages.delete(oldest);
    }
  };

  return {
    keep(address, page) {
      const sections = sectionsOf(page);
      const core = sections.get(coreOf[address.name]);
      if (core?.state !== 'live' && core?.state !== 'stale') return;
      const path = gatewayPath(address);
      const before = pages.get(path)?.sections;
      const keptAt = now();
      const kept = new Map(
        [...sections].map(([name, section]) => [
          name,
          mayKeep(section)
            ? { section, keptAt }
            : (before?.get(name) ?? { section: { ...section, data: null }, keptAt }),
        ]),
      );
      const { sections: _kept, ...facts } = page;
      touch(path, { facts, sections: kept, savedAt: wallClock() });
    },

    find(address, reason) {
      const path = gatewayPath(address);
      const kept = pages.get(path);
      if (!kept) return undefined;
      const sections = Object.fromEntries(
        [...kept.sections].map(([name, { section, keptAt }]) => [name, asSaved(name, section, now() - keptAt, reason)]),
      );
      if (!sections[coreOf[address.name]]?.data) {
        pages.delete(path);
        return undefined;
      }
      touch(path, kept);
      const page = { ...kept.facts, sections, warnings: [], system: 'degraded', tookMs: 0 };
      return { page: pageSchemas[address.name].parse(page), savedAt: kept.savedAt };
    },

    forget: () => pages.clear(),
    get size() {
      return pages.size;
    },
  };
}

const sectionsOf = (page: Pages[PageName]): Map<string, Section<unknown>> => new Map(Object.entries(page.sections));

/** Personal answers would show one visitor's history to the next; a section without data has nothing to keep. */
function mayKeep({ data, ageMs }: Section<unknown>): boolean {
  if (data === null || (ageMs ?? 0) > tierLimitsMs.emergency) return false;
  const basis = typeof data === 'object' && 'basis' in data ? data.basis : undefined;
  return basis !== 'personal' && basis !== 'recently-viewed';
}
