import { rmSync } from 'node:fs';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { startShop } from '../src/index.ts';
import { scratchSettings } from './scratch.ts';

function scratch(): string {
  const { stateDir } = scratchSettings();
  onTestFinished(() => rmSync(stateDir, { recursive: true }));
  return stateDir;
}

test('two shops of one checkout run side by side, and each stops alone', async () => {
  const start = () => startShop({ stateDir: scratch(), portOffset: 'free', parts: ['postgres'] });
  const [one, other] = await Promise.all([start(), start()]);
  expect(one.url('postgres')).not.toBe(other.url('postgres'));
  await one.stop();
  const client = new pg.Client({ connectionString: other.access.primaryUrl });
  await client.connect();
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await client.end();
  await other.stop();
  expect((await other.platform.list())[0]?.state).toBe('stopped');
});

test('a shop that does not come up throws, and leaves nothing running', async () => {
  const refusal = startShop({ stateDir: scratch(), portOffset: 'free', parts: ['postgres-replica'] });
  await expect(refusal).rejects.toThrow('postgres-replica');
});
