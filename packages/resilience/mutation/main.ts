// `pnpm --filter @evenkeel/resilience run mutation [FILES] [--options of Stryker]`: breaks the sources in every small way, one at a time, and
// looks whether a test notices. Exit code 0 only when at least 90 % of these mutants are noticed in each of the files.
//
// Stryker lives in this folder alone, outside of the workspace: who installs the shop does not install it. Its working copy of the package is in
// the temporary folder of the machine, where nobody else's test run comes across the mutants.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { line, percentOf, scoresIn, sumOf } from './score.ts';

const goal = 90;
const subjects = [
  'src/breaker/*.ts',
  'src/retry/*.ts',
  'src/bulkhead/*.ts',
  'src/pipeline/*.ts',
  'src/copies/last-good.ts',
];

const here = fileURLToPath(new URL('.', import.meta.url));
const stryker = join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js');
const report = new URL('report/mutation.json', import.meta.url);

const given = process.argv.slice(2);
const options = given.filter((word) => word.startsWith('--'));
const files = given.filter((word) => !word.startsWith('--'));

// Vitest is that of the package, one folder further out: a second one here would know nothing of its tests.
if (!existsSync(stryker)) run('npm', ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'], here);

const begin = performance.now();
rmSync(report, { force: true });
const mutate = (files.length > 0 ? files : subjects).join(',');
const tempDir = join(tmpdir(), `resilience-mutation-${process.pid}`);
const args = ['run', 'mutation/stryker.config.json', '--mutate', mutate, '--tempDirName', tempDir, ...options];
process.on('exit', () => rmSync(tempDir, { recursive: true, force: true }));
run(process.execPath, [stryker, ...args], join(here, '..'), { PROPERTY_RUNS: '50' });

const scores = await scoresIn(report);
for (const score of scores) console.log(line(score));
console.log(line(sumOf('all', scores)));
console.log(
  `${Math.round((performance.now() - begin) / 60_000)} minutes; mutation/report/mutation.html shows every mutant`,
);
const missed = scores.filter((score) => percentOf(score) < goal);
for (const { what } of missed) console.error(`${what} is below ${goal} %`);
process.exitCode = scores.length > 0 && missed.length === 0 ? 0 : 1;

/** Runs a program to its end, and fails with it. */
function run(command: string, words: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): void {
  const { status, error } = spawnSync(command, words, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
