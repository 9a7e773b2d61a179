// One cell after another: make a page known, break a part, look, mend it, and see everything come back.
import { randomUUID } from 'node:crypto';
import { type CatalogueProduct, catalogue } from '@evenkeel/catalogue';
import { type PartName, type Platform, waitUntil } from '@evenkeel/platform';
import { answerLimitMs, type Expected, type Fault, pages, type Row, recoveryLimitMs } from './expectations.ts';
import { type Cell, judge, type Verdict } from './judge.ts';
import { look, type SeenPage } from './observe.ts';

export interface MatrixOptions {
  readonly platform: Platform;
  readonly rows: readonly Row[];
  readonly faults: readonly Fault[];
  readonly log: (line: string) => void;
}

/** What one row under one fault gave: its cells, the slowest answer, and how long everything took to come back, in ms. */
export interface RowResult {
  readonly row: Row;
  readonly fault: Fault;
  readonly cells: readonly Cell[];
  readonly slowestMs: number;
  readonly recoveryMs: number;
}

/** An answer may be shared for two seconds and is `live` that long; only then does a broken source show. */
const sharedMs = 2_000;

/** Laptop, mouse, keyboard and monitor. */
const classics = 4;

/** More than the failures that open a breaker: looks before and after it opens must show the same page. */
const looks = 7;

export async function runMatrix(options: MatrixOptions): Promise<RowResult[]> {
  // Everybody opens the classic ones, which sell best: they can't be taken for never seen.
  const unseen = catalogue().products.slice(classics).values();
  const results: RowResult[] = [];
  for (const row of options.rows) {
    for (const fault of options.faults) {
      const result = await runRow(options.platform, row, fault, { seen: take(unseen), never: take(unseen) });
      results.push(result);
      const bad = result.cells.filter(({ holds }) => !holds);
      options.log(
        `${bad.length === 0 ? 'ok  ' : 'FAIL'} ${row.parts.join(' + ')} ${fault}: ${result.cells.length} cells, ` +
          `slowest answer ${Math.round(result.slowestMs)} ms, all live again after ${Math.round(result.recoveryMs)} ms`,
      );
      for (const { page, section, expected, seen } of bad) {
        options.log(`       ${page} ${section}: expected ${expected}, seen ${seen}`);
      }
    }
  }
  return results;
}

function take(products: Iterator<CatalogueProduct>): CatalogueProduct {
  const { value, done } = products.next();
  if (done) throw new Error('the catalogue has fewer products than the matrix has pages to look at');
  return value;
}

async function runRow(
  platform: Platform,
  row: Row,
  fault: Fault,
  products: Readonly<Record<(typeof pages)[number], CatalogueProduct>>,
): Promise<RowResult> {
  const address = (product: CatalogueProduct) => `${platform.url('web')}/products/${product.slug}`;
  const part = row.parts.join(' + ');
  const cells: Cell[] = [];
  const cell = (page: string, verdict: Verdict) => cells.push({ part, fault, page, ...verdict });
  let slowestMs = 0;

  // Seen by somebody else: what one visitor was shown has to serve the next, but for what is personal.
  const before = await lookUntilLive(address(products.seen), randomUUID());
  cell('before', liveVerdict(before));
  const sharedUntil = performance.now() + sharedMs;
  await forEach(row.parts, (name) => (fault === 'killed' ? platform.kill(name) : platform.pause(name)));
  try {
    await waitUntil(() => performance.now() > sharedUntil, { limitMs: 2 * sharedMs });
    for (const page of pages) {
      const verdicts = await lookOften(address(products[page]), row[page], products[page], (ms) => {
        slowestMs = Math.max(slowestMs, ms);
      });
      for (const verdict of verdicts) cell(page, verdict);
    }
    cell('any', {
      section: 'time',
      expected: `an answer within ${answerLimitMs} ms`,
      seen:
        slowestMs < answerLimitMs || row.seen.status === 'no answer' ? `an answer within ${answerLimitMs} ms` : 'later',
      holds: slowestMs < answerLimitMs || row.seen.status === 'no answer',
    });
  } finally {
    await forEach(row.parts, (name) => (fault === 'killed' ? platform.start(name) : platform.unpause(name)));
  }
  const mended = performance.now();
  const after = await Promise.all(
    pages.map(async (page) => [page, await lookUntilLive(address(products[page]))] as const),
  );
  const recoveryMs = performance.now() - mended;
  for (const [page, seen] of after) cell(`${page}, mended`, liveVerdict(seen));
  return { row, fault, cells, slowestMs, recoveryMs };
}

/** Looks again and again; the first look that is not as expected speaks for the page. */
async function lookOften(url: string, expected: Expected, product: CatalogueProduct, took: (ms: number) => void) {
  let verdicts: Verdict[] = [];
  for (let count = 0; count < looks; count++) {
    const seen = await look(url, answerLimitMs);
    took(seen.tookMs);
    verdicts = judge(expected, seen, product);
    if (seen.status === 'no answer' || verdicts.some(({ holds }) => !holds)) break;
  }
  return verdicts;
}

/** Looks again and again, which is a light load, until everything is live; the last look when the time is up. */
async function lookUntilLive(url: string, visitor?: string): Promise<SeenPage> {
  let seen = await look(url, answerLimitMs, visitor);
  const live = async () => {
    if (isLive(seen)) return true;
    seen = await look(url, answerLimitMs, visitor);
    return isLive(seen);
  };
  await waitUntil(live, { limitMs: recoveryLimitMs, everyMs: 200 });
  return seen;
}

const isLive = (page: SeenPage) => page.status === 200 && page.system === 'normal';

const liveVerdict = (page: SeenPage): Verdict => {
  const notLive = Object.entries(page.sections).flatMap(([name, { state }]) =>
    state === 'live' ? [] : [`${name} ${state}`],
  );
  const seen = isLive(page) && notLive.length === 0 ? 'all live' : `HTTP ${page.status} ${notLive.join(', ')}`;
  return { section: 'page', expected: 'all live', seen, holds: seen === 'all live' };
};

const forEach = async (names: readonly PartName[], act: (name: PartName) => Promise<void>) => {
  for (const name of names) await act(name);
};
