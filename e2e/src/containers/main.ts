// `pnpm test:containers [--keep] [--only NAME]… [--without NAME]…`: the shop in containers, in a composition of its own. Builds the images, looks into them, breaks every
// part, lives through power cuts and new primaries, runs several instances. The last line is the count.
import { parseArgs } from 'node:util';
import { browserInContainers } from './browser.ts';
import { claims } from './claims.ts';
import { hardening } from './hardening.ts';
import { instances } from './instances.ts';
import { life } from './life.ts';
import { matrixInContainers } from './matrix.ts';
import { paymentsInContainers } from './payments.ts';
import { searchEngine } from './search-engine.ts';
import { silentNames } from './silent-names.ts';
import { trialComposition } from './trial-composition.ts';

const rooms = {
  hardening,
  matrix: matrixInContainers,
  browser: browserInContainers,
  instances,
  'silent-names': silentNames,
  'search-engine': searchEngine,
  payments: paymentsInContainers,
  life,
} as const;

const { values } = parseArgs({
  options: {
    keep: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    without: { type: 'string', multiple: true },
  },
});
const names = Object.keys(rooms) as (keyof typeof rooms)[];
const { only = names, without = [] } = values;
const unknown = [...only, ...without].filter((name) => !names.some((one) => one === name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${names.join(' ')}`);
  process.exit(2);
}

const log = (line: string) => console.log(`  ${line}`);
const trial = await trialComposition(log);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await trial.remove();
    process.exit(130);
  });
}
const all = claims(log);
try {
  const failures = await trial.shop.up();
  if (failures.length > 0) throw failures[0];
  for (const name of names.filter((one) => only.includes(one) && !without.includes(one))) {
    const began = performance.now();
    console.log(`\n${name}`);
    await rooms[name](trial, all);
    console.log(`      ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  }
} catch (error) {
  await all.claim('the shop in containers can be tried', () => Promise.reject(error));
} finally {
  if (values.keep)
    console.log(
      `\nKept: ${Object.entries(trial.env)
        .map((pair) => pair.join('='))
        .join(' ')}`,
    );
  else await trial.remove();
}
const { passed, failed, skipped } = all.count();
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
