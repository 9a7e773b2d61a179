// `pnpm torture:payments [--seed N] [--seeds COUNT] [--orders 500]`: exit code 1 when a claim does not hold. `--planted` instead: faults in
// the programs must be found, and nothing without them.
import { parseArgs } from 'node:util';
import { claims } from './checker.ts';
import { inWords } from './faults.ts';
import { plantedInPayments } from './planted.ts';
import { quietClaims, tellClaim } from './quiet.ts';
import { laneNames, run, tellRun } from './run.ts';
import { shrink } from './shrink.ts';
import { torturedShop } from './tortured-shop.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    orders: { type: 'string', default: '500' },
    planted: { type: 'boolean', default: false },
  },
});
const whole = (name: 'seed' | 'seeds' | 'orders', most: number): number => {
  const number = Number(values[name]);
  if (/^\d+$/.test(values[name]) && number >= 1 && number <= most) return number;
  console.error(`--${name} must be a whole number from 1 to ${most}, not "${values[name]}".`);
  process.exit(2);
};
const [firstSeed, count, orders] = [whole('seed', 2 ** 31), whole('seeds', 10_000), whole('orders', 100_000)];
const log = (line: string) => console.log(line);

if (values.planted) {
  const { failed } = await plantedInPayments(log, { control: true });
  process.exit(failed === 0 ? 0 : 1);
}

const shop = await torturedShop();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await shop.stop();
    process.exit(130);
  });
let failed = 0;
let isSound = false;
try {
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const result = await run(shop, { seed, orders, log: count === 1 ? log : () => undefined });
    log(tellRun(seed, result));
    if (result.violations.length === 0) continue;
    failed += 1;
    for (const { claim, order, what } of result.violations) log(`     not so: ${claims[claim]}: ${order}: ${what}`);
    const short = await shrink(shop, { seed, orders: Math.min(orders, 40), log }, result.schedule);
    const faults = laneNames.flatMap((lane) => short[lane]);
    log(`     the shortest schedule that still fails (of ${faults.length}):`);
    for (const fault of faults) log(`       ${inWords(fault)}`);
    if (short.bankClockMs !== 0) log(`       the bank's clock is ${short.bankClockMs} ms ahead at the beginning`);
  }
  const quiet = await quietClaims(shop);
  for (const one of quiet) log(tellClaim(one));
  isSound = quiet.every(({ wrong }) => wrong === undefined);
} finally {
  await shop.stop();
}
log(`${count - failed} of ${count} seeds hold`);
process.exit(failed === 0 && isSound ? 0 : 1);
