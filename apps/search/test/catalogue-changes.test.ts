// The texts that LIKE looks into follow the catalogue within the same transaction, whichever table a word stands in.
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SearchShop, searchShop } from './support/search-shop.ts';

let shop: SearchShop;
beforeAll(async () => {
  shop = await searchShop();
  await shop.engine.cut();
  await shop.reaches('medium');
});
afterAll(() => shop.close());

const ofLaptop = "(select id from products where slug = 'laptop')";

/** Runs `sql`, and waits until the replica knows it, too. */
async function after(sql: string, wish: Record<string, string | number>, slugs: readonly string[]): Promise<void> {
  await shop.database.run(sql);
  await eventually(async () => {
    const { results } = await shop.findAt('medium', wish);
    expect(results.items.map(({ slug }) => slug)).toEqual(slugs);
  });
}

test.each(['name', 'noun', 'tagline', 'summary', 'description'])('a changed %s is found', async (column) => {
  const update = (value: string) => `update products set ${column} = ${value} where slug = 'laptop'`;
  await after(update(`${column} || ' Zanzibar'`), { q: 'zanzibar' }, ['laptop']);
  await after(update(`replace(${column}, ' Zanzibar', '')`), { q: 'zanzibar' }, []);
});

test('a name in another script is found however its letters are written', async () => {
  const update = (value: string) => `update products set name = ${value} where slug = 'laptop'`;
  await after(update("name || ' Øresund ЖУК ガジェット'"), { q: 'жук' }, ['laptop']);
  for (const q of ['ЖУК', 'Øresund', 'øresund', 'ORESUND', 'ガジェット', 'laptop жук'])
    await after('select', { q }, ['laptop']);
  await after(update("replace(name, ' Øresund ЖУК ガジェット', '')"), { q: 'жук' }, []);
});

test('a specification is found as long as it is there', async () => {
  const zanzibar = `product_id = ${ofLaptop} and position = 90`;
  await after(`insert into specifications values (${ofLaptop}, 90, 'Built in', 'Zanzibar')`, { q: 'built zanzibar' }, [
    'laptop',
  ]);
  await after(`update specifications set value = 'Timbuktu' where ${zanzibar}`, { q: 'timbuktu' }, ['laptop']);
  await after('select', { q: 'zanzibar' }, []);
  await after(`delete from specifications where ${zanzibar}`, { q: 'timbuktu' }, []);
});

test('a category is found by its new name, with all that is in it', async () => {
  const before = await shop.findAt('medium', { category: 'tools' });
  await shop.database.run("update categories set name = 'Zanzibar tools' where slug = 'tools'");
  await eventually(async () =>
    expect((await shop.findAt('medium', { q: 'zanzibar' })).results.total).toBe(before.results.total),
  );
  await after("update categories set name = 'Tools' where slug = 'tools'", { q: 'zanzibar' }, []);
});

test('a product that is new is found, and one that is gone is not', async () => {
  await after(
    `insert into products (slug, category_id, name, noun, tagline, summary, description, picture, picture_alt, tile, sales_rank)
     select 'zanzibar', category_id, 'Zanzibar', noun, tagline, summary, description, picture, picture_alt, tile, 9999
     from products where slug = 'laptop'`,
    { q: 'zanzibar' },
    ['zanzibar'],
  );
  await after("delete from products where slug = 'zanzibar'", { q: 'zanzibar' }, []);
});

test('a price that changes moves the product between the limits; one that goes away takes it out of all', async () => {
  const wish = { q: 'laptop', minPrice: 100_000 };
  await after(`update prices set price_cents = 10000100 where product_id = ${ofLaptop}`, wish, ['laptop']);
  await after(`delete from prices where product_id = ${ofLaptop}`, wish, []);
  await after(`insert into prices values (${ofLaptop}, 10000200, 'USD')`, wish, ['laptop']);
});

test('what else changes of a product writes no text anew', async () => {
  const texts = 'select count(*) from search_texts where xmin = pg_current_xact_id()::xid';
  await shop.database.run(`do $$ begin
    update products set rating = 4.1 where slug = 'laptop';
    update prices set price_cents = 99900 where product_id = ${ofLaptop};
    if (${texts}) > 0 then raise exception 'a text was written'; end if;
  end $$`);
});
