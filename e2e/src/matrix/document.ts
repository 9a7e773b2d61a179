// Writes docs/degradation-matrix.md: what is declared, and what the last whole run saw of it.
import { type Expected, sectionNames } from './expectations.ts';
import type { RowResult } from './run.ts';

const head = `# What a visitor sees when a part fails

Written by \`pnpm matrix\`; the expectations are declared in [e2e/src/matrix/expectations.ts](../e2e/src/matrix/expectations.ts)
and come from [the promises](promises.md), not from what the shop was seen to do. Each row was run for real: the part was killed
(SIGKILL) and, in a second run, hung (SIGSTOP), a page that had been opened before and one that never had were looked at seven
times each, before and after the circuit breakers opened, and then the part was started again.

A dot is \`live\`. "503" is the honest page: what happened, what still works, what to do.
`;

export function documentOf(results: readonly RowResult[]): string {
  const rows = [...new Set(results.map(({ row }) => row))];
  const lines = [
    head,
    `| dead or hung | page | ${sectionNames.join(' | ')} | holds | why |`,
    `|---|---|${sectionNames.map(() => '---|').join('')}---|---|`,
    ...rows.flatMap((row) =>
      (['seen', 'never'] as const).map((page) => {
        const cells = results.filter((result) => result.row === row).flatMap((result) => result.cells);
        const holds = cells.filter((cell) => cell.page === page).every((cell) => cell.holds);
        const name = row.parts.map((part) => `\`${part}\``).join(' + ');
        return `| ${name} | ${page} | ${columns(row[page])} | ${holds ? 'yes' : '**no**'} | ${row.why} |`;
      }),
    ),
    '',
    '## How long it took',
    '',
    'Of one run on a small machine with two cores; compare the rows, not the figures with yours.',
    '',
    '| dead or hung | fault | slowest answer while broken | all live again after the restart |',
    '|---|---|---|---|',
    ...results.map(
      ({ row, fault, slowestMs, recoveryMs }) =>
        `| ${row.parts.map((part) => `\`${part}\``).join(' + ')} | ${fault} | ${row.seen.status === 'no answer' ? '–' : `${Math.round(slowestMs)} ms`} | ${(recoveryMs / 1000).toFixed(1)} s |`,
    ),
    '',
  ];
  return lines.join('\n');
}

const columns = (expected: Expected) =>
  sectionNames
    .map((name) => {
      if (expected.status === 200) return expected.sections[name] === 'live' ? '·' : expected.sections[name];
      return expected.status === 503 ? '503' : 'no answer';
    })
    .join(' | ');
