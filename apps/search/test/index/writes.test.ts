// What is written into an index by several services, each with a view of its own.
import { errors } from '@elastic/elasticsearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, engine as engineAt } from '../../src/engine/engine.ts';
import { indexBody } from '../../src/engine/schema.ts';
import { write, writePatiently } from '../../src/index/writing.ts';
import { rawEngine } from './raw-engine.ts';
import { newAlias, startEngine } from './stage.ts';

const alias = newAlias();
const index = `${alias}-written`;
let server: Awaited<ReturnType<typeof startEngine>>;
let engine: Engine;

beforeAll(async () => {
  server = await startEngine();
  engine = engineAt({ url: server.url, alias, openMs: 1_000 });
  await rawEngine(server.url, alias).order('PUT', `/${index}`, indexBody({}));
});
afterAll(async () => {
  await engine.close();
  await rawEngine(server.url, alias).clean();
  await server.stop();
});

const product = (slug: string, name: string) => ({
  slug,
  name,
  noun: 'radio',
  tagline: 'A tagline',
  summary: 'A summary',
  description: 'A description',
  specifications: '',
  category: 'audio',
  category_name: 'Audio',
  category_label: 'audio Audio',
  picture: 'picture',
  tile: 0,
  price_cents: 100,
  currency: 'USD',
  rating: null,
  listed_on: null,
  sales_rank: 1,
  popularity: 1,
});
const put = (changes: Parameters<typeof write>[2]) =>
  write(engine, index, changes, { refresh: true, signal: AbortSignal.timeout(10_000) });
const names = async () => {
  const { hits } = await engine.keep((client) => client.search<{ name: string }>({ index, size: 10 }));
  return hits.hits.map(({ _source }) => _source?.name);
};

test('a product that was read from a replica that is behind does not replace a younger one, nor does its removal', async () => {
  await put({ documents: [{ document: product('a', 'Younger'), version: 20 }] });
  await put({ documents: [{ document: product('a', 'Older'), version: 19 }] });
  await put({ gone: [{ slug: 'a', version: 18 }] });
  expect(await names()).toEqual(['Younger']);
  await put({ documents: [{ document: product('a', 'The same again'), version: 20 }] });
  expect(await names()).toEqual(['The same again']);
  await put({ gone: [{ slug: 'a', version: 21 }] });
  expect(await names()).toEqual([]);
});

test('removing what is not there is no failure', async () => {
  await put({ gone: [{ slug: 'nobody', version: 5 }] });
});

test('what the engine refuses is said, and the rest of the batch is written', async () => {
  const wrong = { ...product('wrong', 'Wrong'), colour: 'red' };
  const right = { document: product('right', 'Right'), version: 30 };
  await expect(put({ documents: [{ document: wrong, version: 30 }, right] })).rejects.toThrow(/colour/);
  expect(await names()).toEqual(['Right']);
});

test('a build waits while the engine has more to do than it can hold, and nothing else is waited for', async () => {
  const failing = (statusCode: number, times: number): Engine => ({
    ...engine,
    keep: async (work, given) => {
      times -= 1;
      if (times < 0) return engine.keep(work, given);
      throw new errors.ResponseError({ statusCode, warnings: null, meta: noMeta });
    },
  });
  const options = { refresh: true, signal: AbortSignal.timeout(15_000) };
  const late = { documents: [{ document: product('late', 'Late'), version: 40 }] };
  await expect(writePatiently(failing(500, 1), index, late, options)).rejects.toThrow();
  expect(await names()).not.toContain('Late');
  await writePatiently(failing(429, 2), index, late, options);
  expect(await names()).toContain('Late');
});

const noMeta = {
  context: null,
  name: 'test',
  request: { params: { method: 'POST', path: '/_bulk' }, options: {}, id: 1 },
  connection: null,
  attempts: 0,
  aborted: false,
};
