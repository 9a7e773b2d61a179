// Looking at pages more than once: side by side, as visitors do, and until something is as it should be.
import { waitUntil } from '@evenkeel/platform';
import { allLive, type Expected } from '../expected.ts';
import { answerLimitMs, recoveryLimitMs } from '../faults.ts';
import { judge, type Verdict } from '../judge.ts';
import { look } from '../observe.ts';
import type { ViewName } from '../pages.ts';
import { slipOf } from '../slip.ts';
import type { Visit } from './visits.ts';

/** ms between two looks of one visitor who waits: a light load. */
const everyMs = 250;

export interface Looked {
  readonly visit: Visit;
  readonly verdicts: readonly Verdict[];
  readonly slowestMs: number;
  readonly looks: number;
  /** What stood a rung lower than need be, for one look. */
  readonly slip: string | null;
}

interface LookOptions {
  readonly rounds: number;
  /** Whether a page may slip once, see {@link slipOf}. */
  readonly maySlip: boolean;
}

/** So many rounds, all pages in parallel in each; the first look that is not as expected speaks for its page. */
export async function lookOften(
  visits: readonly Visit[],
  expectedOf: (view: ViewName) => Expected,
  { rounds, maySlip }: LookOptions,
): Promise<Looked[]> {
  let looked: Looked[] = visits.map((visit) => ({ visit, verdicts: [], slowestMs: 0, looks: 0, slip: null }));
  for (let round = 0; round < rounds; round++) {
    looked = await Promise.all(
      looked.map(async (before) => {
        const { visit, verdicts } = before;
        const expected = expectedOf(visit.view);
        // Who got no page, as expected, need not wait for it again and again.
        const isSettled =
          verdicts.length > 0 && (expected.status === 'no page' || !verdicts.every(({ holds }) => holds));
        if (isSettled) return before;
        const after = await lookOnce(before, expected);
        if (!maySlip || before.slip !== null || after.slip === null) return { ...after, slip: before.slip };
        return { ...(await lookOnce(after, expected)), slip: after.slip };
      }),
    );
  }
  return looked;
}

async function lookOnce({ visit, slowestMs, looks }: Looked, expected: Expected): Promise<Looked> {
  const { view, url, cookies, product } = visit;
  const seen = await look(url, answerLimitMs, cookies);
  return {
    visit,
    verdicts: judge(view, expected, seen, product),
    slowestMs: expected.status === 'no page' ? 0 : Math.max(slowestMs, seen.tookMs),
    looks: looks + 1,
    slip: slipOf(view, expected, seen, product),
  };
}

/** Looks again until the page is as it is while all is well, for as long as a recovery may take; one verdict on the last look. */
export async function lookUntilLive(visit: Visit): Promise<Verdict> {
  const flaws = await lookUntil(visit, allLive(visit.view));
  const seen = flaws.length === 0 ? 'all live' : flaws.map(({ section, seen }) => `${section}: ${seen}`).join(', ');
  return { section: 'page', expected: 'all live', seen, holds: flaws.length === 0 };
}

/** What is still not as `expected` when the time is up. */
export async function lookUntil(visit: Visit, expected: Expected): Promise<Verdict[]> {
  let flaws: Verdict[] = [];
  const asExpected = async () => {
    const seen = await look(visit.url, answerLimitMs, visit.cookies);
    flaws = judge(visit.view, expected, seen, visit.product).filter(({ holds }) => !holds);
    return flaws.length === 0;
  };
  await waitUntil(asExpected, { limitMs: recoveryLimitMs, everyMs });
  return flaws;
}
