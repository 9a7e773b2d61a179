// What changes in the database is found soon afterwards, whatever it is and however it was changed.
import type { TestDatabase } from '@evenkeel/service-kit/testing/database';
import { throughPort } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { tcpProxy } from '@evenkeel/service-kit/testing/tcp-proxy';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RawEngine, rawEngine } from './raw-engine.ts';
import { createCatalogue, finds, follows, newAlias, type RunningKeeper, startEngine, startKeeper } from './stage.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startEngine>>;
let alias: string;
let raw: RawEngine;
let kept: RunningKeeper;
let index: string;

beforeEach(async () => {
  [database, server] = await Promise.all([createCatalogue(), startEngine()]);
  alias = newAlias();
  raw = rawEngine(server.url, alias);
  kept = startKeeper({ alias, engineUrl: server.url, database });
  await follows(kept);
  index = (await raw.only()).name;
});
afterEach(async () => {
  // All of it was followed, nothing was built anew.
  expect((await raw.only()).name).toBe(index);
  await kept.close();
  await raw.clean();
  await Promise.all([database.drop(), server.stop()]);
});

const cardOf = async (slug: string) => (await kept.find()).items.find((item) => item.slug === slug);
const shows = (slug: string, card: object) =>
  eventually(async () => expect(await cardOf(slug)).toMatchObject(card), 10_000);

/** A connection with a transaction of its own. */
async function transaction() {
  const client = new Client(database.primaryUrl);
  await client.connect();
  await client.query('begin');
  return client;
}

test('a name', async () => {
  await database.run(`update products set name = 'Wireless set' where slug = 'radio'`);
  await finds(kept, ['radio'], 'wireless');
});

test('a price, that there is none any more, and that there is one again', async () => {
  await database.run(`update prices set price_cents = 4321 where product_id = 1`);
  await shows('radio', { price: { cents: 4_321 } });
  await database.run('delete from prices where product_id = 1');
  await shows('radio', { price: null });
  await database.run(`insert into prices (product_id, price_cents, currency) values (1, 1234, 'USD')`);
  await shows('radio', { price: { cents: 1_234 } });
});

test('a specification: changed, new, and removed', async () => {
  await database.run(`update specifications set value = 'Vermilion' where product_id = 2`);
  await finds(kept, ['speaker'], 'vermilion');
  await database.run(
    `insert into specifications (product_id, position, name, value) values (3, 2, 'Material', 'Walnut')`,
  );
  await finds(kept, ['turntable'], 'walnut');
  await database.run('delete from specifications where product_id = 3 and position = 2');
  await finds(kept, [], 'walnut');
});

test('the name of a category, and the category of a product', async () => {
  await database.run(`update categories set name = 'Sound' where slug = 'audio'`);
  await shows('radio', { category: { slug: 'audio', name: 'Sound' } });
  await database.run(`update products set category_id = 2 where slug = 'radio'`);
  await shows('radio', { category: { slug: 'home', name: 'Home' } });
});

test('a product that is gone, and one that is new', async () => {
  await database.run(
    `delete from specifications where product_id = 1; delete from prices where product_id = 1; delete from products where id = 1`,
  );
  await finds(kept, ['speaker', 'turntable']);
  await database.run(newProduct('amplifier'));
  await finds(kept, ['amplifier', 'speaker', 'turntable']);
});

test('a product that comes back under the slug of one that is gone', async () => {
  await database.run(
    `delete from specifications where product_id = 1; delete from prices where product_id = 1; delete from products where id = 1;
     ${newProduct('radio')}`,
  );
  await shows('radio', { name: 'New', price: null });
});

test('a slug: the product is found under the new one only, and another one may take the old', async () => {
  await database.run(`update products set slug = 'wireless' where slug = 'radio'`);
  await finds(kept, ['speaker', 'turntable', 'wireless']);
  await database.run(`update products set slug = 'radio' where slug = 'speaker'`);
  await finds(kept, ['radio', 'turntable', 'wireless']);
  await shows('radio', { name: 'Speaker' });
});

test('a transaction that commits late, after younger ones were followed', async () => {
  const late = await transaction();
  await late.query(`update products set name = 'Late' where slug = 'radio'`);
  await database.run(`update products set name = 'Early' where slug = 'speaker'`);
  await shows('speaker', { name: 'Early' });
  await late.query('commit');
  await late.end();
  await shows('radio', { name: 'Late' });
});

test('a transaction that began before the index was built, and commits after', async () => {
  const late = await transaction();
  await late.query(`update products set name = 'Late' where slug = 'radio'`);
  await raw.remove(index);
  await eventually(async () => expect((await raw.only()).name).not.toBe(index), 15_000);
  index = (await raw.only()).name;
  await follows(kept);
  await late.query('commit');
  await late.end();
  await shows('radio', { name: 'Late' });
});

test('more products at once than fit into a batch', async () => {
  await database.run(`
    insert into products
      (slug, category_id, name, noun, tagline, summary, description, picture, picture_alt, tile, sales_rank)
    select 'many-' || n, 1, 'Many ' || n, 'many', 'A tagline', 'A summary', 'A description', 'p', 'p', 0, 100 + n from generate_series(1, 2500) as n`);
  await eventually(async () => expect((await kept.find({ q: 'many' })).total).toBe(2_500), 15_000);
  await database.run(`update categories set name = 'Sound' where slug = 'audio'`);
  const renamed = async () => (await kept.find({ q: 'sound' })).total;
  await eventually(async () => expect(await renamed()).toBe(2_503), 15_000);
});

test('without the primary it is followed on the replica', async () => {
  await followsThrough('primary');
});

test('without the replica it is followed on the primary', async () => {
  await followsThrough('replica');
});

/** Follows a change while one of the two servers cannot be reached by the keeper. */
async function followsThrough(missing: 'primary' | 'replica') {
  const url = missing === 'primary' ? database.primaryUrl : database.replicaUrl;
  const proxy = await tcpProxy(url);
  await kept.close();
  kept = startKeeper({
    alias,
    engineUrl: server.url,
    database: { ...database, [`${missing}Url`]: throughPort(url, proxy.port) },
  });
  await follows(kept);
  await proxy.cut();
  await database.run(`update products set name = 'Wireless set' where slug = 'radio'`);
  await finds(kept, ['radio'], 'wireless');
  await proxy.heal();
  await database.run(`update products set name = 'Loud set' where slug = 'speaker'`);
  await finds(kept, ['speaker'], 'loud');
  await kept.close();
  await proxy.close();
}

const newProduct = (slug: string) => `
  insert into products
    (slug, category_id, name, noun, tagline, summary, description, picture, picture_alt, tile, sales_rank)
  values ('${slug}', 1, 'New', 'new', 'A tagline', 'A summary', 'A description', 'p', 'p', 0, 99)`;
