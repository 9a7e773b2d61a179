// An engine may hold indices of others, and others may move our alias: searches come right, and nothing but ours is touched.
import type { TestDatabase } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RawEngine, rawEngine } from './raw-engine.ts';
import { createCatalogue, finds, follows, newAlias, type RunningKeeper, startEngine, startKeeper } from './stage.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startEngine>>;
let alias: string;
let raw: RawEngine;
let kept: RunningKeeper | undefined;

beforeAll(async () => {
  [database, server] = await Promise.all([createCatalogue(), startEngine()]);
});
beforeEach(() => {
  alias = newAlias();
  raw = rawEngine(server.url, alias);
});
afterEach(async () => {
  await kept?.close();
  await raw.clean();
});
afterAll(() => Promise.all([database.drop(), server.stop()]));

const start = (over: Partial<Parameters<typeof startKeeper>[0]> = {}) => {
  kept = startKeeper({ alias, engineUrl: server.url, database, ...over });
  return kept;
};
/** A keeper that has an index and is content with it. */
const settled = async () => {
  const one = start();
  await follows(one);
  return one;
};
test('an index that somebody else put under the alias is no longer searched, and is left to whom it belongs', async () => {
  const one = await settled();
  const { name } = await raw.only();
  const foreign = `${alias}-foreign`;
  await raw.order('PUT', `/${foreign}`, { mappings: { properties: { slug: { type: 'keyword' } } } });
  await raw.point({ remove: { index: name, alias } }, { add: { index: foreign, alias } });
  await finds(one);
  await eventually(async () => {
    const all = await raw.list();
    expect(all).toHaveLength(2);
    expect(all.find((index) => index.name === foreign)?.current).toBe(false);
  });
});

test('an alias that points at two indices finds no product twice', async () => {
  const one = await settled();
  const index = await raw.only();
  const { name } = index;
  const second = `${alias}-second`;
  await raw.imitate(index, second, {});
  await raw.point({ add: { index: second, alias } });
  await eventually(async () => {
    const current = (await raw.list()).filter((index) => index.current);
    expect(current.map((index) => index.name)).toEqual([name]);
  }, 15_000);
  await finds(one);
});

test('what is called like the alias itself is not removed, and said to be in the way', async () => {
  await raw.order('PUT', `/${alias}`, { mappings: { properties: { slug: { type: 'keyword' } } } });
  const one = start();
  await eventually(() => expect(one.state()).toContain(`there is an index called ${alias}`));
  await raw.remove(alias);
  await finds(one);
});

test('an alias that begins like another one leaves its indices alone', async () => {
  const longer = `${alias}-v1`;
  const two = startKeeper({ alias: longer, engineUrl: server.url, database });
  await follows(two);
  const name = (await raw.list())[0]?.name;
  await two.close();
  const one = await settled();
  await finds(one);
  expect((await raw.list()).map((index) => index.name)).toContain(name);
});
