// Looking at pages more than once: side by side, as visitors do, and until something is as it should be.
import { waitUntil } from '@evenkeel/platform';
import { allLive, type Expected } from '../expected.ts';
import { answerLimitMs, recoveryLimitMs } from '../faults.ts';
import { judge, type Verdict } from '../judge.ts';
import { look } from '../observe.ts';
import type { ViewName } from '../pages.ts';
import type { Visit } from './visits.ts';

/** ms between two looks of one visitor who waits: a light load. */
const everyMs = 250;

export interface Looked {
  readonly visit: Visit;
  readonly verdicts: readonly Verdict[];
  readonly slowestMs: number;
}

/** So many rounds, all pages in parallel in each; the first look that is not as expected speaks for its page. */
export async function lookOften(
  visits: readonly Visit[],
  expectedOf: (view: ViewName) => Expected,
  rounds: number,
): Promise<Looked[]> {
  let looked: Looked[] = visits.map((visit) => ({ visit, verdicts: [], slowestMs: 0 }));
  for (let round = 0; round < rounds; round++) {
    looked = await Promise.all(
      looked.map(async (before) => {
        const { visit, verdicts, slowestMs } = before;
        const expected = expectedOf(visit.view);
        // Who got no page, as expected, need not wait for it again and again.
        const isSettled =
          verdicts.length > 0 && (expected.status === 'no page' || !verdicts.every(({ holds }) => holds));
        if (isSettled) return before;
        const seen = await look(visit.url, answerLimitMs, visit.cookies);
        return {
          visit,
          verdicts: judge(visit.view, expected, seen, visit.product),
          slowestMs: expected.status === 'no page' ? 0 : Math.max(slowestMs, seen.tookMs),
        };
      }),
    );
  }
  return looked;
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
