// pnpm bench:search [--quick] [--json]: search at each rung of its ladder, over 100,000 products, in a shop of its own. With
// ELASTICSEARCH_URL the best rung is that engine instead of the stand-in. Exit code 0 only when every goal is met.
import { parseArgs } from 'node:util';
import { partNames } from '@evenkeel/platform';
import { ownShop } from '../../own-shop.ts';
import { report } from '../rows.ts';
import { engineAt } from './engine.ts';
import { fillAndIndex } from './index-time.ts';
import { climbDownAndMeasure, rungs } from './rungs.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});
const plan = options.quick ? { products: 10_000, seconds: 3 } : { products: 100_000, seconds: 15 };

const notNeeded = ['review', 'recommendation', 'payment', 'bank', 'gateway', 'naive-gateway', 'web'];
const parts = partNames.filter((name) => !notNeeded.includes(name));
const engine = engineAt(process.env.ELASTICSEARCH_URL);
const rows = report(options.json);
const shop = await ownShop(rows.note, { parts, ...engine.options });
try {
  await fillAndIndex(shop, engine, plan.products, rows);
  for (const rung of rungs) await climbDownAndMeasure(shop, engine, rung, plan.seconds, rows);
} finally {
  await shop.stop();
  await engine.clean();
}
process.exitCode = rows.end();
