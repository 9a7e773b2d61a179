// The search service and the composition's own Elasticsearch: the contract and the life of an index are held against it as the gate
// holds them against the stand-in, and then the shop lives through what may happen to an engine.
import { partNames } from '@evenkeel/platform';
import { searchContract } from '../npm-test/tools.ts';
import { withStores } from '../npm-test/with-stores.ts';
import type { Claims } from './claims.ts';
import { engine } from './engine.ts';
import { type Harm, harms, recoveryLimitMs } from './engine-harms.ts';
import { forwarded } from './forwarded.ts';
import { runs, whole } from './life.ts';
import { searching } from './searching.ts';
import type { TrialComposition } from './trial-composition.ts';

/** The search service needs some failures, and some of them take all their time. In ms. */
const fallLimitMs = 10_000;
const enginePort = 9200;

export async function searchEngine(trial: TrialComposition, claims: Claims): Promise<void> {
  claims.add('the contract of search and the life of an index, against this engine', await contract(trial));
  for (const harm of harms(trial, engine(trial))) await claims.claim(harm.sentence, () => survives(trial, harm));
}

/** Docker Desktop's containers are in a machine of their own, which cannot be reached without a published port. */
async function contract(trial: TrialComposition) {
  if (process.platform !== 'linux') return { passed: 0, failed: 0, skipped: 1 };
  const [{ id } = { id: '' }] = await trial.shop.platform.containers('elasticsearch');
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  const address = (await trial.docker.run(['inspect', '--format', format, id])).trim();
  // The tests have names of their own for their indices: the shop goes on with its own beside them. They put proxies in front of the
  // engine, which are on this machine.
  return forwarded(address, enginePort, (near) =>
    withStores(console.log, (stores) => searchContract(stores, `http://${near}`)),
  );
}

async function survives(trial: TrialComposition, { harm, mend, falls, limitMs, ...more }: Harm): Promise<string[]> {
  const others = partNames.filter((name) => name !== 'elasticsearch');
  const wrong = await whole(trial);
  const began = await runs(trial, others);
  wrong.push(...((await more.before?.()) ?? []));
  const visitor = searching(trial);
  try {
    try {
      wrong.push(...(await harm()));
      if (falls) wrong.push(...(await visitor.reaches('medium', fallLimitMs)));
    } finally {
      await mend?.();
    }
    wrong.push(...(await visitor.reaches('high', limitMs ?? recoveryLimitMs)));
    wrong.push(...((await more.after?.()) ?? []));
  } finally {
    wrong.push(...(await visitor.end()));
  }
  wrong.push(...(await whole(trial)));
  if (String(await runs(trial, others)) !== String(began)) wrong.push('a part was started again');
  return wrong;
}
