// `npm test`: everything, on the real PostgreSQL and Redis and in a real browser. One step after another, each with its
// count; a step that cannot run is a failure that says what to install, never a silent skip.
import { chromium } from '../chromium.ts';
import { proxiedShop } from '../fault-proxy/proxied-shop.ts';
import { attack } from '../hostile/attack.ts';
import { plantedFaults } from '../matrix/planted.ts';
import { runMatrix, shortMatrix } from '../matrix/run.ts';
import { underTrial } from '../matrix/trial/shop-under-trial.ts';
import { shortTorture } from '../torture/in-npm-test.ts';
import { plantedInPayments } from '../torture/planted.ts';
import { add, type Count, type Step } from './count.ts';
import { crowd } from './crowd.ts';
import { errorLines } from './error-lines.ts';
import { check, playwright, searchContract, vitest } from './tools.ts';
import { withStores } from './with-stores.ts';

const log = (line: string) => console.log(`  ${line}`);

/** A real Elasticsearch to hold the search service against, beside the stand-in; the gate brings one. */
const elasticsearch = process.env.SEARCH_CONTRACT_URL;

const steps: readonly Step[] = [
  { name: 'format and lint', run: () => check('biome', ['check', '.']) },
  { name: 'types', run: () => check('turbo', ['run', 'typecheck', '--output-logs=errors-only']) },
  { name: 'unit, property and integration tests', run: () => withStores(log, (stores) => vitest(stores)) },
  ...(elasticsearch
    ? [
        {
          name: 'the search contract on a real Elasticsearch',
          run: () => withStores(log, (stores) => searchContract(stores, elasticsearch)),
        },
      ]
    : []),
  { name: 'the whole shop: parts broken in every way, browser, hostile requests, a crowd', run: wholeShop },
  { name: 'the payments under torture', run: () => shortTorture(log) },
  {
    name: 'the matrix and the torture see planted faults',
    run: async () => add(await plantedFaults(log), await plantedInPayments(log)),
  },
];

async function wholeShop(): Promise<Count> {
  // First, because it says what to install: nothing below makes sense without a browser.
  chromium();
  const shop = await proxiedShop(log);
  try {
    // Before the browser tests: the parts that those start again know nothing of the proxies.
    const { cells } = await runMatrix(underTrial(shop), shortMatrix, log);
    const passed = cells.filter(({ holds }) => holds).length;
    const matrix = { passed, failed: cells.length - passed, skipped: 0 };
    const browser = await playwright({
      SHOP_STATE_DIR: shop.stateDir,
      SHOP_PORT_OFFSET: String(shop.portOffset),
      ELASTICSEARCH_URL: '', // The shop has its stand-in, whatever the environment says.
    });
    const hostile = await attack(shop.platform, { requests: 2_000, seed: 1, log });
    const atTheDoor = await crowd(shop.platform, log);
    return [matrix, hostile, atTheDoor, await errorLines(shop.stateDir, log)].reduce(add, browser);
  } finally {
    await shop.stop();
  }
}

let total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const [index, step] of steps.entries()) {
  console.log(`\n[${index + 1}/${steps.length}] ${step.name}`);
  const began = performance.now();
  const count = await step.run().catch((error: unknown): Count => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  total = add(total, count);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`      ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped in ${seconds} s`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
