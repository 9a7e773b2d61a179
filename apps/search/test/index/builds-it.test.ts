// Whatever is wrong with the index, it is built anew from the product database.
import type { TestDatabase } from '@evenkeel/service-kit/testing/database';
import { throughPort } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { tcpProxy } from '@evenkeel/service-kit/testing/tcp-proxy';
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
/** Another index than `before` is searched, has all products, and is the only one. */
const replaced = async (one: RunningKeeper, before: string) => {
  await eventually(async () => expect((await raw.only()).name).not.toBe(before), 15_000);
  await finds(one);
};

test('without an index it builds one, and searches find all products', async () => {
  const one = start();
  expect(one.ageMs()).toBe(Infinity);
  await finds(one);
  expect((await raw.only()).name).toMatch(new RegExp(`^${alias}-v`));
  expect(one.settled()).toBe(true);
  expect(one.ageMs()).toBeLessThan(10_000);
});

test('an index that is there already is used as it is', async () => {
  const one = await settled();
  const { name } = await raw.only();
  await one.close();
  await follows(start());
  expect((await raw.only()).name).toBe(name);
});

test('an index that is deleted is built again', async () => {
  const one = await settled();
  const { name } = await raw.only();
  await raw.remove(name);
  await replaced(one, name);
});

test('an alias that is lost is set on a new index, and the old one does not stay', async () => {
  const one = await settled();
  const { name } = await raw.only();
  await raw.point({ remove: { index: name, alias } });
  await replaced(one, name);
});

test('an index of another version is replaced by a service that starts', async () => {
  const one = await settled();
  await one.close();
  const { name, meta } = await raw.only();
  await raw.order('PUT', `/${name}/_mapping`, { _meta: { ...meta, version: '00000000' } });
  await replaced(start(), name);
});

test('an index of another catalogue is replaced', async () => {
  const one = await settled();
  await one.close();
  const { name } = await raw.only();
  const other = await createCatalogue();
  await other.run(`delete from specifications; delete from prices; delete from products where slug <> 'radio'`);
  const two = start({ database: other });
  await eventually(async () => expect((await raw.only()).name).not.toBe(name), 15_000);
  await finds(two, ['radio']);
  await two.close();
  await other.drop();
});

test('an index that is ahead of its catalogue, which was restored from a backup, is built again', async () => {
  const one = await settled();
  const { name, meta } = await raw.only();
  await raw.order('PUT', `/${name}/_mapping`, { _meta: { ...meta, horizon: '900000000000' } });
  await replaced(one, name);
});

test('an index that has lost products is built again', async () => {
  const one = await settled();
  const { name } = await raw.only();
  const lost = `${JSON.stringify({ delete: { _index: name, _id: 'radio' } })}\n`;
  const response = await fetch(`${server.url}/_bulk?refresh=true`, {
    method: 'POST',
    body: lost,
    headers: { 'content-type': 'application/x-ndjson' },
  });
  expect(await response.json()).toMatchObject({ errors: false });
  await replaced(one, name);
});

test('an index that cannot be searched for longer than loading takes is built again', async () => {
  let broken: string | undefined;
  const one = start({
    disturb: (indices) => ({
      ...indices,
      count: async (name, signal) => (name === broken ? undefined : indices.count(name, signal)),
    }),
  });
  await follows(one);
  broken = (await raw.only()).name;
  await eventually(() => expect(one.state()).toBe('cannot be searched'));
  await replaced(one, broken);
});

test('an engine that comes back empty has all products again', async () => {
  const proxy = await tcpProxy(server.url);
  const one = start({ engineUrl: throughPort(server.url, proxy.port) });
  await follows(one);
  const { name } = await raw.only();
  await proxy.cut();
  await raw.remove(name);
  await eventually(() => expect(one.state()).toMatch(/^waits: /), 15_000);
  await proxy.heal();
  await replaced(one, name);
  await one.close();
  await proxy.close();
});
