import { randomUUID } from 'node:crypto';
import { recommendedSlugs } from '@evenkeel/contracts';
import { testSetting } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { serviceStage } from '@evenkeel/service-kit/testing/service-stage';
import { lockTable } from '@evenkeel/service-kit/testing/table-lock';
import { beforeAll, expect, test } from 'vitest';

const stage = serviceStage(import.meta.dirname, { REDIS_URL: testSetting('TEST_REDIS_URL') });
const visitor = randomUUID();
beforeAll(async () => {
  const { service } = stage;
  await eventually(async () => expect((await service.get('/health/ready')).status).toBe(200));
  await eventually(async () => {
    await service.post('/behaviour', [{ kind: 'view', visitor, slug: 'headphones-ebb' }]);
    expect(await bases()).toEqual(usual);
  });
});

/** What three visitors get: one with a history, one who looks at a product, one of whom nothing is known. */
async function bases() {
  const asked = [['', visitor], ['?slug=laptop'], ['']].map(async ([query = '', who]) => {
    const { status, body } = await stage.service.get(
      `/recommendations${query}`,
      who === undefined ? {} : { 'x-visitor-id': who },
    );
    return status === 200 ? recommendedSlugs.parse(body).basis : status;
  });
  return Promise.all(asked);
}
const usual = ['personal', 'trending', 'bestsellers'];

/** Each rung needs other tables; what a locked one takes away, the next rung that does not need it gives. */
test.each([
  ['seen_together', ['recently-viewed', 'trending', 'bestsellers']],
  ['categories', ['personal', 'bestsellers', 'bestsellers']],
  ['behaviour_by_day', ['recently-viewed', 503, 503]],
  ['products', ['recently-viewed', 503, 503]],
  ['fading', usual],
  ['migrations', usual],
])('with the table %s locked only the rungs that need it are missing', { timeout: 60_000 }, async (table, expected) => {
  const lock = await lockTable(stage.database, table);
  try {
    const until = performance.now() + 1_000;
    while (performance.now() < until) {
      expect(await bases()).toEqual(expected);
      expect((await stage.service.get('/health/ready')).status).toBe(200);
    }
  } finally {
    await lock.release();
  }
  await eventually(async () => expect(await bases()).toEqual(usual));
});
