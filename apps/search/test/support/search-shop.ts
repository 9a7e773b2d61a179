// The search service as it runs in the shop: a process, with the catalogue of the product service, an engine, and a proxy in
// front of everything that may fail.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type SearchAnswer, type SearchQuality, searchAnswer } from '@evenkeel/contracts';
import { createDatabase, type TestDatabase, testSetting, throughPort } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { type ServiceProcess, startService } from '@evenkeel/service-kit/testing/service-process';
import { type TcpProxy, tcpProxy } from '@evenkeel/service-kit/testing/tcp-proxy';
import { Redis } from 'ioredis';
import { expect } from 'vitest';

/** Other apps are started, never imported: they are processes here as they are in the shop. */
const mainOf = (room: string) => path.join(import.meta.dirname, '../../../..', room, 'src/main.ts');

/** An index of five hundred products on a busy machine, in ms. */
const indexedMs = 20_000;

export type Wish = Readonly<Record<string, string | number>>;

export interface SearchShop {
  readonly service: ServiceProcess;
  readonly database: TestDatabase;
  readonly engine: TcpProxy;
  readonly primary: TcpProxy;
  readonly replica: TcpProxy;
  readonly redis: TcpProxy;
  /** The answer to a search: always one. */
  find(wish: Wish): Promise<SearchAnswer>;
  /** The same, of this quality: a rung that was too slow for once on a busy machine is asked again. */
  findAt(quality: SearchQuality, wish: Wish): Promise<SearchAnswer>;
  /** Waits until searches are of this quality. */
  reaches(quality: SearchQuality): Promise<SearchAnswer>;
  close(): Promise<void>;
}

export interface SearchShopOptions {
  /** A server to use instead of the stand-in. */
  readonly engineUrl?: string | undefined;
}

/** Starts all of it, and returns when searches are of the best quality. */
export async function searchShop({ engineUrl }: SearchShopOptions = {}): Promise<SearchShop> {
  const database = await createDatabase();
  await fillCatalogue(database);
  const standIn = engineUrl ? undefined : await startService(mainOf('infra/search-stand-in'), {});
  const url = engineUrl ?? standIn?.url ?? '';
  const redisUrl = await ownRedis();
  const [engine, primary, replica, redis] = await Promise.all(
    [url, database.primaryUrl, database.replicaUrl, redisUrl].map(tcpProxy),
  );
  if (!engine || !primary || !replica || !redis) throw new Error('there is a proxy for each address');
  const index = `test-${randomBytes(5).toString('hex')}`;
  const service = await startService(mainOf('apps/search'), {
    DATABASE_URL: readOnly(throughPort(database.primaryUrl, primary.port)),
    DATABASE_REPLICA_URL: readOnly(throughPort(database.replicaUrl, replica.port)),
    ELASTICSEARCH_URL: throughPort(url, engine.port),
    REDIS_URL: throughPort(redisUrl, redis.port),
    SEARCH_INDEX: index,
    BREAKER_OPEN_MS: '1000',
  });
  const find: SearchShop['find'] = async (wish) => {
    const params = new URLSearchParams(
      Object.entries(wish).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const { status, body } = await service.get(`/search?${params}`);
    expect(status, params.toString()).toBe(200);
    return searchAnswer.parse(body);
  };
  const findAt: SearchShop['findAt'] = (quality, wish) =>
    eventually(async () => {
      const answer = await find(wish);
      expect(answer.quality, JSON.stringify({ wish, reasons: answer.reasons })).toBe(quality);
      return answer;
    }, indexedMs);
  const reaches: SearchShop['reaches'] = (quality) => findAt(quality, { q: 'laptop' });
  const close = async () => {
    await service.stop();
    await Promise.all([engine, primary, replica, redis].map((proxy) => proxy.close()));
    await removeIndices(url, index);
    await standIn?.stop();
    await database.drop();
  };
  // A shop that does not come up is taken down again: nobody else would.
  await reaches('high').catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { service, database, engine, primary, replica, redis, find, findAt, reaches, close };
}

/** The product service makes and fills its database; nobody needs it after that. */
async function fillCatalogue(database: TestDatabase): Promise<void> {
  const product = await startService(mainOf('apps/product'), {
    DATABASE_URL: database.primaryUrl,
    DATABASE_REPLICA_URL: database.replicaUrl,
  });
  await eventually(async () => expect((await product.get('/products/laptop')).status).toBe(200));
  await product.stop();
}

/** A numbered database of its own for each test file that runs at the same time, empty; the first one is for others. */
export async function ownRedis(): Promise<string> {
  const url = new URL(testSetting('TEST_REDIS_URL'));
  url.pathname = `/${1 + (Number(process.env.VITEST_POOL_ID ?? 0) % 15)}`;
  const client = new Redis(url.href);
  await client.flushdb();
  client.disconnect();
  return url.href;
}

/** Search only reads: in every test the database itself refuses anything else. */
function readOnly(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  return url.href;
}

/** One by one: by default Elasticsearch refuses to delete by pattern. */
async function removeIndices(engineUrl: string, alias: string): Promise<void> {
  const found = (await (await fetch(`${engineUrl}/${alias}-v*`)).json()) as Record<string, unknown>;
  for (const name of Object.keys(found)) await fetch(`${engineUrl}/${name}`, { method: 'DELETE' });
}
