import path from 'node:path';
import { cards, categories, categoryProducts, price, problem, product, stock } from '@evenkeel/contracts';
import { createDatabase, type TestDatabase } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { type ServiceProcess, startService } from '@evenkeel/service-kit/testing/service-process';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = path.join(import.meta.dirname, '../src/main.ts');

let database: TestDatabase;
let service: ServiceProcess;

beforeAll(async () => {
  database = await createDatabase();
  service = await start();
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

async function start(): Promise<ServiceProcess> {
  const started = await startService(main, {
    DATABASE_URL: database.primaryUrl,
    DATABASE_REPLICA_URL: database.replicaUrl,
  });
  await eventually(async () => expect((await started.get('/products/laptop')).status).toBe(200));
  return started;
}

const bodyOf = async (address: string) => {
  const { status, body } = await service.get(address);
  expect(status, address).toBe(200);
  return body;
};

test('tells the classic page: Laptop, $999, in stock, with a mouse, a keyboard and a monitor beside it', async () => {
  expect(product.parse(await bodyOf('/products/laptop'))).toMatchObject({
    slug: 'laptop',
    name: 'Laptop',
    noun: 'laptop',
    category: { slug: 'computers', name: 'Computers' },
    picture: 'laptop',
  });
  expect(price.parse(await bodyOf('/products/laptop/price')).money).toEqual({ cents: 99_900, currency: 'USD' });
  expect(stock.parse(await bodyOf('/products/laptop/stock')).amount).toBeGreaterThan(0);
  const { items } = cards.parse(await bodyOf('/products/laptop/related'));
  expect(items.map(({ name, price }) => [name, price?.cents])).toEqual([
    ['Mouse', 2_900],
    ['Keyboard', 4_900],
    ['Monitor', 19_900],
  ]);
});

test('every product that is listed has details, a price, a stock and companions', async () => {
  const { items } = categories.parse(await bodyOf('/categories'));
  expect(items.length).toBeGreaterThanOrEqual(12);
  let products = 0;
  for (const category of items) {
    const list = categoryProducts.parse(await bodyOf(`/categories/${category.slug}/products`));
    expect(list.category).toEqual(category);
    expect(list.items).toHaveLength(category.productCount);
    products += list.items.length;
    for (const { slug, price: shown } of list.items) {
      product.parse(await bodyOf(`/products/${slug}`));
      stock.parse(await bodyOf(`/products/${slug}/stock`));
      cards.parse(await bodyOf(`/products/${slug}/related`));
      expect(price.parse(await bodyOf(`/products/${slug}/price`)).money, slug).toEqual(shown);
    }
  }
  expect(products).toBeGreaterThanOrEqual(312);
});

test.each(['', '/price', '/stock', '/related'])(
  'an unknown product is a 404 problem at /products/:slug%s',
  async (end) => {
    for (const slug of ['no-such-thing', '__proto__', 'Laptop', '-', '%3Cb%3E']) {
      const { status, body } = await service.get(`/products/${slug}${end}`);
      expect(status, slug).toBe(404);
      expect(problem.parse(body).detail).toBe('The shop has nothing of this name.');
    }
  },
);

test('an unknown category is a 404 problem', async () => {
  expect((await service.get('/categories/bananas/products')).status).toBe(404);
});

test('cards come in the order asked for, once each, without those that do not exist', async () => {
  const { items } = cards.parse(await bodyOf('/cards?slugs=keyboard,no-such-thing,mouse,keyboard,laptop'));
  expect(items.map(({ slug }) => slug)).toEqual(['keyboard', 'mouse', 'laptop']);
  expect(items[2]).toMatchObject({ name: 'Laptop', price: { cents: 99_900 }, rating: 4.8 });
  expect(await bodyOf('/cards?slugs=')).toEqual({ items: [] });
});

test.each([
  '/cards',
  '/cards?slugs=Mouse',
  '/cards?slugs=mouse,',
  '/cards?slugs=mouse&slugs=laptop',
  `/cards?slugs=${Array.from({ length: 51 }, (_, index) => `thing-${index}`).join(',')}`,
  '/bestsellers?limit=0',
  '/bestsellers?limit=51',
  '/bestsellers?limit=-1',
  '/bestsellers?limit=many',
])('%s is a bad request', async (address) => {
  expect((await service.get(address)).status).toBe(400);
});

test('bestsellers are the best of all categories, eight unless told otherwise', async () => {
  const { items } = cards.parse(await bodyOf('/bestsellers'));
  expect(items).toHaveLength(8);
  expect(items[0]?.slug).toBe('laptop');
  expect(new Set(items.map(({ category }) => category.slug)).size).toBeGreaterThan(2);
  expect(cards.parse(await bodyOf('/bestsellers?limit=3')).items).toEqual(items.slice(0, 3));
});

test('a category lists what sells best first', async () => {
  const best = cards.parse(await bodyOf('/bestsellers?limit=50')).items.map(({ slug }) => slug);
  const { items } = categoryProducts.parse(await bodyOf('/categories/computers/products'));
  const ofComputers = best.filter((slug) => items.some((item) => item.slug === slug));
  expect(items.slice(0, ofComputers.length).map(({ slug }) => slug)).toEqual(ofComputers);
});

test('the database refuses a price of nothing and a stock below nothing', async () => {
  await expect(database.run('update prices set price_cents = 0')).rejects.toThrow('price_cents_check');
  await expect(database.run('update stock set amount = -1')).rejects.toThrow('amount_check');
});

test('a second instance finds the shop as it is and adds nothing', async () => {
  const before = await bodyOf('/categories');
  const second = await start();
  expect((await second.get('/categories')).body).toEqual(before);
  expect(await second.stop()).toBe(0);
});

test('nothing of all this was logged as an error', () => {
  expect(service.log().filter(({ level }) => level === 'error')).toEqual([]);
});
