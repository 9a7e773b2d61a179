// Nobody takes it for the real one: not who asks it, not who looks at the processes, not who reads its log.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf, type StandIn, shopIndex, startStandIn } from './stand-in.ts';

let standIn: StandIn;

beforeAll(async () => {
  standIn = await startStandIn();
  await standIn.client.indices.create({ index: 'known', ...shopIndex });
});
afterAll(() => standIn.stop());

test('in its answer to GET /', async () => {
  const { name, version, tagline } = await standIn.client.info();
  expect(name).toBe('stand-in');
  expect(version).toMatchObject({ number: expect.stringMatching(/^9\./), build_flavor: 'stand-in' });
  expect(tagline).toBe('A stand-in for Elasticsearch, over MiniSearch. Not the real one.');
});

test('in the list of processes', async () => {
  const pid = standIn.service.log()[0]?.pid;
  const title = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  expect(title).toMatch(/^search-stand-in \(not Elasticsearch\)/);
});

test('in the first line of its log, with what it forgets', () => {
  expect(standIn.service.log()[0]?.msg).toMatch(/not Elasticsearch.*stand-in.*forgets everything/);
});

test('it starts empty', async () => {
  const other = await startStandIn();
  expect(await other.client.indices.get({ index: '*' })).toEqual({});
  await other.stop();
});

test.each([
  ['a request', { method: 'GET', path: '/_cat/indices' }, 'GET /_cat/indices'],
  ['a method', { method: 'PUT', path: '/known/_doc/1', body: { slug: 'a' } }, 'PUT /known/_doc/1'],
  ['a query', { method: 'POST', path: '/known/_search', body: { query: { wildcard: { name: '*' } } } }, '[wildcard]'],
  ['a script', { method: 'POST', path: '/known/_search', body: { script_fields: {} } }, 'script_fields'],
  [
    'an aggregation',
    { method: 'POST', path: '/known/_search', body: { aggs: { a: { avg: { field: 'x' } } } } },
    '[avg]',
  ],
  ['a setting', { method: 'PUT', path: '/known/_settings', body: { 'index.codec': 'x' } }, '[index.codec]'],
  [
    'an alias action',
    { method: 'POST', path: '/_aliases', body: { actions: [{ remove_index: { index: 'known', alias: 'a' } }] } },
    '[remove_index]',
  ],
  [
    'a bulk action',
    { method: 'POST', path: '/_bulk', bulkBody: [{ update: { _index: 'known', _id: '1' } }, {}] },
    '[update]',
  ],
])('%s that it does not know is refused by name', async (_, request, named) => {
  const { status, reason } = await refusalOf(standIn.client.transport.request({ ...request, querystring: {} }));
  expect(status).toBe(400);
  expect(reason).toContain('the stand-in for Elasticsearch does not know');
  expect(reason).toContain(named);
});

test('a body that is not JSON is refused as Elasticsearch refuses it', async () => {
  const response = await fetch(`${standIn.service.url}/known/_search`, { method: 'POST', body: '{"query":' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ status: 400, error: { type: 'x_content_parse_exception' } });
});
