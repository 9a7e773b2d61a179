// A service with a database of its own, for the tests of one file.
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createDatabase, type TestDatabase } from './database.ts';
import { type ServiceProcess, startService } from './service-process.ts';

/** There from the first test on. */
export interface ServiceStage {
  readonly database: TestDatabase;
  readonly service: ServiceProcess;
}

/**
 * Starts it before the tests of the file that calls this, and stops it after them.
 * @param testDir the folder of that file; the service is in `../src/main.ts`
 */
export function serviceStage(testDir: string, settings: Readonly<Record<string, string>> = {}): ServiceStage {
  const stage = {} as { database: TestDatabase; service: ServiceProcess };
  beforeAll(async () => {
    stage.database = await createDatabase();
    stage.service = await startService(path.join(testDir, '../src/main.ts'), {
      DATABASE_URL: stage.database.primaryUrl,
      DATABASE_REPLICA_URL: stage.database.replicaUrl,
      ...settings,
    });
  });
  afterAll(async () => {
    await stage.service.stop();
    await stage.database.drop();
  });
  return stage;
}
