// After everything that was done to a shop: what its services call an error of their own. Dead stores, hung neighbours and
// hostile visitors are none.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Count } from './count.ts';

/** The one that fails on purpose: to it every dead neighbour is an error. */
const naive = 'naive-gateway.log';

/** One test per log: it has no line at level `error` or above. */
export async function errorLines(stateDir: string, log: (line: string) => void): Promise<Count> {
  const folder = path.join(stateDir, 'logs');
  let passed = 0;
  let failed = 0;
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.log') && file !== naive)) {
    const lines = (await readFile(path.join(folder, name), 'utf8')).split('\n');
    const errors = lines.filter((line) => /"level":"(error|fatal)"/.test(line));
    if (errors.length === 0) passed++;
    else failed++;
    for (const line of errors.slice(0, 5)) log(`FAIL ${name}: ${line.slice(0, 300)}`);
  }
  return { passed, failed, skipped: 0 };
}
