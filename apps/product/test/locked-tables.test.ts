import path from 'node:path';
import { createDatabase, type TestDatabase } from '@evenkeel/service-kit/testing/database';
import { expectOnlyNeeds } from '@evenkeel/service-kit/testing/locked-tables';
import { type ServiceProcess, startService } from '@evenkeel/service-kit/testing/service-process';
import { afterAll, beforeAll, test } from 'vitest';

let database: TestDatabase;
let service: ServiceProcess;
beforeAll(async () => {
  database = await createDatabase();
  service = await startService(path.join(import.meta.dirname, '../src/main.ts'), {
    DATABASE_URL: database.primaryUrl,
    DATABASE_REPLICA_URL: database.replicaUrl,
  });
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

const card = ['products', 'categories', 'prices'];
const needs = {
  '/products/laptop': ['products', 'categories', 'specifications'],
  '/products/laptop/price': ['products', 'prices'],
  '/products/laptop/stock': ['products', 'stock'],
  '/products/laptop/related': [...card, 'related_products'],
  '/cards?slugs=laptop,mouse': card,
  '/bestsellers': card,
  '/categories': ['products', 'categories'],
  '/categories/computers/products': card,
};

/** Longer than a breaker stays open; ten seconds for one of them. */
test.each([
  ['stock', 10_000],
  ['prices', 3_000],
  ['products', 3_000],
  ['categories', 3_000],
  ['specifications', 3_000],
  ['related_products', 3_000],
  ['removed_products', 1_000],
  ['catalogue_identity', 1_000],
  ['search_texts', 1_000],
  ['search_facts', 1_000],
  ['migrations', 3_000],
])('with the table %s locked for %i ms only what needs it fails', { timeout: 60_000 }, async (table, holdMs) => {
  await expectOnlyNeeds({ database, service, needs, table, holdMs });
});
