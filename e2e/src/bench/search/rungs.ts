// The rungs of the search ladder, best first, what has to be gone for each, and what search is like there.
import { type Shop, startShop } from '@evenkeel/local';
import { type PartName, waitUntil } from '@evenkeel/platform';
import { send } from '../load.ts';
import type { Report } from '../rows.ts';
import { askSearch, type Engine } from './engine.ts';
import { searchPaths, suggestPaths } from './queries.ts';

export interface Rung {
  readonly quality: 'high' | 'medium' | 'low' | 'none';
  /** Killed, on top of what was killed for the rungs before. */
  readonly without: readonly PartName[];
  /** p99 in ms: within the 290 ms that the gateway waits, with air. */
  readonly goalMs: number;
}

export const rungs: readonly Rung[] = [
  { quality: 'high', without: [], goalMs: 60 },
  { quality: 'medium', without: ['elasticsearch'], goalMs: 250 },
  { quality: 'low', without: ['postgres', 'postgres-replica'], goalMs: 60 },
  { quality: 'none', without: ['redis'], goalMs: 60 },
];

/** So many visitors search at once, each as fast as they are answered. */
const crowds = [1, 16];
/** p99 of suggestions, in ms: a person types on meanwhile. */
const suggestionsMs = 40;
/** Of 100 answers so many must be of this rung: under load a search may step down, but that must be rare. */
const leastAtRung = 95;
/** For the ladder to get there, in ms. */
const limitMs = 15_000;

export async function climbDownAndMeasure(
  shop: Shop & { readonly stateDir: string },
  engine: Engine,
  { quality, without, goalMs }: Rung,
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

  const url = shop.url('search');
  for (const visitors of crowds) {
    const id = `${quality}, ${visitors} ${visitors === 1 ? 'visitor' : 'visitors'}`;
    await searchFor({ url, quality, visitors, seconds, goalMs, id }, rows);
    if (quality !== 'high') continue;
    const suggested = await send({ url, paths: suggestPaths, connections: visitors, seconds });
    rows.tell(`${id}: suggestions, p50`, suggested.p50, 'ms');
    rows.atMost(`${id}: suggestions, p99`, suggested.p99, 'ms', suggestionsMs);
  }
}

interface Searching {
  readonly url: string;
  readonly quality: string;
  readonly visitors: number;
  readonly seconds: number;
  readonly goalMs: number;
  readonly id: string;
}

async function searchFor({ url, quality, visitors, seconds, goalMs, id }: Searching, rows: Report): Promise<void> {
  let atRung = 0;
  const measured = await send({
    url,
    paths: searchPaths,
    connections: visitors,
    seconds,
    onBody(body) {
      if (/"quality":"(\w+)"/.exec(body)?.[1] === quality) atRung++;
    },
  });
  rows.tell(`${id}: searches a second`, measured.perSecond, '1/s');
  rows.tell(`${id}: p50`, measured.p50, 'ms');
  rows.atMost(`${id}: p99`, measured.p99, 'ms', goalMs);
  rows.atMost(`${id}: failed searches`, measured.failed, '', 0);
  rows.atLeast(`${id}: answers of this quality`, (100 * atRung) / Math.max(1, measured.requests), '%', leastAtRung);
}

/** One that runs elsewhere cannot be killed: search is told another address instead, where nobody listens. */
async function loseTheEngine(shop: Shop & { readonly stateDir: string }, { options }: Engine): Promise<void> {
  const parts = (await shop.platform.list()).map(({ name }) => name);
  const nobody = 9;
  await shop.platform.stop('search');
  const { stateDir, portOffset } = shop;
  await startShop({ stateDir, portOffset, parts, ...options, reachedThrough: { elasticsearch: nobody } });
}
