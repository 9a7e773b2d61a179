import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type BehaviourKind, mostTold, type RecommendedSlugs, recommendedSlugs } from '@evenkeel/contracts';
import { createDatabase, type TestDatabase, testSetting, throughPort } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { type ServiceProcess, startService } from '@evenkeel/service-kit/testing/service-process';
import { type TcpProxy, tcpProxy } from '@evenkeel/service-kit/testing/tcp-proxy';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const main = path.join(import.meta.dirname, '../src/main.ts');

let database: TestDatabase;
let postgres: TcpProxy;
let replica: TcpProxy;
let redis: TcpProxy;
let service: ServiceProcess;
const inRedis = new Redis(testSetting('TEST_REDIS_URL'));
/** Somebody who looked at two pairs of headphones and a printer. */
let regular: string;

beforeAll(async () => {
  database = await createDatabase();
  postgres = await tcpProxy(database.primaryUrl);
  replica = await tcpProxy(database.replicaUrl);
  redis = await tcpProxy(testSetting('TEST_REDIS_URL'));
  service = await startService(main, {
    DATABASE_URL: throughPort(database.primaryUrl, postgres.port),
    DATABASE_REPLICA_URL: throughPort(database.replicaUrl, replica.port),
    REDIS_URL: throughPort(testSetting('TEST_REDIS_URL'), redis.port),
  });
  await eventually(() => ask());
  regular = randomUUID();
  await view(regular, 'laser-printer');
  await view(regular, 'headphones-ebb');
  await view(regular, 'headphones-drift');
});
afterEach(allWell);
afterAll(async () => {
  await service.stop();
  inRedis.disconnect();
  await Promise.all([postgres.close(), replica.close(), redis.close()]);
  await database.drop();
});

const get = (query = '', visitor?: string) =>
  service.get(`/recommendations${query}`, visitor === undefined ? {} : { 'x-visitor-id': visitor });

async function ask(query = '', visitor?: string): Promise<RecommendedSlugs> {
  const { status, body } = await get(query, visitor);
  expect(status).toBe(200);
  return recommendedSlugs.parse(body);
}

/** Somebody does something, and it has arrived in their history: the service answers before that. */
async function view(visitor: string, slug: string, kind: BehaviourKind = 'view') {
  expect((await service.post('/behaviour', [{ kind, visitor, slug }])).status).toBe(202);
  await eventually(async () => expect(await inRedis.lindex(`recommendation:views:${visitor}`, 0)).toBe(slug));
}

/** Many people who are nobody in particular do something. */
async function everybody(kind: BehaviourKind, slug: string, times: number) {
  for (let told = 0; told < times; told += mostTold) {
    const message = Array(Math.min(mostTold, times - told)).fill({ kind, visitor: null, slug });
    expect((await service.post('/behaviour', message)).status).toBe(202);
  }
}

const stores = () => [postgres, replica, redis];

/** Heals all stores, and waits until a little traffic has closed the breakers of each. */
async function allWell() {
  await Promise.all(stores().map((store) => store.heal()));
  await eventually(async () => {
    expect(await ask('', regular)).toMatchObject({ basis: 'personal', degraded: false });
    const { body } = await service.get('/metrics');
    expect(body).toMatch(/circuit_breaker_state\{.*dependency="postgres-replica".*\} 0/);
    expect(body).not.toMatch(/circuit_breaker_state\{.*\} [12]/);
  });
}

const fail = {
  killed: (store: TcpProxy) => store.cut(),
  hung: async (store: TcpProxy) => store.hang(),
};

test('a visitor with a history gets bestsellers of the categories looked at, and nothing seen already', async () => {
  const { basis, degraded, category, slugs } = await ask('?limit=8', regular);
  expect({ basis, degraded, category }).toEqual({ basis: 'personal', degraded: false, category: null });
  expect(slugs).toHaveLength(8);
  expect(slugs).not.toContain('headphones-drift');
  expect(slugs).not.toContain('laser-printer');
});

test('the category looked at most gives most', async () => {
  const { slugs: best } = await ask('?limit=24', regular);
  const visitor = randomUUID();
  for (const slug of ['headphones-drift', 'headphones-ebb', 'headphones-shell']) await view(visitor, slug);
  const { slugs: audio } = await ask('?limit=24', visitor);
  const fromAudio = best.filter((slug) => audio.includes(slug)).length;
  expect(fromAudio).toBeGreaterThan(best.length / 2);
  expect(fromAudio).toBeLessThan(best.length);
});

test('the product that is being looked at is neither recommended nor a history', async () => {
  const visitor = randomUUID();
  await view(visitor, 'laptop');
  expect(await ask('?slug=laptop', visitor)).toMatchObject({ basis: 'trending', degraded: false });
  expect((await ask('?slug=speaker-cobble&limit=24', regular)).slugs).not.toContain('speaker-cobble');
});

test.each([
  ['nobody known', undefined],
  ['a visitor without a history', randomUUID()],
])('%s sees what is trending in the category, which is no degradation', async (_, visitor) => {
  const { basis, degraded, category, slugs } = await ask('?slug=laptop', visitor);
  expect({ basis, degraded, category }).toEqual({
    basis: 'trending',
    degraded: false,
    category: { slug: 'computers', name: 'Computers' },
  });
  expect(slugs).toHaveLength(4);
  expect(slugs).not.toContain('laptop');
});

test('without a product to go by, or with one that does not exist, bestsellers are shown', async () => {
  for (const query of ['', '?slug=no-such-thing']) {
    expect(await ask(query)).toMatchObject({ basis: 'bestsellers', degraded: false, category: null });
  }
  expect((await ask()).slugs[0]).toBe('laptop');
});

