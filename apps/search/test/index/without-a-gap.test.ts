// While an index is replaced, every search is answered from a whole one.
import { setTimeout as pause } from 'node:timers/promises';
import type { TestDatabase } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type RawEngine, rawEngine } from './raw-engine.ts';
import { createCatalogue, follows, newAlias, type RunningKeeper, startEngine, startKeeper } from './stage.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startEngine>>;
let alias: string;
let raw: RawEngine;
let kept: RunningKeeper;

beforeAll(async () => {
  [database, server] = await Promise.all([createCatalogue(), startEngine()]);
});
beforeEach(async () => {
  alias = newAlias();
  raw = rawEngine(server.url, alias);
  kept = startKeeper({ alias, engineUrl: server.url, database });
  await follows(kept);
});
afterEach(async () => {
  await kept.close();
  await raw.clean();
});
afterAll(() => Promise.all([database.drop(), server.stop()]));

/** Searches on and on until `done`, and gives the answers that were not all products once each. */
async function searchUntil(done: () => Promise<boolean>): Promise<{ searches: number; bad: unknown[] }> {
  const bad: unknown[] = [];
  const endsAt = performance.now() + 15_000;
  for (let searches = 1; performance.now() < endsAt; searches++) {
    const { status, body } = await raw.ask('POST', `/${alias}/_search`, { sort: [{ slug: 'asc' }], _source: ['slug'] });
    if (status !== 200 || !isWhole(body)) bad.push(body);
    if (await done()) return { searches, bad };
    await pause(2);
  }
  throw new Error(`not done: ${kept.state()}, ${JSON.stringify(await raw.list())}`);
}

const isWhole = (answer: unknown) =>
  z
    .object({ hits: z.object({ hits: z.array(z.object({ _id: z.string() })) }) })
    .transform(({ hits }) => hits.hits.map(({ _id }) => _id).join() === 'radio,speaker,turntable')
    .parse(answer);

const isReplaced = (before: string) => async () => {
  const all = await raw.list();
  return all.length === 1 && all.every(({ name, current }) => current && name !== before);
};

test('an index whose mapping somebody has changed is replaced without a gap', async () => {
  const { name, meta } = await raw.only();
  // What was written down when it was built is not what the engine tells of its mapping now.
  await raw.order('PUT', `/${name}/_mapping`, { _meta: { ...meta, mapping: 'ffffffff' } });
  const { searches, bad } = await searchUntil(isReplaced(name));
  expect(bad).toEqual([]);
  expect(searches).toBeGreaterThan(1);
});

test('an index that is locked and of another mapping is replaced without a gap', async () => {
  const { name } = await raw.only();
  await raw.order('PUT', `/${name}/_mapping`, { _meta: { nothing: 'of ours' } });
  await raw.order('PUT', `/${name}/_settings`, { 'index.blocks.read_only': true });
  expect((await searchUntil(isReplaced(name))).bad).toEqual([]);
});

test('a build that cannot be finished leaves the old index in service, and is finished when it can be', async () => {
  const { name } = await raw.only();
  // Reading a product needs this table; asking for the time of the catalogue doesn't.
  await database.run('alter table specifications rename to elsewhere');
  await raw.order('PUT', `/${name}/_mapping`, { _meta: { nothing: 'of ours' } });
  const failed = async () => kept.state().startsWith('waits: ');
  expect((await searchUntil(failed)).bad).toEqual([]);
  await database.run('alter table elsewhere rename to specifications');
  expect((await searchUntil(isReplaced(name))).bad).toEqual([]);
  await eventually(async () => expect((await raw.only()).current).toBe(true));
});
