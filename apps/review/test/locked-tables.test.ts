import { expectOnlyNeeds } from '@evenkeel/service-kit/testing/locked-tables';
import { serviceStage } from '@evenkeel/service-kit/testing/service-stage';
import { test } from 'vitest';

const stage = serviceStage(import.meta.dirname);

const needs = {
  '/products/laptop/rating': ['reviews'],
  '/products/laptop/reviews': ['reviews'],
};

test.each(['reviews', 'migrations'])(
  'with the table %s locked only what needs it fails',
  { timeout: 60_000 },
  async (table) => {
    await expectOnlyNeeds({ ...stage, needs, table, holdMs: 1_000 });
  },
);
