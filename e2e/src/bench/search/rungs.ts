// The rungs of the search ladder, best first, what has to be gone for each, and what search is like there.
import { type Shop, startShop } from '@evenkeel/local';
import { type PartName, waitUntil } from '@evenkeel/platform';
import { type Measured, send } from '../load.ts';
import { visit } from '../paced.ts';
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

/** How people come: one who searches again as soon as there is an answer, and many who read for a second. */
const crowds = [
  { id: '1 visitor', visitors: 1, everyMs: 0 },
  { id: '16 visitors, each a search a second', visitors: 16, everyMs: 1_000 },
] as const;
/** More than two cores can do: told, not asked for, but for what must never happen. */
const flatOut = { id: '16 at once without a pause', visitors: 16, everyMs: 0 } as const;
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
  // The stand-in is made for the products of the shop: over so many it is told what it does, not asked for more.
  const asked = quality !== 'high' || engine.elsewhere !== undefined;
  for (const { id, ...crowd } of crowds) {
    const name = `${quality}, ${id}`;
    const { measured, share } = await searchFor(url, quality, { ...crowd, seconds });
    rows.tell(`${name}: p50`, measured.p50, 'ms');
    if (asked) rows.atMost(`${name}: p99`, measured.p99, 'ms', goalMs);
    else rows.tell(`${name}: p99`, measured.p99, 'ms');
    rows.atMost(`${name}: failed searches`, measured.failed, '', 0);
    if (asked) rows.atLeast(`${name}: answers of this quality`, share, '%', leastAtRung);
    else rows.tell(`${name}: answers of this quality`, share, '%');
    if (quality !== 'high') continue;
    const suggested = await ask({ url, paths: suggestPaths, seconds, ...crowd });
    rows.tell(`${name}: suggestions, p50`, suggested.p50, 'ms');
    if (asked) rows.atMost(`${name}: suggestions, p99`, suggested.p99, 'ms', suggestionsMs);
    else rows.tell(`${name}: suggestions, p99`, suggested.p99, 'ms');
  }
  const { id, ...crowd } = flatOut;
  const { measured, share } = await searchFor(url, quality, { ...crowd, seconds });
  rows.tell(`${quality}, ${id}: searches a second`, measured.perSecond, '1/s');
  rows.tell(`${quality}, ${id}: p99`, measured.p99, 'ms');
  rows.tell(`${quality}, ${id}: answers of this quality`, share, '%');
  rows.atMost(`${quality}, ${id}: failed searches`, measured.failed, '', 0);
}

interface Crowd {
  readonly visitors: number;
  /** From one search of a visitor to the next, in ms; 0 for as soon as there is an answer. */
  readonly everyMs: number;
  readonly seconds: number;
}

type Asked = Crowd & Pick<Parameters<typeof visit>[0], 'url' | 'paths' | 'onBody'>;

const ask = (asked: Asked): Promise<Measured> =>
  asked.everyMs === 0 ? send({ ...asked, connections: asked.visitors }) : visit(asked);

/** What became of the searches, and how many of 100 were answered by this rung. */
async function searchFor(url: string, quality: string, crowd: Crowd): Promise<{ measured: Measured; share: number }> {
  let atRung = 0;
  const measured = await ask({
    url,
    paths: searchPaths,
    ...crowd,
    onBody(body) {
      if (/"quality":"(\w+)"/.exec(body)?.[1] === quality) atRung++;
    },
  });
  return { measured, share: (100 * atRung) / Math.max(1, measured.requests) };
}

/** One that runs elsewhere cannot be killed: search is told another address instead, where nobody listens. */
async function loseTheEngine(shop: Shop & { readonly stateDir: string }, { options }: Engine): Promise<void> {
  const parts = (await shop.platform.list()).map(({ name }) => name);
  const nobody = 9;
  await shop.platform.stop('search');
  const { stateDir, portOffset } = shop;
  await startShop({ stateDir, portOffset, parts, ...options, reachedThrough: { elasticsearch: nobody } });
}
