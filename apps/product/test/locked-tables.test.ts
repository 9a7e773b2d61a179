import { expectOnlyNeeds } from '@evenkeel/service-kit/testing/locked-tables';
import { serviceStage } from '@evenkeel/service-kit/testing/service-stage';
import { test } from 'vitest';

const stage = serviceStage(import.meta.dirname);

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

/** Longer than it takes until a breaker is open; for one of them, until it has been tried twice. */
test.each([
  ['stock', 5_000],
  ['prices', 1_000],
  ['products', 1_000],
  ['categories', 1_000],
  ['specifications', 1_000],
  ['related_products', 1_000],
  ['removed_products', 500],
  ['catalogue_identity', 500],
  ['search_texts', 500],
  ['search_facts', 500],
  ['migrations', 1_000],
])('with the table %s locked for %i ms only what needs it fails', { timeout: 60_000 }, async (table, holdMs) => {
  await expectOnlyNeeds({ ...stage, needs, table, holdMs });
});
