// Runs the tools of the workspace and reads what they counted from their JSON reports.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Count } from './count.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
type Env = Readonly<Record<string, string>>;

/** A tool that either agrees or doesn't: one test. */
export async function check(tool: string, args: readonly string[]): Promise<Count> {
  const passed = (await run(tool, args, {}, root)) === 0;
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numFailedTestSuites: z.number(),
});

/** All vitest projects of the workspace, or the test files below the folders that are named. */
export const vitest = (env: Env, folders: readonly string[] = []): Promise<Count> =>
  counted(async (file) => {
    const code = await run(
      'vitest',
      ['run', ...folders, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      env,
      root,
    );
    const report = vitestReport.parse(JSON.parse(await readFile(file, 'utf8')));
    const failed = report.numFailedTests;
    return {
      passed: report.numPassedTests,
      // A file that cannot be loaded has no tests that could fail.
      failed: code === 0 ? failed : Math.max(failed, 1),
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });

/** The tests that hold the search service against an engine: the one at `url`, else the stand-in. */
export const searchContract = (stores: Env, url = ''): Promise<Count> =>
  vitest({ ...stores, ELASTICSEARCH_URL: url }, ['apps/search/test/contract', 'apps/search/test/index']);

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** All browser tests, against the shop that `env` names. */
export const playwright = (env: Env): Promise<Count> =>
  counted(async (file) => {
    const code = await run(
      'playwright',
      ['test'],
      { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      path.join(root, 'e2e'),
    );
    const { stats } = playwrightReport.parse(JSON.parse(await readFile(file, 'utf8')));
    const failed = stats.unexpected + stats.flaky;
    return { passed: stats.expected, failed: code === 0 ? failed : Math.max(failed, 1), skipped: stats.skipped };
  });

async function counted(count: (reportFile: string) => Promise<Count>): Promise<Count> {
  const folder = await mkdtemp(path.join(tmpdir(), 'evenkeel-report-'));
  try {
    return await count(path.join(folder, 'report.json'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Exit code of a tool from `node_modules/.bin`; its output is ours. */
function run(tool: string, args: readonly string[], env: Env, cwd: string): Promise<number> {
  const bins = [path.join(cwd, 'node_modules/.bin'), path.join(root, 'node_modules/.bin')].join(path.delimiter);
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, {
      cwd,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        TURBO_TELEMETRY_DISABLED: '1',
        ...env,
        PATH: `${bins}${path.delimiter}${process.env.PATH}`,
      },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
