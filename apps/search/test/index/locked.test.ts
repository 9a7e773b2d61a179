// An index in which writing is forbidden: by somebody, or by Elasticsearch itself when a disk is nearly full.
import type { TestDatabase } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RawEngine, rawEngine } from './raw-engine.ts';
import { createCatalogue, follows, newAlias, type RunningKeeper, startEngine, startKeeper } from './stage.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startEngine>>;
let raw: RawEngine;
let kept: RunningKeeper;

beforeAll(async () => {
  [database, server] = await Promise.all([createCatalogue(), startEngine()]);
});
beforeEach(async () => {
  const alias = newAlias();
  raw = rawEngine(server.url, alias);
  kept = startKeeper({ alias, engineUrl: server.url, database });
  await follows(kept);
});
afterEach(async () => {
  await kept.close();
  await raw.clean();
});
afterAll(() => Promise.all([database.drop(), server.stop()]));

let cents = 2_000;

test.each(['read_only_allow_delete', 'read_only', 'write', 'read'])(
  'the lock %s is lifted, and changes arrive',
  async (lock) => {
    const { name } = await raw.only();
    await raw.order('PUT', `/${name}/_settings`, { [`index.blocks.${lock}`]: true });
    cents += 1;
    await database.run(`update prices set price_cents = ${cents}`);
    await eventually(async () => {
      const { items } = await kept.find();
      expect(items.map(({ price }) => price?.cents)).toEqual([cents, cents, cents]);
    }, 15_000);
    expect((await raw.only()).name).toBe(name);
  },
);
