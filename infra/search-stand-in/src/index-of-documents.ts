// One index: its documents, and MiniSearch over their texts.
import MiniSearch from 'minisearch';
import { z } from 'zod';
import { termsOf, tokensOf } from './analysis.ts';
import { notHere, Refusal } from './refusal.ts';

export type Document = Readonly<Record<string, unknown>>;

const field = z.looseObject({
  type: z.string(),
  fields: z.record(z.string(), z.looseObject({ type: z.string() })).optional(),
});
const creation = z.object({
  settings: z.record(z.string(), z.unknown()).optional(),
  mappings: z.looseObject({ properties: z.record(z.string(), field) }),
});

/** What forbids writing → the status of its refusal. A disk that is nearly full is trouble that may pass. */
const writeBlocks = { read_only_allow_delete: 429, read_only: 403, write: 403 } as const;
/** Accepted, though there are neither copies of an index here nor a time at which it is refreshed. */
const withoutMeaning = ['refresh_interval', 'auto_expand_replicas', 'number_of_replicas'];

export class Index {
  readonly #documents = new Map<string, Document>();
  readonly #texts: MiniSearch;
  readonly #properties: ReadonlySet<string>;
  readonly #versions = new Map<string, number>();
  readonly #blocks = new Map<string, string>();
  readonly #createdAt = Date.now();
  readonly #settings: Readonly<Record<string, unknown>>;
  #mappings: Readonly<Record<string, unknown>>;

  constructor(body: unknown) {
    const { settings = {}, mappings } = creation.parse(body);
    this.#settings = settings;
    this.#mappings = mappings;
    this.#properties = new Set(Object.keys(mappings.properties));
    this.#texts = new MiniSearch({
      idField: '_id',
      fields: Object.entries(mappings.properties).flatMap(([name, { type, fields = {} }]) => [
        ...(type === 'text' ? [name] : []),
        ...Object.keys(fields).flatMap((sub) => (fields[sub]?.type === 'text' ? [`${name}.${sub}`] : [])),
      ]),
      extractField: (document, name) => document[name.split('.')[0] ?? name],
      tokenize: tokensOf,
      processTerm: (token, name) => termsOf(token, name ?? ''),
    });
  }

  get mappings() {
    return this.#mappings;
  }

  get settings() {
    const blocks = this.#blocks.size === 0 ? {} : { blocks: Object.fromEntries(this.#blocks) };
    return { index: { ...this.#settings, ...blocks, creation_date: String(this.#createdAt) } };
  }

  get size(): number {
    return this.#documents.size;
  }

  get texts(): MiniSearch {
    return this.#texts;
  }

  documents(): IterableIterator<[string, Document]> {
    return this.#documents.entries();
  }

  document(id: string): Document | undefined {
    return this.#documents.get(id);
  }

  /** @param version external: with one, it never replaces what has a younger one */
  put(id: string, document: unknown, version?: number): { result: string; status: number } {
    this.#assertWritable();
    this.#assertNotOlder(id, version);
    const fields = z.record(z.string(), z.unknown()).parse(document);
    const unknown = Object.keys(fields).find((name) => !this.#properties.has(name));
    if (unknown !== undefined)
      throw new Refusal(400, 'strict_dynamic_mapping_exception', `[${unknown}] is not in the mapping`);
    const known = this.#documents.has(id);
    this.#documents.set(id, fields);
    this.#versions.set(id, version ?? (this.#versions.get(id) ?? 0) + 1);
    if (known) this.#texts.replace({ ...fields, _id: id });
    else this.#texts.add({ ...fields, _id: id });
    return known ? { result: 'updated', status: 200 } : { result: 'created', status: 201 };
  }

  remove(id: string, version?: number): { result: string; status: number } {
    this.#assertWritable();
    if (!this.#documents.has(id)) return { result: 'not_found', status: 404 };
    this.#assertNotOlder(id, version);
    this.#documents.delete(id);
    this.#versions.delete(id);
    this.#texts.discard(id);
    return { result: 'deleted', status: 200 };
  }

  /** Changes what the mapping says about the index as a whole. */
  note(body: unknown): void {
    this.assertChangeable();
    const { _meta } = z.object({ _meta: z.record(z.string(), z.unknown()) }).parse(body);
    this.#mappings = { ...this.#mappings, _meta };
  }

  /** Blocks, by `index.blocks.…`; null lifts one. */
  change(body: unknown): void {
    for (const [name, value] of Object.entries(z.record(z.string(), z.unknown()).parse(body))) {
      const setting = name.replace(/^index\./, '');
      const [, block] = /^blocks\.(read|write|read_only|read_only_allow_delete)$/.exec(setting) ?? [];
      if (block !== undefined) this.#block(block, value);
      else if (!withoutMeaning.includes(setting)) throw notHere(`the setting [${name}]`);
    }
  }

  #block(block: string, value: unknown): void {
    if (String(value) === 'true') this.#blocks.set(block, 'true');
    else this.#blocks.delete(block);
  }

  assertReadable(): void {
    if (this.#blocks.has('read')) throw blocked(403, 'read');
  }

  /** Neither its aliases nor its mapping may be changed then. */
  assertChangeable(): void {
    if (this.#blocks.has('read_only')) throw blocked(403, 'read_only');
  }

  #assertWritable(): void {
    for (const [block, status] of Object.entries(writeBlocks))
      if (this.#blocks.has(block)) throw blocked(status, block);
  }

  /** Elasticsearch knows the version of a deleted document for another minute; here it is forgotten. */
  #assertNotOlder(id: string, version = Infinity): void {
    const known = this.#versions.get(id) ?? 0;
    if (version < known)
      throw new Refusal(
        409,
        'version_conflict_engine_exception',
        `[${id}]: version conflict, current version [${known}]`,
      );
  }
}

const blocked = (status: number, block: string) =>
  new Refusal(status, 'cluster_block_exception', `index is blocked by [index.blocks.${block}]`);
