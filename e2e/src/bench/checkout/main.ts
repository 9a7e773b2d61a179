// pnpm bench:checkout [--quick] [--json]: what a checkout costs while all is well, while the bank is dead and while payment is, side by
// side in a shop of its own; how fast what waited is charged afterwards; and whether every order was charged exactly once. Exit code 0
// only when every goal is met.
import { parseArgs } from 'node:util';
import { Agent } from 'undici';
import { ownShop } from '../../own-shop.ts';
import { type Report, report } from '../rows.ts';
import { buyersAt } from './buyers.ts';
import { chargesOf, compare } from './ledger.ts';
import { knocks, parts, quick, thorough } from './plan.ts';
import { isKept, type Round } from './samples.ts';
import { tellDead, tellDifferences, tellDrains, tellHandOver, tellWell } from './tells.ts';
import { bankDead, chargesAtOnce, type Outage, paymentDead, type Trial, whileWell } from './trial.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});
const plan = options.quick ? quick : thorough;
const rows = report(options.json);

// A line for each order in seven logs would be measured, too.
process.env.LOG_LEVEL = 'warn';
const env = { payment: { BREAKER_OPEN_MS: String(knocks.everyMs) } };
const shop = await ownShop(rows.note, { parts, env });
const agent = new Agent({ connections: Math.max(...plan.crowds) });
try {
  const buyers = await buyersAt(shop.url('gateway'), agent);
  const trial: Trial = { shop, buyers, plan };
  rows.note(
    '\nEach buyer orders again as soon as an order is answered; figures are of all rounds together, of drains the median.\n',
  );
  await chargesAtOnce(trial);
  await buyers.crowd(Math.max(...plan.crowds), plan.warmUp);
  for (const crowd of plan.crowds) await withCrowd(trial, crowd, rows);
  const charges = await chargesOf(shop.url('bank'));
  tellDifferences(rows, buyers.book.filter(isKept).length, compare(buyers.book, charges));
} finally {
  await agent.close();
  await shop.stop();
}
process.exitCode = rows.end();

async function withCrowd(trial: Trial, crowd: number, rows: Report): Promise<void> {
  const began = performance.now();
  const isTime = () => performance.now() - began < plan.roundsWithinSeconds * 1_000;
  const well: Round[] = [];
  const outages: Outage[] = [];
  while (well.length === 0 || (well.length < plan.rounds && isTime())) {
    well.push(await whileWell(trial, crowd));
    outages.push(await bankDead(trial, crowd));
  }
  const id = `${crowd} at once`;
  const compared = tellWell(rows, `${id}, bank well`, well);
  const rounds = outages.map(({ dead }) => dead);
  tellDead(rows, `${id}, bank dead`, rounds, compared);
  const knocking = outages.flatMap((outage) => outage.knocking ?? []);
  tellDead(rows, `${id}, bank dead and knocked at`, knocking, compared);
  const drains = outages.map(({ drain }) => drain);
  tellDrains(rows, `${id}, bank back`, drains);
  if (!plan.paymentDead.crowds.includes(crowd)) return;
  const { dead, drain } = await paymentDead(trial, crowd);
  tellDead(rows, `${id}, payment dead`, [dead], compared);
  tellHandOver(rows, `${id}, payment back`, drain);
  tellDrains(rows, `${id}, payment back`, [drain]);
}
