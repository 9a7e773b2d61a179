// The official client works against it, and gets the answers that Elasticsearch 9 gives to what the search service asks.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { refusalOf, type StandIn, shopIndex, startStandIn } from './stand-in.ts';

let standIn: StandIn;

beforeAll(async () => {
  standIn = await startStandIn();
});
beforeEach(async () => {
  for (const index of ['shop-1', 'shop-2']) await standIn.client.indices.create({ index, ...shopIndex });
});
afterEach(async () => {
  const { client } = standIn;
  for (const index of Object.keys(await client.indices.get({ index: '*' }))) {
    await client.indices.putSettings({ index, settings: { 'index.blocks.read_only': null } });
    await client.indices.delete({ index });
  }
});
afterAll(() => standIn.stop());

const put = (index: string, slug: string, more: object = {}, target: object = {}) => [
  { index: { _index: index, _id: slug, ...target } },
  { slug, name: slug, ...more },
];
const bulk = async (...operations: object[]) => {
  const { errors, items } = await standIn.client.bulk({ operations, refresh: true });
  const results = items.map((item) => item.index ?? item.delete);
  return { errors, results: results.map((result) => [result?.status, result?.error?.type ?? result?.result]) };
};
const found = async (index: string, query: object = { match_all: {} }) => {
  const { hits } = await standIn.client.search<{ slug: string }>({ index, query, sort: [{ slug: 'asc' }] });
  return hits.hits.map(({ _source }) => _source?.slug);
};

test('a batch is answered line by line, and a wrong line does not take the others with it', async () => {
  const { errors, results } = await bulk(
    ...put('shop-1', 'a'),
    ...put('shop-1', 'a'),
    ...put('shop-1', 'b', { colour: 'red' }),
    { delete: { _index: 'shop-1', _id: 'nobody' } },
    { delete: { _index: 'shop-1', _id: 'a' } },
    ...put('shop-1', 'c'),
  );
  expect(errors).toBe(true);
  expect(results).toEqual([
    [201, 'created'],
    [200, 'updated'],
    [400, 'strict_dynamic_mapping_exception'],
    [404, 'not_found'],
    [200, 'deleted'],
    [201, 'created'],
  ]);
  expect(await found('shop-1')).toEqual(['c']);
  expect((await standIn.client.count({ index: 'shop-1' })).count).toBe(1);
});

test('an external version never lets something older replace what is younger', async () => {
  const version = (number: number) => ({ version: number, version_type: 'external_gte' });
  const { results } = await bulk(
    ...put('shop-1', 'a', {}, version(12)),
    ...put('shop-1', 'a', {}, version(11)),
    { delete: { _index: 'shop-1', _id: 'a', ...version(11) } },
    ...put('shop-1', 'a', {}, version(12)),
  );
  expect(results).toEqual([
    [201, 'created'],
    [409, 'version_conflict_engine_exception'],
    [409, 'version_conflict_engine_exception'],
    [200, 'updated'],
  ]);
});

test('an alias moves in one step, or not at all', async () => {
  const { client } = standIn;
  await bulk(...put('shop-1', 'old'), ...put('shop-2', 'new'));
  await client.indices.updateAliases({ actions: [{ add: { index: 'shop-1', alias: 'shop' } }] });
  expect(await found('shop')).toEqual(['old']);

  const toNowhere = [{ remove: { index: 'shop-1', alias: 'shop' } }, { add: { index: 'shop-3', alias: 'shop' } }];
  expect(await refusalOf(client.indices.updateAliases({ actions: toNowhere }))).toMatchObject({ status: 404 });
  expect(await found('shop')).toEqual(['old']);

  await client.indices.updateAliases({
    actions: [
      { remove: { index: 'shop-*', alias: 'shop', must_exist: false } },
      { add: { index: 'shop-2', alias: 'shop' } },
    ],
  });
  expect(await found('shop')).toEqual(['new']);
});

test('a list tells of each index: its aliases, mapping, settings, and when it was made', async () => {
  const { client } = standIn;
  await client.indices.updateAliases({ actions: [{ add: { index: 'shop-1', alias: 'shop' } }] });
  await client.indices.putMapping({ index: 'shop-1', _meta: { noted: 'later' } });
  const before = Date.now();
  const told = await client.indices.get({ index: ['shop-*', 'shop'], features: ['aliases', 'mappings', 'settings'] });
  expect(Object.keys(told)).toEqual(['shop-1', 'shop-2']);
  expect(told['shop-1']).toMatchObject({
    aliases: { shop: {} },
    mappings: { ...shopIndex.mappings, _meta: { noted: 'later' } },
  });
  const createdAt = Number(told['shop-1']?.settings?.index?.creation_date);
  expect(createdAt).toBeGreaterThan(before - 60_000);
  expect(createdAt).toBeLessThanOrEqual(before);
});

