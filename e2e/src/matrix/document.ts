// Writes docs/degradation-matrix.md: what is declared, and what the last whole run saw of it.
import type { Row } from './expectations.ts';
import { type Expected, expectedOf } from './expected.ts';
import { type Fault, faults, faultWords } from './faults.ts';
import { type MatrixPage, pageNames, sectionsOf, type ViewName, viewsOf } from './pages.ts';
import type { MatrixResult } from './run.ts';
import type { WalkResult } from './trial/ladder-walk.ts';
import type { TrialResult } from './trial/trial.ts';

const head = `# What a visitor sees when a part fails

Written by \`pnpm matrix\`; the expectations are declared in [e2e/src/matrix/expectations.ts](../e2e/src/matrix/expectations.ts)
and come from [the promises](promises.md), not from what the shop was seen to do. Each row was run for real, once with each fault:

${faults.map((fault) => `- **${fault}**: ${faultWords[fault]}`).join('\n')}

All pages were looked at side by side, four times each, before and after the circuit breakers opened, and then the parts were mended.
A page is **seen** when somebody opened it while all was well, and **never** when nobody did; **returning** is a visitor whose home page is
personal. A dot is \`live\`. "503" is the honest page: what happened, what still works, what to do. The last columns say whether all of it
held; a dash, that the row beside it is for that fault.
`;

export function documentOf({ trials, walks }: MatrixResult): string {
  const lines = [
    head,
    ...pageNames.flatMap((page) => pageTable(page, trials)),
    ...ladderTable(walks),
    ...naiveTable(trials),
    ...times(trials),
  ];
  return `${lines.join('\n')}\n`;
}

const titles: Readonly<Record<MatrixPage, string>> = {
  product: 'The product page',
  home: 'The home page',
  category: 'A category',
  search: 'A search',
  cart: 'The cart',
  checkout: 'The checkout',
  order: 'An order',
};

function pageTable(page: MatrixPage, trials: readonly TrialResult[]): string[] {
  const names = sectionsOf[page];
  const views = viewsOf(page);
  const all = rowsOf(trials);
  const untouched = all.filter(
    (row) => row.faults === undefined && views.every((view) => row.shows[view] === undefined),
  );
  const lines = all
    .filter((row) => !untouched.includes(row))
    .flatMap((row) =>
      views.map((view) => {
        const held = faults.map((fault) => holds(trials, [row], fault, [view]));
        return line(nameOf(row), kindOf(view), ...columns(expectedOf(row, view), names), ...held, row.why);
      }),
    );
  // What makes no difference to this page needs no line of its own.
  const held = faults.map((fault) => holds(trials, untouched, fault, views));
  const rest = line(untouched.map(nameOf).join('; '), 'any', ...names.map(() => '·'), ...held, 'nothing here needs it');
  return [
    `## ${titles[page]}`,
    '',
    ...table(['broken', 'visit', ...names, ...faults, 'why']),
    ...lines,
    ...(untouched.length > 0 ? [rest] : []),
    '',
  ];
}

const kindOf = (view: ViewName) => view.split(' ')[1] ?? '';

function ladderTable(walks: readonly WalkResult[]): string[] {
  const steps = walks[0]?.steps.length ?? 0;
  const lines = Array.from({ length: steps }, (_, index) => {
    const what = walks[0]?.cells[index]?.section.replace(/ killed$/, '') ?? '';
    const expected = walks[0]?.cells[index]?.expected ?? '';
    const seen = walks.map(({ cells, steps }) => {
      const tookMs = steps[index]?.tookMs ?? 0;
      return cells[index]?.holds ? `${(tookMs / 1_000).toFixed(1)} s` : '**no**';
    });
    return line(what, expected, ...seen);
  });
  return [
    '## The ladder of the search, down and up',
    '',
    'One source after the other fails and stays away, then they come back one by one. How long it took until the page showed it:',
    '',
    ...table(['then', 'results', ...walks.map(({ fault }) => fault)]),
    ...lines,
    '',
  ];
}

/** Pages and what became of them, those with the same answer together: `product home: 500`. */
function naiveTable(trials: readonly TrialResult[]): string[] {
  const inWords = ({ naive }: TrialResult): string => {
    const byAnswer = Object.groupBy(Object.entries(naive), ([, answer]) => answer);
    const failed = Object.entries(byAnswer).filter(([answer]) => answer !== '200');
    if (failed.length === 0) return Object.keys(naive).length === 0 ? '–' : '·';
    return failed.map(([answer, list = []]) => `${list.map(([page]) => page).join(' ')}: ${answer}`).join('; ');
  };
  const all = trials.flatMap(({ naive }) => Object.values(naive));
  const shown = all.filter((answer) => answer === '200').length;
  return [
    '## The same pages without any pattern',
    '',
    `What \`?naive=1\` answered under the same faults, one visit to each of its five pages: a dot is a page, \`hangs\` no answer for a second. It showed ${shown} of`,
    `${all.length} pages.`,
    '',
    ...byFault(trials, inWords),
    '',
  ];
}

function times(trials: readonly TrialResult[]): string[] {
  const inWords = ({ slowestMs, recoveryMs }: TrialResult): string => {
    const slowest = slowestMs === 0 ? '–' : `${Math.round(slowestMs)} ms`;
    return `${slowest}, ${(recoveryMs / 1_000).toFixed(1)} s`;
  };
  return [
    '## How long it took',
    '',
    'The slowest answer while broken, and the time after which all pages were live again. Of one run on a small machine with two cores;',
    'compare the rows, not the figures with yours.',
    '',
    ...byFault(trials, inWords),
  ];
}

/** A table with a line for each row and a column for each fault; a dash where there was no trial. */
function byFault(trials: readonly TrialResult[], inWords: (trial: TrialResult) => string): string[] {
  const cell = (row: Row, fault: Fault) => {
    const trial = trials.find((one) => one.row === row && one.fault === fault);
    return trial ? inWords(trial) : '–';
  };
  const lines = rowsOf(trials).map((row) => line(nameOf(row), ...faults.map((fault) => cell(row, fault))));
  return [...table(['broken', ...faults]), ...lines];
}

const rowsOf = (trials: readonly TrialResult[]): Row[] => [...new Set(trials.map(({ row }) => row))];
const nameOf = ({ parts }: Row) =>
  parts.length > 4 ? 'everything but `web`' : parts.map((part) => `\`${part}\``).join(' + ');
const line = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (heads: readonly string[]) => [line(...heads), `|${heads.map(() => '---|').join('')}`];

function holds(trials: readonly TrialResult[], rows: readonly Row[], fault: Fault, views: readonly ViewName[]): string {
  const cells = trials.filter((one) => rows.includes(one.row) && one.fault === fault).flatMap((one) => one.cells);
  const its = cells.filter(({ page }) => views.some((view) => view === page.split(',')[0]));
  if (its.length === 0) return '–';
  return its.every((cell) => cell.holds) ? 'yes' : '**no**';
}

const columns = (expected: Expected, names: readonly string[]): string[] =>
  names.map((name) => {
    if (expected.status !== 200) return String(expected.status);
    const shown = expected.sections[name] ?? '';
    return shown === 'live' ? '·' : shown.replace(/^live /, '· ');
  });
