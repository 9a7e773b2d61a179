// The rungs of the search ladder, best first, what has to be gone for each, and what search is like there.
import { type Shop, startShop } from '@evenkeel/local';
import { type PartName, waitUntil } from '@evenkeel/platform';
import { send } from '../load.ts';
import type { Report } from '../rows.ts';
import { askSearch, type Engine } from './engine.ts';
import { searchPaths } from './queries.ts';

export interface Rung {
  readonly quality: 'high' | 'medium' | 'low' | 'none';
  /** Killed, on top of what was killed for the rungs before. */
  readonly without: readonly PartName[];
}

export const rungs: readonly Rung[] = [
  { quality: 'high', without: [] },
  { quality: 'medium', without: ['elasticsearch'] },
  { quality: 'low', without: ['postgres', 'postgres-replica'] },
  { quality: 'none', without: ['redis'] },
];

/** So many visitors search at once, each as fast as they are answered. */
const visitors = 4;
/** The gateway waits so long for the search service, in ms. */
const patienceMs = 290;
/** Of 100 answers so many must be of this rung: under load a search may step down, but that must be rare. */
const leastAtRung = 95;
/** For the ladder to get there, in ms. */
const limitMs = 15_000;

export async function climbDownAndMeasure(
  shop: Shop & { readonly stateDir: string },
  engine: Engine,
  { quality, without }: Rung,
  seconds: number,
  rows: Report,
): Promise<void> {
  for (const part of without) {
    if (part === 'elasticsearch' && engine.elsewhere) await loseTheEngine(shop, engine);
    else await shop.platform.kill(part);
  }
  await waitUntil(async () => (await askSearch(shop.url('search'), '/search?q=laptop'))?.quality === quality, {
    limitMs,
  });

  let atRung = 0;
  const measured = await send({
    url: shop.url('search'),
    paths: searchPaths,
    connections: visitors,
    seconds,
    onBody(body) {
      if (/"quality":"(\w+)"/.exec(body)?.[1] === quality) atRung++;
    },
  });
  rows.tell(`${quality}: searches a second`, measured.perSecond, '1/s');
  rows.tell(`${quality}: p50`, measured.p50, 'ms');
  rows.atMost(`${quality}: p99`, measured.p99, 'ms', patienceMs);
  rows.atMost(`${quality}: failed searches`, measured.failed, '', 0);
  rows.atLeast(
    `${quality}: answers of this quality`,
    (100 * atRung) / Math.max(1, measured.requests),
    '%',
    leastAtRung,
  );
}

/** One that runs elsewhere cannot be killed: search is told another address instead, where nobody listens. */
async function loseTheEngine(shop: Shop & { readonly stateDir: string }, { options }: Engine): Promise<void> {
  const parts = (await shop.platform.list()).map(({ name }) => name);
  const nobody = 9;
  await shop.platform.stop('search');
  const { stateDir, portOffset } = shop;
  await startShop({ stateDir, portOffset, parts, ...options, reachedThrough: { elasticsearch: nobody } });
}