test('a history keeps the last twenty products, each once, and ends after thirty days', async () => {
  const visitor = randomUUID();
  for (let number = 1; number <= 25; number++) await view(visitor, `thing-${number}`);
  await view(visitor, 'thing-10');
  const key = `recommendation:views:${visitor}`;
  const kept = await inRedis.lrange(key, 0, -1);
  const seconds = await inRedis.ttl(key);
  expect(kept).toHaveLength(20);
  expect(new Set(kept).size).toBe(20);
  expect(kept[0]).toBe('thing-10');
  expect(Math.round(seconds / 86_400)).toBe(30);
});

test.each(['killed', 'hung'] as const)('with Redis %s a known visitor gets the next rung, marked', async (how) => {
  await fail[how](redis);
  for (let request = 0; request < 8; request++) {
    expect(await ask('?slug=laptop', regular)).toMatchObject({ basis: 'trending', degraded: true });
  }
  expect(await ask('', regular)).toMatchObject({ basis: 'bestsellers', degraded: true });
  expect(await ask('?slug=laptop')).toMatchObject({ basis: 'trending', degraded: false });
  expect((await service.post('/behaviour', [{ kind: 'view', visitor: regular, slug: 'mouse' }])).status).toBe(202);
  expect((await service.get('/health/ready')).status).toBe(200);
});

test.each(['killed', 'hung'] as const)('with PostgreSQL %s a known visitor gets what he looked at', async (how) => {
  await Promise.all([fail[how](postgres), fail[how](replica)]);
  for (let request = 0; request < 12; request++) {
    expect(await ask('?slug=headphones-ebb', regular)).toEqual({
      basis: 'recently-viewed',
      degraded: true,
      category: null,
      slugs: ['headphones-drift', 'laser-printer'],
    });
  }
  expect((await get('?slug=laptop')).status).toBe(503);
  // Both were noticed: nobody waits for them any more.
  const { body } = await service.get('/metrics');
  expect(body).toMatch(/circuit_breaker_state\{.*dependency="postgres".*\} 2/);
});

test('with every store gone it says 503 and no more, and heals by itself', async () => {
  await Promise.all(stores().map((store) => store.cut()));
  expect((await get('?slug=laptop', regular)).status).toBe(503);
  expect((await get()).status).toBe(503);
  expect((await service.get('/health/live')).status).toBe(200);
  expect((await service.get('/health/ready')).status).toBe(503);
  await allWell();
});

test.each(['?limit=0', '?limit=25', '?limit=x', '?slug=Laptop', '?slug=a&slug=b'])(
  '%s is a bad request',
  async (query) => {
    expect((await get(query)).status).toBe(400);
  },
);

test('a visitor is a UUID', async () => {
  expect((await get('', 'somebody')).status).toBe(400);
});

test('what people order this week moves up among the bestsellers, and what they put into carts less so', async () => {
  const { slugs: before } = await ask('?limit=24');
  const [tenth = '', twentieth = ''] = [before[9], before[19]];
  await everybody('order', twentieth, 40);
  await everybody('cart', tenth, 40);
  await eventually(async () => {
    const { slugs, basis } = await ask('?limit=24');
    expect(basis).toBe('bestsellers');
    expect(slugs.indexOf(twentieth)).toBeLessThan(9);
    expect(slugs.indexOf(tenth)).toBeLessThan(9);
    expect(slugs[0]).toBe(before[0]);
  });
});

test('what many look at this week is trending in its category', async () => {
  const { slugs: before } = await ask('?slug=laptop&limit=24');
  const last = before.at(-1) ?? '';
  await everybody('view', last, 150);
  await eventually(async () => expect((await ask('?slug=laptop&limit=4')).slugs[0]).toBe(last));
});

test('what others looked at beside it comes first in personal recommendations, from whatever category', async () => {
  for (let other = 0; other < 3; other++) {
    const visitor = randomUUID();
    await view(visitor, 'telescope-comet');
    await view(visitor, 'tool-set-bicycle');
  }
  const visitor = randomUUID();
  await view(visitor, 'telescope-comet');
  await eventually(async () => {
    expect(await ask('', visitor)).toMatchObject({ basis: 'personal', degraded: false });
    expect((await ask('', visitor)).slugs[0]).toBe('tool-set-bicycle');
  });
});

test('counts that cannot be written wait for the primary', async () => {
  const { slugs: before } = await ask('?limit=24');
  const last = before.at(-1) ?? '';
  await postgres.cut();
  await everybody('order', last, 60);
  expect((await ask('?limit=24')).slugs).toEqual(before);
  await postgres.heal();
  await eventually(async () => expect((await ask('?limit=24')).slugs.indexOf(last)).toBeLessThan(12));
});

test('what is done with a product that does not exist counts for nothing, and harms no other count', async () => {
  const { slugs: before } = await ask('?slug=laptop&limit=24');
  const next = before.at(-2) ?? '';
  await everybody('view', 'no-such-product', 3);
  await everybody('view', next, 400);
  await eventually(async () => expect((await ask('?slug=laptop&limit=4')).slugs[0]).toBe(next));
});

const aView = { kind: 'view', visitor: randomUUID(), slug: 'laptop' };
test.each([
  {},
  aView,
  [{ ...aView, visitor: 'somebody' }],
  [aView, { ...aView, slug: '<b>' }],
  [{ kind: 'view', visitor: randomUUID() }],
  [{ ...aView, kind: 'theft' }],
  [],
  Array(mostTold + 1).fill(aView),
])('behaviour like %j is a bad request', async (body) => {
  expect((await service.post('/behaviour', body)).status).toBe(400);
});

test('nothing of all this was logged as an error', () => {
  expect(service.log().filter(({ level }) => level === 'error')).toEqual([]);
});
