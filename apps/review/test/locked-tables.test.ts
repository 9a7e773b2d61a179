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

const needs = {
  '/products/laptop/rating': ['reviews'],
  '/products/laptop/reviews': ['reviews'],
};

test.each(['reviews', 'migrations'])(
  'with the table %s locked only what needs it fails',
  { timeout: 60_000 },
  async (table) => {
    await expectOnlyNeeds({ database, service, needs, table, holdMs: 3_000 });
  },
);
