// The indices of one alias: `products` stands for `products-v1-…`, and what is written there says what it holds.
import { randomBytes } from 'node:crypto';
import { searchWish } from '@evenkeel/contracts';
import { z } from 'zod';
import { type Engine, statusOf } from '../engine/engine.ts';
import { searchBody, suggestBody } from '../engine/query.ts';
import { indexBody, indexSchema } from '../engine/schema.ts';
import { thisBuilder } from './builder.ts';
import type { IndexedDocument, Moment } from './catalogue.ts';

const meta = z.object({
  schema: z.number(),
  catalogue: z.string(),
  /** All changes before it are in the index. */
  horizon: z.string().regex(/^\d+$/),
  /** When the index was last known to equal the catalogue, or its building began: ms since 1970. */
  equalAt: z.number(),
  /** Which process builds it. */
  builder: z.string(),
});
export type IndexMeta = z.infer<typeof meta>;

export interface Index {
  readonly name: string;
  /** Whether the alias points at it. */
  readonly current: boolean;
  /** Null when somebody else made it. */
  readonly meta: IndexMeta | null;
}

const listed = z.record(
  z.string(),
  z.object({
    aliases: z.record(z.string(), z.unknown()).optional(),
    mappings: z.object({ _meta: z.unknown() }).optional(),
  }),
);

export type Indices = ReturnType<typeof indices>;

export function indices(engine: Engine, alias: string) {
  const builder = thisBuilder();

  /** @throws BulkError naming the first thing that the engine refused */
  const bulk = async (operations: object[], refresh: boolean, signal: AbortSignal): Promise<void> => {
    if (operations.length === 0) return;
    const answer = await engine.keep((client, asked) => client.bulk({ operations, refresh }, { signal: asked }), {
      signal,
    });
    for (const item of answer.items) {
      const result = item.index ?? item.delete;
      // Deleting what is not there any more is no failure.
      if (result?.error) throw new BulkError(result.status, result.error.reason ?? result.error.type);
    }
  };
  const upserts = (name: string, documents: readonly IndexedDocument[]) =>
    documents.flatMap((document) => [{ index: { _index: name, _id: document.slug } }, document]);

  return {
    builder,

    /** All of this alias, the one in use first. */
    async list(signal: AbortSignal): Promise<Index[]> {
      const answer = await engine.keep(
        (client, asked) =>
          client.indices.get({ index: `${alias}-v*`, features: ['aliases', 'mappings'] }, { signal: asked }),
        { signal },
      );
      return Object.entries(listed.parse(answer))
        .map(([name, { aliases, mappings }]) => {
          const read = meta.safeParse(mappings?._meta);
          return { name, current: aliases?.[alias] !== undefined, meta: read.success ? read.data : null };
        })
        .sort((a, b) => Number(b.current) - Number(a.current));
    },

    /** An index that lost a shard cannot be searched, nor mended. */
    async isRed(name: string, signal: AbortSignal): Promise<boolean> {
      const { status } = await engine.keep(
        (client, asked) => client.cluster.health({ index: name, timeout: '0s' }, { signal: asked }),
        { signal },
      );
      return String(status).toLowerCase() === 'red';
    },

    /** A new index, which nobody searches yet. */
    async create(moment: Moment, signal: AbortSignal): Promise<Index> {
      const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
      const name = `${alias}-v${indexSchema}-${stamp}-${randomBytes(3).toString('hex')}`;
      const { catalogue, horizon } = moment;
      const written: IndexMeta = { schema: indexSchema, catalogue, horizon, equalAt: Date.now(), builder };
      await engine.keep(
        (client, asked) => client.indices.create({ index: name, ...indexBody(written) }, { signal: asked }),
        { signal },
      );
      return { name, current: false, meta: written };
    },

    /** Adds what is new. It can be found after the next {@link refresh}. */
    add: (name: string, documents: readonly IndexedDocument[], signal: AbortSignal) =>
      bulk(upserts(name, documents), false, signal),

    /** Changes what is searched already: it is found at once. */
    change: (name: string, documents: readonly IndexedDocument[], gone: readonly string[], signal: AbortSignal) =>
      bulk(
        [...upserts(name, documents), ...gone.map((slug) => ({ delete: { _index: name, _id: slug } }))],
        true,
        signal,
      ),

    async note(name: string, written: IndexMeta, signal: AbortSignal): Promise<void> {
      await engine.keep(
        (client, asked) => client.indices.putMapping({ index: name, _meta: written }, { signal: asked }),
        { signal },
      );
    },

    async refresh(name: string, signal: AbortSignal): Promise<void> {
      await engine.keep((client, asked) => client.indices.refresh({ index: name }, { signal: asked }), { signal });
    },

    /** An engine that has just started answers its first questions slowly: better these than a visitor's. */
    async warm(name: string, signal: AbortSignal): Promise<void> {
      for (const body of warmingSearches)
        await engine.keep((client, asked) => client.search({ index: name, ...body }, { signal: asked }), { signal });
    },

    async count(name: string, signal: AbortSignal): Promise<number> {
      return (await engine.keep((client, asked) => client.count({ index: name }, { signal: asked }), { signal })).count;
    },

    /**
     * From now on searches go to `name`: one step, without a moment in which nothing is found.
     * @throws when it is not the index that we made: Elasticsearch makes one without a mapping for whoever writes into none
     */
    async use(name: string, before: readonly Index[], signal: AbortSignal): Promise<void> {
      const made = (await this.list(signal)).find((index) => index.name === name);
      if (made?.meta?.builder !== builder) throw new Error(`the index ${name} is gone, somebody deleted it`);
      const actions = [
        ...before.filter(({ current }) => current).map((old) => ({ remove: { index: old.name, alias } })),
        { add: { index: name, alias } },
      ];
      await engine.keep((client, asked) => client.indices.updateAliases({ actions }, { signal: asked }), { signal });
    },

    async remove(name: string, signal: AbortSignal): Promise<void> {
      await engine.keep(
        (client, asked) => client.indices.delete({ index: name, ignore_unavailable: true }, { signal: asked }),
        { signal },
      );
    },

    /** Lifts what forbids writing: Elasticsearch locks all indices when a disk is nearly full. */
    async unlock(name: string, signal: AbortSignal): Promise<void> {
      const settings = {
        'index.blocks.read_only_allow_delete': null,
        'index.blocks.read_only': null,
        'index.blocks.write': null,
      };
      await engine.keep((client, asked) => client.indices.putSettings({ index: name, settings }, { signal: asked }), {
        signal,
      });
    },
  };
}

const warmingSearches = (['exact', 'forgiving', 'exact', 'forgiving'] as const).flatMap((strictness) => [
  searchBody(searchWish.parse({ q: 'any thing' }), ['any', 'thing'], strictness),
  searchBody(searchWish.parse({ sort: 'price-asc', category: 'any', rating: 4, minPrice: 1 }), [], strictness),
  suggestBody('any'),
]);

/** The engine took a batch, but not all that is in it. */
export class BulkError extends Error {
  override readonly name = 'BulkError';
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** Whether writing is forbidden at the moment. */
export const isLocked = (error: unknown): boolean =>
  (error instanceof BulkError ? error.status : statusOf(error)) === 403;
