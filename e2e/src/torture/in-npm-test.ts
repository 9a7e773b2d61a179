// The short form of the torture: ten seeds on one shop.
import type { Count } from '../npm-test/count.ts';
import { claims } from './checker.ts';
import { quietClaims } from './quiet.ts';
import { run, tellRun } from './run.ts';
import { torturedShop } from './tortured-shop.ts';

const seeds = 10;
const orders = 24;

/** One test for each seed and each claim, and one for each claim on a shop in which all is well. */
export async function shortTorture(log: (line: string) => void): Promise<Count> {
  const shop = await torturedShop();
  const count = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const result = await run(shop, { seed, orders, log: () => undefined });
      log(tellRun(seed, result));
      for (const { claim, order, what } of result.violations) log(`     not so: ${claims[claim]}: ${order}: ${what}`);
      const broken = new Set(result.violations.map(({ claim }) => claim)).size;
      count.failed += broken;
      count.passed += Object.keys(claims).length - broken;
    }
    for (const { claim, wrong } of await quietClaims(shop)) {
      log(`${wrong === undefined ? 'ok  ' : 'FAIL'} ${claim}${wrong === undefined ? '' : `: ${wrong}`}`);
      count[wrong === undefined ? 'passed' : 'failed'] += 1;
    }
  } finally {
    await shop.stop();
  }
  return count;
}
