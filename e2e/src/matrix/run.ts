// Every chosen row under every chosen fault, one after the other, and the walk down and up the ladder of the search.
import { type Row, rows } from './expectations.ts';
import { type Fault, faults, faultsInContainers, isProxyFault } from './faults.ts';
import type { Cell } from './judge.ts';
import { type MatrixPage, pageNames } from './pages.ts';
import { type WalkResult, walkLadder, walkName } from './trial/ladder-walk.ts';
import { lookUntilLive } from './trial/look-again.ts';
import type { ShopUnderTrial } from './trial/shop-under-trial.ts';
import { runTrial, type TrialResult } from './trial/trial.ts';
import { type Subjects, unseen, visitsTo } from './trial/visits.ts';

export interface Chosen {
  /** Which faults of which rows. */
  readonly trials: readonly { readonly row: Row; readonly fault: Fault }[];
  /** The faults with which the ladder of the search is walked. */
  readonly walks: readonly Fault[];
  readonly pages: readonly MatrixPage[];
  /** The share of looks, 0–1, that may slip (see slip.ts); beyond it every slip is a flaw of its own. At 0 none is looked at again. */
  readonly mostSlips: number;
}

export interface MatrixResult {
  readonly trials: readonly TrialResult[];
  readonly walks: readonly WalkResult[];
  readonly cells: readonly Cell[];
}

const trialsOf = (faultsOf: (row: Row) => readonly Fault[]) =>
  rows.flatMap((row) => faultsOf(row).map((fault) => ({ row, fault })));

export const wholeMatrix: Chosen = {
  trials: trialsOf((row) => row.faults ?? faults),
  walks: ['killed', 'hung'],
  pages: pageNames,
  mostSlips: 0,
};

/** The same rows: what can be done to containers is seen as what can be done to processes. */
export const matrixInContainers: Chosen = {
  // A row that is for some faults only is not for those that it does not know; one row of each part is.
  trials: trialsOf((row) => {
    if (row.faults === undefined) return faultsInContainers;
    return row.faults.every((fault) => !isProxyFault(fault)) ? faultsInContainers : [];
  }),
  walks: ['killed', 'disconnected'],
  pages: pageNames,
  mostSlips: 0.005,
};

/** For the gate: a few rows with each fault. */
export const shortMatrixInContainers: Chosen = {
  trials: matrixInContainers.trials.filter(
    ({ row, fault }) => row.short !== undefined && (fault !== 'hung' || row.parts.includes('review')),
  ),
  walks: ['killed'],
  pages: pageNames,
  mostSlips: matrixInContainers.mostSlips,
};

/** What fits into the time of `npm test`. */
export const shortMatrix: Chosen = {
  trials: trialsOf((row) => row.short ?? []),
  walks: ['killed'],
  pages: pageNames,
  mostSlips: 0,
};

export async function runMatrix(
  shop: ShopUnderTrial,
  chosen: Chosen,
  log: (line: string) => void,
): Promise<MatrixResult> {
  const products = unseen();
  const next = () => {
    const { value } = products.next();
    if (!value) throw new Error('the catalogue has fewer products than the matrix has pages to look at');
    return value;
  };
  await expectWell(shop, next());
  await shop.forget();
  const trials: TrialResult[] = [];
  for (const { row, fault } of chosen.trials) {
    const options = { subjects: next(), pages: chosen.pages, maySlip: chosen.mostSlips > 0 };
    const result = await runTrial(shop, row, fault, options);
    const { cells, slowestMs, recoveryMs, slips } = result;
    const times = `slowest answer ${Math.round(slowestMs)} ms, all live again after ${Math.round(recoveryMs)} ms`;
    tell(log, `${row.parts.join(' + ')} ${fault}`, cells, times);
    for (const slip of slips) log(`       once a rung lower, ${slip}`);
    trials.push(result);
  }
  const walks: WalkResult[] = [];
  for (const fault of chosen.walks) {
    const result = await walkLadder(shop, fault, next());
    const times = result.steps.map(({ shown, tookMs }) => `${shown} after ${Math.round(tookMs)} ms`);
    tell(log, `${walkName} ${fault}`, result.cells, times.join(', '));
    walks.push(result);
  }
  const cells = [...trials, ...walks].flatMap((one) => one.cells);
  if (chosen.mostSlips > 0) {
    const slipping = slipCell(trials, chosen.mostSlips);
    log(`${slipping.holds ? 'ok  ' : 'FAIL'} healthy parts are in time: ${slipping.seen} (${slipping.expected})`);
    cells.push(slipping);
  }
  return { trials, walks, cells };
}

/** Any run may have one: of few looks a share says nothing. */
export function slipCell(trials: readonly Pick<TrialResult, 'looks' | 'slips'>[], mostSlips: number): Cell {
  const looks = trials.reduce((sum, one) => sum + one.looks, 0);
  const slips = trials.reduce((sum, one) => sum + one.slips.length, 0);
  const most = Math.max(1, Math.floor(mostSlips * looks));
  return {
    ...{ part: 'any', fault: 'any', page: 'any', section: 'slips' },
    expected: `at most ${most} of ${looks} looks a rung lower than need be`,
    seen: `${slips} of ${looks} looks`,
    holds: slips <= most,
  };
}

/** @throws when the shop is not whole before anything was done to it: then no cell says anything about faults. */
async function expectWell(shop: ShopUnderTrial, subjects: Subjects): Promise<void> {
  const looked = await Promise.all(
    (await visitsTo(shop.site, subjects)).map(async (visit) => ({ visit, ...(await lookUntilLive(visit)) })),
  );
  const flaws = looked.filter(({ holds }) => !holds).map(({ visit, seen }) => `${visit.view}: ${seen}`);
  if (flaws.length > 0) throw new Error(['the shop is not well to begin with', ...flaws].join('\n  '));
}

function tell(log: (line: string) => void, what: string, cells: readonly Cell[], times: string): void {
  const bad = cells.filter(({ holds }) => !holds);
  log(`${bad.length === 0 ? 'ok  ' : 'FAIL'} ${what}: ${cells.length} cells, ${times}`);
  for (const { page, section, expected, seen } of bad) {
    log(`       ${page} ${section}: expected ${expected}, seen ${seen}`);
  }
}
