// pnpm bench:page [--quick] [--json] [--broken NAME]…: what protection costs while all is well, and what it is worth when something breaks.
// The product page of the gateway beside that of the naive gateway, which asks the same services without any pattern, and the
// page that web makes of it, in a shop of their own. Exit code 0 only when every goal is met.
import { parseArgs } from 'node:util';
import { ownShop } from '../../own-shop.ts';
import { report } from '../rows.ts';
import { quick, slugs, thorough } from './plan.ts';
import { underFault } from './under-fault.ts';
import { healthyP99, recovered, warmUp, whileWell } from './while-well.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** These dependencies only, and nothing of the time while all is well: `redis`. */
    broken: { type: 'string', multiple: true },
  },
});
const plan = options.quick ? quick : thorough;
const wanted = options.broken ?? plan.broken.map(({ name }) => name);
const unknown = wanted.filter((name) => !thorough.broken.some((one) => one.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `No dependency ${unknown.join(', ')}; there are ${thorough.broken.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}
const rows = report(options.json);

const shop = await ownShop(rows.note);
try {
  rows.note(`\n${slugs.length} pages, each visitor as fast as they are answered.\n`);
  await recovered(shop.platform);
  await warmUp(shop.platform);
  if (options.broken === undefined) await whileWell(shop.platform, plan, rows);
  const healthy = await healthyP99(shop.platform, plan, rows);
  for (const broken of thorough.broken.filter(({ name }) => wanted.includes(name)))
    await underFault(shop.platform, broken, healthy, plan, rows);
} finally {
  await shop.stop();
}
process.exitCode = rows.end();
