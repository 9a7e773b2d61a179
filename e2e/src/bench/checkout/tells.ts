// What is said of the samples, and which goals they meet.
import { median } from '../figures.ts';
import type { Report } from '../rows.ts';
import type { Differences } from './ledger.ts';
import { goals } from './plan.ts';
import { type Round, type Summary, sum, summaryOf } from './samples.ts';
import type { Drain } from './waiting.ts';

/** While the bank is well. Answers what the rest is compared with. */
export function tellWell(rows: Report, id: string, rounds: readonly Round[]): Summary {
  const well = tellFigures(rows, id, rounds);
  rows.tell(`${id}: paid at once`, percentOf(well, 'paid'), '%');
  return well;
}

/** While something is dead, beside `well` with the same number of buyers. */
export function tellDead(rows: Report, id: string, rounds: readonly Round[], well: Summary): void {
  const dead = tellFigures(rows, id, rounds);
  rows.atLeast(`${id}: queued`, percentOf(dead, 'queued'), '%', goals.queuedPercent);
  rows.tell(`${id}: orders a second / bank well`, dead.perSecond / well.perSecond, '×');
  rows.atMost(`${id}: p99 / bank well`, dead.p99 / well.p99, '×', goals.p99ToWell);
}

/** How what waited was charged, once the dead part answered again. */
export function tellDrains(rows: Report, id: string, drains: readonly Drain[]): void {
  const tellSeconds = (what: string, moment: (drain: Drain) => number | null) => {
    const reached = drains.flatMap((drain) => moment(drain) ?? []);
    if (reached.length > 0) rows.tell(`${id}: ${what}`, median(reached) / 1_000, 's');
  };
  rows.tell(`${id}: orders that waited`, median(drains.map(({ orders }) => orders)), '');
  tellSeconds('until the first is paid', ({ firstMs }) => firstMs);
  tellSeconds('until all are paid', ({ emptyMs }) => emptyMs);
  const rates = drains.flatMap(({ orders, emptyMs }) => (emptyMs === null ? [] : (orders * 1_000) / emptyMs));
  if (rates.length > 0) rows.tell(`${id}: drained, orders a second`, median(rates), '1/s');
  const onceBegun = drains.flatMap(({ orders, firstMs, emptyMs }) =>
    firstMs === null || emptyMs === null || emptyMs === firstMs ? [] : (orders * 1_000) / (emptyMs - firstMs),
  );
  if (onceBegun.length > 0) rows.tell(`${id}: the same from the first one on`, median(onceBegun), '1/s');
  const unfinished = drains.filter(({ emptyMs }) => emptyMs === null);
  rows.atMost(`${id}: left over`, sum(drains.map(({ left }) => left)), '', goals.leftOver);
  rows.atMost(`${id}: queues not empty in time`, unfinished.length, '', goals.leftOver);
}

/** How what waited at the gateway came to payment. What never did is left over in {@link tellDrains}. */
export function tellHandOver(rows: Report, id: string, { orders, handedOverMs }: Drain): void {
  if (handedOverMs === null) return;
  rows.tell(`${id}: until the gateway has handed all over`, handedOverMs / 1_000, 's');
  rows.tell(`${id}: handed over, orders a second`, (orders * 1_000) / handedOverMs, '1/s');
}

export function tellDifferences(rows: Report, orders: number, differences: Differences): void {
  rows.tell('books: orders that were kept', orders, '');
  const names = {
    missing: 'kept, never charged',
    twice: 'charged twice',
    otherAmount: 'charged with another amount',
    notWanted: 'charged, and not kept',
  } satisfies Record<keyof Differences, string>;
  for (const what of Object.keys(names) as (keyof Differences)[]) {
    rows.atMost(`books: ${names[what]}`, differences[what].length, '', goals.wrong);
    for (const order of differences[what].slice(0, shown)) rows.note(`       ${names[what]}: ${order}`);
  }
}

/** So many examples of each difference: enough to look them up. */
const shown = 5;

function tellFigures(rows: Report, id: string, rounds: readonly Round[]): Summary {
  const summary = summaryOf(rounds);
  rows.tell(`${id}: rounds`, rounds.length, '');
  rows.tell(`${id}: orders`, summary.orders, '');
  rows.tell(`${id}: orders a second`, summary.perSecond, '1/s');
  rows.tell(`${id}: p50`, summary.p50, 'ms');
  rows.tell(`${id}: p99`, summary.p99, 'ms');
  rows.atMost(`${id}: requests without an order`, sum(summary.failures.values()), '', goals.failed);
  for (const [what, count] of summary.failures) rows.tell(`${id}: of these ${what}`, count, '');
  if (summary.became.size > 1)
    for (const [what, count] of summary.became) rows.tell(`${id}: became ${what}`, count, '');
  return summary;
}

const percentOf = ({ became, orders }: Summary, state: string) =>
  (100 * (became.get(state) ?? 0)) / Math.max(1, orders);
