// The ladder of the search, rung by rung: its sources fail one after the other and stay away, then come back one after the other.
import { ladderOfSearch, type Shown } from '../expectations.ts';
import { allLive } from '../expected.ts';
import type { Fault } from '../faults.ts';
import type { Cell } from '../judge.ts';
import { lookUntil } from './look-again.ts';
import type { ShopUnderTrial } from './shop-under-trial.ts';
import type { Subjects, Visit } from './visits.ts';

export interface WalkResult {
  readonly fault: Fault;
  readonly cells: readonly Cell[];
  /** What each step led to, and after how many ms the page showed it. */
  readonly steps: readonly { readonly what: string; readonly shown: string; readonly tookMs: number }[];
}

export const walkName = 'ladder of search';

export async function walkLadder(shop: ShopUnderTrial, fault: Fault, { seen }: Subjects): Promise<WalkResult> {
  const cells: Cell[] = [];
  const steps: { what: string; shown: string; tookMs: number }[] = [];
  const visit: Visit = {
    view: 'search seen',
    url: `${shop.site}/search?${new URLSearchParams({ q: seen.name })}`,
    cookies: {},
    product: seen,
  };
  /** Within the time of a recovery the results are as they should be. */
  const arrive = async (what: string, results: Shown) => {
    const began = performance.now();
    const well = allLive('search seen');
    const wanted = well.status === 200 && results !== 'live' ? { ...well, sections: { results } } : well;
    // Only the results: what else is on the page is the matter of the rows.
    const flaws = (await lookUntil(visit, wanted)).filter(({ section }) => section === 'results' || section === 'page');
    const holds = flaws.length === 0;
    const shown = holds ? results : flaws.map((flaw) => flaw.seen).join(', ');
    cells.push({ part: walkName, fault, page: 'search', section: what, expected: results, seen: shown, holds });
    steps.push({ what, shown, tookMs: performance.now() - began });
  };

  await arrive('all well', 'live elasticsearch');
  const broken: (typeof ladderOfSearch)[number][] = [];
  try {
    for (const step of ladderOfSearch) {
      broken.push(step);
      await shop.break(step.parts, fault);
      await arrive(`${step.parts.join(' + ')} ${fault}`, step.results);
    }
  } finally {
    for (let step = broken.pop(); step; step = broken.pop()) {
      await shop.mend(step.parts, fault);
      await arrive(`${step.parts.join(' + ')} back`, broken.at(-1)?.results ?? 'live elasticsearch');
    }
  }
  return { fault, cells, steps };
}
