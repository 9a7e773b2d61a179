// A check that cannot fail proves nothing. Faults are planted in a copy of the gateway, one at a time; each must turn a cell of the
// matrix red that is green without it.
import type { PartName } from '@evenkeel/platform';
import { proxiedShop } from '../fault-proxy/proxied-shop.ts';
import type { Count } from '../npm-test/count.ts';
import { type Edit, withPlanted } from '../planted-copy.ts';
import { rows } from './expectations.ts';
import type { Fault } from './faults.ts';
import { pageOf, type ViewName } from './pages.ts';
import { runMatrix } from './run.ts';
import { underTrial } from './trial/shop-under-trial.ts';

interface PlantedFault {
  readonly what: string;
  readonly edits: readonly Edit[];
  /** The row, and the fault in it, that must notice, and in which cell, or one of which. */
  readonly part: PartName;
  readonly fault: Fault;
  readonly view: ViewName;
  readonly sections: readonly string[];
}

const planted: readonly PlantedFault[] = [
  {
    what: 'a fallback removed: reviews have no last good copy',
    edits: [
      {
        file: 'src/pages/product-page.ts',
        from: 'ask.review.texts(visit.slug, call)), lastGood()]',
        to: 'ask.review.texts(visit.slug, call))]',
      },
    ],
    part: 'review',
    fault: 'killed',
    view: 'product seen',
    sections: ['reviews'],
  },
  {
    what: 'the timeouts removed: an attempt, a rung and a page may take a minute',
    edits: [
      { file: 'src/policies.ts', from: 'timeoutMs: 290,', to: 'timeoutMs: 60_000,' },
      { file: 'src/policies.ts', from: 'page: pageDeadlineMs,', to: 'page: 60_000,' },
      { file: 'src/policies.ts', from: 'live: 320,', to: 'live: 60_000,' },
    ],
    part: 'review',
    fault: 'slow',
    view: 'product never',
    // What web still waits for is told as late; later than that, web shows a page of its own.
    sections: ['deadline', 'page'],
  },
  {
    what: 'a poisoned last good copy: products lose their name',
    edits: [
      {
        file: 'src/sections/rungs.ts',
        from: 'data: plan.trim(copy.value, copy.ageMs)',
        to: "data: { ...plan.trim(copy.value, copy.ageMs), name: 'undefined' }",
      },
    ],
    part: 'product',
    fault: 'killed',
    view: 'product seen',
    sections: ['product'],
  },
  {
    what: 'a search that calls its second best the best',
    edits: [{ file: 'src/pages/search-page.ts', from: "medium: 'fallback'", to: "medium: 'live'" }],
    part: 'elasticsearch',
    fault: 'error',
    view: 'search never',
    sections: ['results'],
  },
];

/** One test per planted fault. */
export async function plantedFaults(log: (line: string) => void): Promise<Count> {
  let passed = 0;
  for (const fault of planted) {
    const noticed = await isNoticed(fault);
    log(`${noticed ? 'ok  ' : 'FAIL'} ${fault.what}: the matrix ${noticed ? 'turns red' : 'stays green'}`);
    if (noticed) passed++;
  }
  return { passed, failed: planted.length - passed, skipped: 0 };
}

const isNoticed = ({ edits, part, fault, view, sections }: PlantedFault): Promise<boolean> =>
  withPlanted('gateway', edits, async (folder) => {
    const shop = await proxiedShop(() => undefined, { folders: { gateway: folder } });
    try {
      const trials = rows
        .filter((row) => row.parts.length === 1 && row.parts[0] === part)
        .map((row) => ({ row, fault }));
      const chosen = { trials, walks: [], pages: [pageOf(view)], mostSlips: 0 };
      const { cells } = await runMatrix(underTrial(shop), chosen, () => undefined);
      return cells.some((cell) => cell.page === view && sections.includes(cell.section) && !cell.holds);
    } finally {
      await shop.stop();
    }
  });