test('what is not there: 404 by name, nothing for a pattern, silence when that is asked for', async () => {
  const { client } = standIn;
  const missing = { status: 404, type: 'index_not_found_exception', reason: 'no such index [none]' };
  expect(await refusalOf(client.search({ index: 'none' }))).toEqual(missing);
  expect(await refusalOf(client.count({ index: 'none' }))).toEqual(missing);
  expect(await refusalOf(client.indices.get({ index: 'none' }))).toEqual(missing);
  expect(await refusalOf(client.indices.delete({ index: 'none' }))).toEqual(missing);
  expect(await client.indices.get({ index: 'none*' })).toEqual({});
  expect(await client.indices.get({ index: ['none*', 'none'], ignore_unavailable: true })).toEqual({});
  await client.indices.delete({ index: 'none', ignore_unavailable: true });
});

test('an index is made once, and no alias takes its name', async () => {
  const { client } = standIn;
  expect(await refusalOf(client.indices.create({ index: 'shop-1', ...shopIndex }))).toMatchObject({
    status: 400,
    type: 'resource_already_exists_exception',
  });
  const actions = [{ add: { index: 'shop-1', alias: 'shop-2' } }];
  expect(await refusalOf(client.indices.updateAliases({ actions }))).toMatchObject({
    status: 400,
    type: 'invalid_alias_name_exception',
  });
});

test.each([
  ['write', 403],
  ['read_only', 403],
  // As trouble that may pass: Elasticsearch sets it when a disk is nearly full.
  ['read_only_allow_delete', 429],
])('the lock %s refuses writing with %i, lets people search, and can be lifted', async (lock, status) => {
  const { client } = standIn;
  await bulk(...put('shop-1', 'a'));
  await client.indices.putSettings({ index: 'shop-1', settings: { [`index.blocks.${lock}`]: true } });
  expect((await bulk(...put('shop-1', 'b'))).results).toEqual([[status, 'cluster_block_exception']]);
  expect((await bulk({ delete: { _index: 'shop-1', _id: 'a' } })).results).toEqual([
    [status, 'cluster_block_exception'],
  ]);
  expect(await found('shop-1')).toEqual(['a']);
  const told = await client.indices.get({ index: 'shop-1', features: ['settings'] });
  expect(told['shop-1']?.settings?.index?.blocks).toEqual({ [lock]: 'true' });
  await client.indices.putSettings({ index: 'shop-1', settings: { [`index.blocks.${lock}`]: null } });
  expect((await bulk(...put('shop-1', 'b'))).results).toEqual([[201, 'created']]);
});

test('a read-only index can be neither noted in, nor moved, nor removed; a locked one cannot be searched', async () => {
  const { client } = standIn;
  await client.indices.putSettings({ index: 'shop-1', settings: { 'index.blocks.read_only': true } });
  const blocked = { status: 403, type: 'cluster_block_exception' };
  const actions = [{ add: { index: 'shop-1', alias: 'shop' } }];
  expect(await refusalOf(client.indices.putMapping({ index: 'shop-1', _meta: {} }))).toMatchObject(blocked);
  expect(await refusalOf(client.indices.updateAliases({ actions }))).toMatchObject(blocked);
  expect(await refusalOf(client.indices.delete({ index: 'shop-1' }))).toMatchObject(blocked);
  await client.indices.putSettings({ index: 'shop-2', settings: { 'index.blocks.read': true } });
  expect(await refusalOf(client.search({ index: 'shop-2' }))).toMatchObject(blocked);
  expect(await refusalOf(client.count({ index: 'shop-2' }))).toMatchObject(blocked);
});

test('facets are counted: of a kind, of a range, and within a filter', async () => {
  await bulk(
    ...put('shop-1', 'a', { category: 'audio', price_cents: 100 }),
    ...put('shop-1', 'b', { category: 'audio', price_cents: 200 }),
    ...put('shop-1', 'c', { category: 'home', price_cents: 300 }),
  );
  const { aggregations, hits } = await standIn.client.search({
    index: 'shop-1',
    size: 0,
    aggs: {
      kinds: { terms: { field: 'category', size: 10 } },
      dear: {
        filter: { range: { price_cents: { gte: 200 } } },
        aggs: { kinds: { terms: { field: 'category', size: 10 } } },
      },
      prices: { range: { field: 'price_cents', ranges: [{ from: 0, to: 200 }, { from: 200 }] } },
    },
  });
  expect(hits.total).toEqual({ value: 3, relation: 'eq' });
  expect(aggregations).toMatchObject({
    kinds: {
      buckets: [
        { key: 'audio', doc_count: 2 },
        { key: 'home', doc_count: 1 },
      ],
    },
    dear: {
      doc_count: 2,
      kinds: {
        buckets: [
          { key: 'audio', doc_count: 1 },
          { key: 'home', doc_count: 1 },
        ],
      },
    },
    prices: { buckets: [{ doc_count: 1 }, { from: 200, doc_count: 2 }] },
  });
});
