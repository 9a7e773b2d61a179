// One row under one fault: make pages known, break the parts, look, mend them, and see everything come back.

import { waitUntil } from '@evenkeel/platform';
import type { Row } from '../expectations.ts';
import { expectedOf } from '../expected.ts';
import { answerLimitMs, type Fault, passesByItself, sharedMs } from '../faults.ts';
import type { Cell, Verdict } from '../judge.ts';
import { afterForgetting, type MatrixPage, pageOf } from '../pages.ts';
import { type Looked, lookOften, lookUntilLive } from './look-again.ts';
import { type NaiveAnswers, naiveAnswers } from './naive.ts';
import type { ShopUnderTrial } from './shop-under-trial.ts';
import { type Subjects, type Visit, visitsTo } from './visits.ts';

/** What one row under one fault gave: its cells, the slowest answer, and how long everything took to come back, in ms. */
export interface TrialResult {
  readonly row: Row;
  readonly fault: Fault;
  readonly cells: readonly Cell[];
  readonly slowestMs: number;
  readonly recoveryMs: number;
  /** Looks at pages while the parts were broken, and those of them that slipped, in words. */
  readonly looks: number;
  readonly slips: readonly string[];
  /** What the naive shop answered meanwhile. */
  readonly naive: NaiveAnswers;
}

/**
 * Looks before and after a breaker opens must show the same page. In every round at least two pages need the part: of five failures
 * the third round has seen the last, and the fourth finds the breaker open.
 */
const rounds = 4;
/** Of what is looked at after the breakers have opened. */
const lastRounds = 2;

export interface TrialOptions {
  readonly subjects: Subjects;
  readonly pages: readonly MatrixPage[];
  readonly maySlip: boolean;
}

export async function runTrial(
  shop: ShopUnderTrial,
  row: Row,
  fault: Fault,
  { subjects, pages, maySlip }: TrialOptions,
): Promise<TrialResult> {
  const cells: Cell[] = [];
  const part = row.parts.join(' + ');
  const tell = (page: string, verdict: Verdict) => cells.push({ part, fault, page, ...verdict });

  const visits = (await visitsTo(shop.site, subjects)).filter(({ view }) => pages.includes(pageOf(view)));
  const known = visits.filter(({ view }) => !view.endsWith(' never'));
  for (const [view, verdict] of await untilLive(known)) tell(`${view}, before`, verdict);

  const before = await shop.witness();
  let broken: WhileBroken = { looked: [], forgot: false, naive: {} };
  try {
    const sharedUntil = performance.now() + sharedMs;
    await shop.break(row.parts, fault);
    if (!passesByItself(fault)) {
      await waitUntil(() => performance.now() > sharedUntil, { limitMs: 2 * sharedMs });
      broken = await lookWhileBroken(shop, { row, fault, maySlip }, visits);
    }
  } finally {
    await shop.mend(row.parts, fault);
  }
  for (const { visit, verdicts } of broken.looked) for (const verdict of verdicts) tell(visit.view, verdict);
  const slowestMs = Math.max(0, ...broken.looked.map((one) => one.slowestMs));
  tell('any', quickEnough(slowestMs));

  const mended = performance.now();
  for (const [view, verdict] of await untilLive(visits)) tell(`${view}, mended`, verdict);
  const recoveryMs = performance.now() - mended;
  tell('any', sameOthers(row, before, await shop.witness()));
  // What is never seen in the next trial must not have a copy from before.
  if (!broken.forgot) await shop.forget();
  const looks = broken.looked.reduce((sum, one) => sum + one.looks, 0);
  const slips = broken.looked.flatMap(({ slip }) => slip ?? []);
  return { row, fault, cells, slowestMs, recoveryMs, looks, slips, naive: broken.naive };
}

interface WhileBroken {
  readonly looked: readonly Looked[];
  /** All copies are dropped. */
  readonly forgot: boolean;
  readonly naive: NaiveAnswers;
}

async function lookWhileBroken(
  shop: ShopUnderTrial,
  { row, fault, maySlip }: { readonly row: Row; readonly fault: Fault; readonly maySlip: boolean },
  visits: readonly Visit[],
): Promise<WhileBroken> {
  const expected = (view: Visit['view']) => expectedOf(row, view);
  const last = visits.filter(({ view }) => view === afterForgetting);
  const first = visits.filter(({ view }) => view !== afterForgetting);
  const looked = await lookOften(first, expected, { rounds, maySlip });
  const naive = await naiveAnswers(first);
  if (last.length === 0) return { looked, forgot: false, naive };
  const forgot = await shop.forget(row.parts, fault);
  const afterwards = await lookOften(last, expected, { rounds: lastRounds, maySlip });
  return { looked: [...looked, ...afterwards], forgot, naive };
}

function quickEnough(slowestMs: number): Verdict {
  const inTime = `an answer within ${answerLimitMs} ms`;
  const holds = slowestMs < answerLimitMs;
  return { section: 'time', expected: inTime, seen: holds ? inTime : `${Math.round(slowestMs)} ms`, holds };
}

type Witness = Awaited<ReturnType<ShopUnderTrial['witness']>>;

/** A shop recovers without anybody being started anew who was not broken. */
function sameOthers({ parts }: Row, before: Witness, after: Witness): Verdict {
  const others = [...before].filter(([name]) => !parts.includes(name));
  const changed = others.filter(([name, pid]) => after.get(name) !== pid).map(([name]) => name);
  const expected = 'nobody else was started anew';
  return { section: 'others', expected, seen: changed.join(', ') || expected, holds: changed.length === 0 };
}

const untilLive = (visits: readonly Visit[]) =>
  Promise.all(visits.map(async (visit) => [visit.view, await lookUntilLive(visit)] as const));
