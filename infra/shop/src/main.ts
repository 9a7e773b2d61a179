// The shop at the command line: `start` for `npm start`, `dev` for `pnpm dev`, `shop VERB…` for `pnpm shop`.

import { readSettings, runForDevelopment, runInForeground, SettingError, surviveClosedOutput } from '@evenkeel/local';
import { PlatformError } from '@evenkeel/platform';
import { UsageError } from './verbs/arguments.ts';
import { help, runVerb } from './verbs/table.ts';

surviveClosedOutput();
const print = (line: string) => process.stdout.write(`${line}\n`);
process.exitCode = await run(process.argv.slice(2)).catch(explain);

async function run([command, ...words]: readonly string[]): Promise<number> {
  if (command === 'start') return runInForeground({ ...readSettings(), development: false }, print);
  if (command === 'dev') return runForDevelopment(readSettings(), print);
  if (command !== 'shop') throw new UsageError(`"${command}" is neither start, dev nor shop.`);
  if (!['help', '--help', '-h'].includes(words[0] ?? '')) return runVerb(words, print);
  print(help());
  return 0;
}

/** What a person did wrong, or can mend, is told in words. Anything else is ours, and shows where. */
function explain(error: unknown): number {
  const known = error instanceof PlatformError || error instanceof SettingError || error instanceof UsageError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  return error instanceof UsageError || error instanceof SettingError ? 2 : 1;
}
