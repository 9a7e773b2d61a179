// A catalogue of three products, an engine, and keepers between them: as many as a test wants, in this process.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { searchWish } from '@evenkeel/contracts';
import { migrate } from '@evenkeel/service-kit/postgres/migrate';
import { postgresReads } from '@evenkeel/service-kit/postgres/reads';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { createDatabase, type TestDatabase } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { startService } from '@evenkeel/service-kit/testing/service-process';
import { expect } from 'vitest';
import { engine as engineAt } from '../../src/engine/engine.ts';
import { engineSearch } from '../../src/engine/rung.ts';
import { catalogueReader } from '../../src/index/catalogue.ts';
import { type Indices, indices } from '../../src/index/indices.ts';
import { keeper } from '../../src/index/keeper.ts';
import { readingPatienceMs, readingShares } from '../../src/policy.ts';

const rooms = path.join(import.meta.dirname, '../../../..');
const log = createLog('search', 'silent');

/** The product service's own tables, with three products in them. */
export async function createCatalogue(): Promise<TestDatabase> {
  const database = await createDatabase();
  await migrate({
    primaryUrl: database.primaryUrl,
    directory: path.join(rooms, 'apps/product/migrations'),
    seed: async (client) => void (await client.query(threeProducts)),
  });
  return database;
}

const threeProducts = `
  insert into categories (slug, name, picture, position) values ('audio', 'Audio', 'audio', 1), ('home', 'Home', 'home', 2);
  insert into products
    (slug, category_id, name, noun, tagline, summary, description, picture, picture_alt, tile, sales_rank, rating, listed_on)
  select slug, 1, name, name, 'A tagline', 'A summary', 'A description', 'picture', 'A picture', 0, rank, 4, '2026-01-01'
  from (values ('radio', 'Radio', 1), ('speaker', 'Speaker', 2), ('turntable', 'Turntable', 3)) as p (slug, name, rank);
  insert into prices (product_id, price_cents, currency) select id, 1000 * sales_rank, 'USD' from products;
  insert into specifications (product_id, position, name, value) select id, 1, 'Colour', 'Graphite' from products`;

/** The server at ELASTICSEARCH_URL where there is one, else a stand-in of our own. */
export async function startEngine(): Promise<{ url: string; stop(): Promise<unknown> }> {
  const elsewhere = process.env.ELASTICSEARCH_URL;
  if (elsewhere) return { url: elsewhere, stop: async () => undefined };
  return startService(path.join(rooms, 'infra/search-stand-in/src/main.ts'), {});
}

export const newAlias = () => `test-${randomBytes(5).toString('hex')}`;

export interface KeeperOptions {
  readonly alias: string;
  readonly engineUrl: string;
  readonly database: Pick<TestDatabase, 'primaryUrl' | 'replicaUrl'>;
  /** Changes what the keeper works with. */
  readonly disturb?: (indices: Indices) => Indices;
}

export type RunningKeeper = ReturnType<typeof startKeeper>;

/** A keeper, and searches as the service asks them. */
export function startKeeper({ alias, engineUrl, database, disturb = (same) => same }: KeeperOptions) {
  const { primaryUrl, replicaUrl } = database;
  const reads = postgresReads({
    primaryUrl,
    replicaUrl,
    log,
    patienceMs: readingPatienceMs,
    warmConnections: 0,
    shares: readingShares,
  });
  const engine = engineAt({ url: engineUrl, alias, openMs: 1_000 });
  const ofAlias = disturb(indices(engine, alias));
  const kept = keeper({ engine, indices: ofAlias, catalogue: catalogueReader(reads), log, everyMs: 100 });
  let closing: Promise<unknown> | undefined;
  const rung = engineSearch(engine, alias);
  const find = async (query: Record<string, string> = {}) =>
    rung.find(searchWish.parse(query), AbortSignal.timeout(5_000));
  return {
    ...kept,
    builder: ofAlias.builder,
    find,
    slugs: async (q = '') => (await find({ q })).items.map(({ slug }) => slug).sort(),
    /** Does nothing the second time. */
    close: () => {
      closing ??= Promise.all([kept.close(), engine.close(), reads.close()]);
      return closing;
    },
  };
}

/** What everything is for: all products of the catalogue, and no other, are found. */
export const finds = (kept: RunningKeeper, slugs: readonly string[] = ['radio', 'speaker', 'turntable'], q = '') =>
  eventually(async () => expect(await kept.slugs(q)).toEqual(slugs), 15_000);

export const follows = (kept: RunningKeeper) =>
  eventually(() => expect(kept.state()).toBe('follows the catalogue'), 15_000);
