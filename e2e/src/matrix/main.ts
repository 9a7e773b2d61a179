// `pnpm matrix [--attach] [--json] [--part NAME]… [--fault NAME]…`: every part killed and hung, every section looked at.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { attachedShop, ownShop } from '../own-shop.ts';
import { documentOf } from './document.ts';
import { faults, rows } from './expectations.ts';
import { runMatrix } from './run.ts';

const { values } = parseArgs({
  options: {
    attach: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true },
    fault: { type: 'string', multiple: true },
  },
});

// With --json, stdout is one document; people read stderr.
const log = (line: string) => (values.json ? console.error(line) : console.log(line));
const chosenRows = values.part ? rows.filter((row) => values.part?.includes(row.parts.join('+'))) : rows;
const chosenFaults = values.fault ? faults.filter((fault) => values.fault?.includes(fault)) : faults;
const whole = chosenRows.length === rows.length && chosenFaults.length === faults.length;
const known = [...rows.map((row) => row.parts.join('+')), ...faults];
const unknown = [...(values.part ?? []), ...(values.fault ?? [])].filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}`);
  console.error(
    `nothing to run; parts: ${rows.map((row) => row.parts.join('+')).join(' ')}; faults: ${faults.join(' ')}`,
  );
  process.exit(2);
}

const shop = values.attach ? attachedShop() : await ownShop(log);
try {
  const results = await runMatrix({ platform: shop.platform, rows: chosenRows, faults: chosenFaults, log });
  const cells = results.flatMap((result) => result.cells);
  const bad = cells.filter(({ holds }) => !holds);
  if (whole && !values.attach) {
    await writeFile(new URL('../../../docs/degradation-matrix.md', import.meta.url), documentOf(results));
  }
  if (values.json) console.log(JSON.stringify({ cells }, null, 2));
  log(`${cells.length - bad.length} cells hold, ${bad.length} do not`);
  process.exitCode = bad.length === 0 ? 0 : 1;
} finally {
  await shop.stop();
}
