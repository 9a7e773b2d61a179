// The short form of the torture: ten seeds, on two shops side by side, since most of a run is waiting.
import type { Count } from '../npm-test/count.ts';
import { claims } from './checker.ts';
import { quietClaims, tellClaim } from './quiet.ts';
import { run, tellRun } from './run.ts';
import { type TorturedShop, torturedShop } from './tortured-shop.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const orders = 24;

/** One test for each seed and each claim, and one for each claim on a shop in which all is well. */
export async function shortTorture(log: (line: string) => void): Promise<Count> {
  const shops: TorturedShop[] = [];
  const count = { passed: 0, failed: 0, skipped: 0 };
  const left = seeds.values();
  const lane = async (shop: TorturedShop) => {
    for (const seed of left) {
      const result = await run(shop, { seed, orders, log: () => undefined });
      log(tellRun(seed, result));
      for (const { claim, order, what } of result.violations) log(`     not so: ${claims[claim]}: ${order}: ${what}`);
      const broken = new Set(result.violations.map(({ claim }) => claim)).size;
      count.failed += broken;
      count.passed += Object.keys(claims).length - broken;
    }
  };
  try {
    // One after the other: each looks for free ports.
    for (let number = 0; number < 2; number += 1) shops.push(await torturedShop());
    await Promise.all(shops.map(lane));
    for (const one of shops[0] ? await quietClaims(shops[0]) : []) {
      log(tellClaim(one));
      count[one.wrong === undefined ? 'passed' : 'failed'] += 1;
    }
  } finally {
    await Promise.all(shops.map((shop) => shop.stop()));
  }
  return count;
}
