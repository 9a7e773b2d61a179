// The indices of one alias: `products` stands for `products-v1a2b3c4d-…`, and what is written there says what it holds.
import { randomBytes } from 'node:crypto';
import { searchWish } from '@evenkeel/contracts';
import { type Engine, type EngineWork, statusOf } from '../engine/engine.ts';
import { searchBody, suggestBody } from '../engine/query.ts';
import { indexBody } from '../engine/schema.ts';
import { newBuilder } from './builder.ts';
import type { Moment } from './catalogue.ts';
import { type Index, type IndexMeta, readListing } from './listing.ts';
import { indexVersion } from './version.ts';
import { type Changes, write, writePatiently } from './writing.ts';

export type Indices = ReturnType<typeof indices>;

export function indices(engine: Engine, alias: string) {
  const builder = newBuilder();
  const all = `${alias}-v*`;

  const list = async (signal: AbortSignal): Promise<Index[]> => {
    const question = {
      index: [all, alias],
      features: ['aliases' as const, 'mappings' as const, 'settings' as const],
      // A closed index can still be the one that the alias points at.
      expand_wildcards: ['open' as const, 'closed' as const],
      ignore_unavailable: true,
    };
    const answer = await keep((client, asked) => client.indices.get(question, { signal: asked }), signal);
    // Nothing else can have this name then; and to remove what is not ours is not for us.
    if (Object.hasOwn(answer, alias)) throw new Error(`there is an index called ${alias}, where our alias should be`);
    return readListing(answer, alias);
  };

  const keep = <T>(work: EngineWork<T>, signal: AbortSignal): Promise<T> => engine.keep(work, { signal });

  return {
    builder,
    list,

    /** A new index, which nobody searches yet. It keeps no copies and shows nothing until it is whole: that is faster. */
    async create({ catalogue, horizon }: Moment, signal: AbortSignal): Promise<{ name: string; meta: IndexMeta }> {
      const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
      const name = `${alias}-v${indexVersion}-${stamp}-${randomBytes(3).toString('hex')}`;
      const meta = { version: indexVersion, mapping: '', catalogue, horizon, equalAt: Date.now(), builder };
      const { settings, mappings } = indexBody(meta);
      const body = { mappings, settings: { ...settings, ...whileBuilt } };
      await keep((client, asked) => client.indices.create({ index: name, ...body }, { signal: asked }), signal);
      return { name, meta };
    },

    /** Adds what is new. It can be found once the index is {@link complete}. */
    add: (name: string, changes: Changes, signal: AbortSignal) =>
      writePatiently(engine, name, changes, { refresh: false, signal }),

    /** Changes what is searched already: it is found at once. */
    change: (name: string, changes: Changes, signal: AbortSignal) =>
      write(engine, name, changes, { refresh: true, signal }),

    async note(name: string, written: IndexMeta, signal: AbortSignal): Promise<void> {
      await keep(
        (client, asked) => client.indices.putMapping({ index: name, _meta: written }, { signal: asked }),
        signal,
      );
    },

    /**
     * All of it is written: makes it ready to be searched. An engine answers the first questions to an index slowly: better
     * these than a visitor's.
     * @throws when it is not the index that we made: Elasticsearch makes one without a mapping for whoever writes into none
     */
    async complete(name: string, meta: IndexMeta, signal: AbortSignal): Promise<void> {
      const made = (await list(signal)).find((index) => index.name === name);
      if (made?.meta?.builder !== builder) throw new Error(`the index ${name} is gone, somebody deleted it`);
      const settings = { 'index.refresh_interval': null, ...asSearched };
      await keep((client, asked) => client.indices.putSettings({ index: name, settings }, { signal: asked }), signal);
      await this.note(name, { ...meta, mapping: made.mapping }, signal);
      await keep((client, asked) => client.indices.refresh({ index: name }, { signal: asked }), signal);
      for (const body of warmingSearches)
        await keep((client, asked) => client.search({ index: name, ...body }, { signal: asked }), signal);
    },

    /**
     * From now on searches go to `name` and nowhere else: one step, without a moment in which nothing is found, and without one
     * in which two indices are searched, however many builders do this at the same time.
     * @returns what was searched before
     */
    async use(name: string, signal: AbortSignal): Promise<Index[]> {
      const others = (await list(signal)).filter((index) => index.current && index.name !== name);
      const actions = [
        // All of ours at once, whatever has come since we looked.
        { remove: { index: all, alias, must_exist: false } },
        ...others
          .filter(({ ours }) => !ours)
          .map((other) => ({ remove: { index: other.name, alias, must_exist: false } })),
        { add: { index: name, alias } },
      ];
      await keep((client, asked) => client.indices.updateAliases({ actions }, { signal: asked }), signal);
      return others;
    },

    /** Removes an index, but never one that is searched: a step that failed for us may have come about all the same. */
    async removeUnused(name: string, signal: AbortSignal): Promise<void> {
      const index = (await list(signal)).find((other) => other.name === name);
      if (!index || index.current) return;
      // A lock may forbid this, too.
      if (index.locked) await this.unlock(name, signal);
      const which = { index: name, ignore_unavailable: true };
      await keep((client, asked) => client.indices.delete(which, { signal: asked }), signal);
    },

    /** Lifts whatever forbids something: Elasticsearch locks all indices when a disk is nearly full. */
    async unlock(name: string, signal: AbortSignal): Promise<void> {
      await keep(
        (client, asked) => client.indices.putSettings({ index: name, settings: unlocked }, { signal: asked }),
        signal,
      );
    },

    /** How many products can be found; undefined when the index cannot be searched: it has lost its shard, or was closed. */
    async count(name: string, signal: AbortSignal): Promise<number | undefined> {
      try {
        return (await keep((client, asked) => client.count({ index: name }, { signal: asked }), signal)).count;
      } catch (error) {
        const status = statusOf(error);
        if (status === undefined || status === tooBusy) throw error;
        return undefined;
      }
    },
  };
}

const tooBusy = 429;

const whileBuilt = { refresh_interval: '-1', auto_expand_replicas: 'false', number_of_replicas: 0 } as const;
const asSearched = { 'index.auto_expand_replicas': '0-1' };

const unlocked = Object.fromEntries(
  ['read_only_allow_delete', 'read_only', 'write', 'read'].map((block) => [`index.blocks.${block}`, null]),
);

const warmingSearches = (['exact', 'forgiving', 'exact', 'forgiving'] as const).flatMap((strictness) => [
  searchBody(searchWish.parse({ q: 'any thing' }), ['any', 'thing'], strictness),
  searchBody(searchWish.parse({ sort: 'price-asc', category: 'any', rating: 4, minPrice: 1 }), [], strictness),
  suggestBody('any'),
]);
