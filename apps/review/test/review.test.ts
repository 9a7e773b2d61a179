import path from 'node:path';
import { rating, reviews } from '@evenkeel/contracts';
import { createDatabase, type TestDatabase, throughPort } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { runToEnd, type ServiceProcess, startService } from '@evenkeel/service-kit/testing/service-process';
import { type TcpProxy, tcpProxy } from '@evenkeel/service-kit/testing/tcp-proxy';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = path.join(import.meta.dirname, '../src/main.ts');

let database: TestDatabase;
let replica: TcpProxy;
let service: ServiceProcess;

beforeAll(async () => {
  database = await createDatabase();
  replica = await tcpProxy(database.replicaUrl);
  service = await startService(main, {
    DATABASE_URL: database.primaryUrl,
    DATABASE_REPLICA_URL: throughPort(database.replicaUrl, replica.port),
  });
  await eventually(() => ratingOf('laptop'));
});
afterAll(async () => {
  await service.stop();
  await replica.close();
  await database.drop();
});

async function ratingOf(slug: string) {
  const { status, body } = await service.get(`/products/${slug}/rating`);
  expect(status).toBe(200);
  return rating.parse(body);
}

async function reviewsOf(slug: string, query = '') {
  const { status, body } = await service.get(`/products/${slug}/reviews${query}`);
  expect(status).toBe(200);
  return reviews.parse(body);
}

const insert = (id: string, product: string, day: string, stars = 5, text = 'Good.') =>
  database.run(
    `insert into reviews values ('${id}', '${product}', ${stars}, 'Title', '${text}', 'Ann', '${day}', true)`,
  );

test('tells the classic page: 4.8 of 5 from 234 reviews, "Great laptop!" by John first, "Fast shipping" by Jane next', async () => {
  expect(await ratingOf('laptop')).toEqual({ slug: 'laptop', average: 4.8, count: 234 });
  const { average, count, stars, items } = await reviewsOf('laptop', '?limit=2');
  expect({ average, count }).toEqual({ average: 4.8, count: 234 });
  expect(stars.reduce((sum, amount) => sum + amount, 0)).toBe(234);
  expect(items.map(({ title, author, stars }) => ({ title, author, stars }))).toEqual([
    { title: 'Great laptop!', author: 'John', stars: 5 },
    { title: 'Fast shipping', author: 'Jane', stars: 5 },
  ]);
});

test('shows the newest five unless told otherwise, and never more than twenty', async () => {
  const { items } = await reviewsOf('laptop');
  expect(items).toHaveLength(5);
  const dates = items.map(({ date }) => date);
  expect(dates).toEqual([...dates].sort().reverse());
  expect((await reviewsOf('laptop', '?limit=20')).items).toHaveLength(20);
});

test.each(['0', '21', '-1', '2.5', 'all', '1&limit=2'])('a limit of %s is a bad request', async (limit) => {
  expect((await service.get(`/products/laptop/reviews?limit=${limit}`)).status).toBe(400);
});

test('nobody has reviewed a product that it does not know', async () => {
  expect(await ratingOf('no-such-thing')).toEqual({ slug: 'no-such-thing', average: null, count: 0 });
  expect(await reviewsOf('no-such-thing')).toMatchObject({
    average: null,
    count: 0,
    stars: [0, 0, 0, 0, 0],
    items: [],
  });
});

test.each(['__proto__', 'Laptop', '%3Cscript%3E'])('%s can be the name of nothing', async (slug) => {
  expect((await service.get(`/products/${slug}/rating`)).status).toBe(404);
  expect((await service.get(`/products/${slug}/reviews`)).status).toBe(404);
});

test('a new review counts at once, to one decimal, from one star to five', async () => {
  await insert('kite-1', 'kite', '2026-11-01', 5);
  await insert('kite-2', 'kite', '2026-11-02', 4);
  await insert('kite-3', 'kite', '2026-11-03', 4);
  await eventually(async () => expect(await ratingOf('kite')).toEqual({ slug: 'kite', average: 4.3, count: 3 }));
  expect((await reviewsOf('kite')).stars).toEqual([0, 0, 0, 2, 1]);
  expect((await reviewsOf('kite')).items.map(({ id }) => id)).toEqual(['kite-3', 'kite-2', 'kite-1']);
});

test('HTML in a review is text like any other', async () => {
  await insert('html-1', 'html', '2026-11-01', 5, '<script>alert(1)</script> & more');
  await eventually(async () => {
    expect((await reviewsOf('html')).items[0]?.text).toBe('<script>alert(1)</script> & more');
  });
});

test('the database refuses six stars and a review without a title', async () => {
  await expect(insert('bad-1', 'kite', '2026-11-01', 6)).rejects.toThrow('stars_check');
  await expect(database.run(`update reviews set title = ''`)).rejects.toThrow('title_check');
});

test('with the replica killed or hung the primary answers', async () => {
  await replica.cut();
  for (let request = 0; request < 6; request++) await reviewsOf('laptop');
  await replica.heal();
  replica.hang();
  for (let request = 0; request < 6; request++) await reviewsOf('laptop');
  await replica.heal();
});

test('nothing of all this was logged as an error', () => {
  expect(service.log().filter(({ level }) => level === 'error')).toEqual([]);
});

test('a bad setting ends the start with one line that names it', async () => {
  const settings = { DATABASE_URL: database.primaryUrl, DATABASE_REPLICA_URL: database.replicaUrl };
  expect(await runToEnd(main, { ...settings, PORT: '70000' })).toEqual({
    code: 1,
    errors: 'PORT must be a whole number from 1 to 65535\n',
  });
});
