// One row under one fault: make pages known, break the parts, look, mend them, and see everything come back.

import type { PageName } from '@evenkeel/contracts';
import { waitUntil } from '@evenkeel/platform';
import type { Row } from '../expectations.ts';
import { expectedOf } from '../expected.ts';
import { answerLimitMs, type Fault, sharedMs } from '../faults.ts';
import type { Cell, Verdict } from '../judge.ts';
import { afterForgetting, pageOf } from '../pages.ts';
import { lookOften, lookUntilLive } from './look-again.ts';
import type { ShopUnderTrial } from './shop-under-trial.ts';
import { type Subjects, type Visit, visitsTo } from './visits.ts';

/** What one row under one fault gave: its cells, the slowest answer, and how long everything took to come back, in ms. */
export interface TrialResult {
  readonly row: Row;
  readonly fault: Fault;
  readonly cells: readonly Cell[];
  readonly slowestMs: number;
  readonly recoveryMs: number;
}

/**
 * Looks before and after a breaker opens must show the same page. In every round at least two pages need the part: of five failures
 * the third round has seen the last, and the fourth finds the breaker open.
 */
const rounds = 4;
/** Of what is looked at after the breakers have opened. */
const lastRounds = 2;

export async function runTrial(
  shop: ShopUnderTrial,
  row: Row,
  fault: Fault,
  { subjects, pages }: { readonly subjects: Subjects; readonly pages: readonly PageName[] },
): Promise<TrialResult> {
  const cells: Cell[] = [];
  const part = row.parts.join(' + ');
  const tell = (page: string, verdict: Verdict) => cells.push({ part, fault, page, ...verdict });
  const expected = (view: Visit['view']) => expectedOf(row, view);

  const visits = (await visitsTo(shop.site, subjects)).filter(({ view }) => pages.includes(pageOf(view)));
  const known = visits.filter(({ view }) => !view.endsWith(' never'));
  for (const [view, verdict] of await untilLive(known)) tell(`${view}, before`, verdict);

  const sharedUntil = performance.now() + sharedMs;
  let slowestMs = 0;
  let forgot = false;
  try {
    await shop.break(row.parts, fault);
    await waitUntil(() => performance.now() > sharedUntil, { limitMs: 2 * sharedMs });
    const last = visits.filter(({ view }) => view === afterForgetting);
    const first = visits.filter(({ view }) => view !== afterForgetting);
    const looked = await lookOften(first, expected, rounds);
    if (last.length > 0) {
      forgot = await shop.forget(row.parts, fault);
      looked.push(...(await lookOften(last, expected, lastRounds)));
    }
    for (const { visit, verdicts } of looked) for (const verdict of verdicts) tell(visit.view, verdict);
    slowestMs = Math.max(...looked.map((one) => one.slowestMs));
    const inTime = `an answer within ${answerLimitMs} ms`;
    const holds = slowestMs < answerLimitMs;
    tell('any', { section: 'time', expected: inTime, seen: holds ? inTime : `${Math.round(slowestMs)} ms`, holds });
  } finally {
    await shop.mend(row.parts, fault);
  }

  const mended = performance.now();
  for (const [view, verdict] of await untilLive(visits)) tell(`${view}, mended`, verdict);
  const recoveryMs = performance.now() - mended;
  // What is never seen in the next trial must not have a copy from before.
  if (!forgot) await shop.forget();
  return { row, fault, cells, slowestMs, recoveryMs };
}

const untilLive = (visits: readonly Visit[]) =>
  Promise.all(visits.map(async (visit) => [visit.view, await lookUntilLive(visit)] as const));
