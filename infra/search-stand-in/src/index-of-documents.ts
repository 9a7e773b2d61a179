// One index: its documents, and MiniSearch over their texts.
import MiniSearch from 'minisearch';
import { z } from 'zod';
import { termsOf, tokensOf } from './analysis.ts';
import { Refusal } from './refusal.ts';

export type Document = Readonly<Record<string, unknown>>;

const field = z.looseObject({
  type: z.string(),
  fields: z.record(z.string(), z.looseObject({ type: z.string() })).optional(),
});
const creation = z.object({
  settings: z.record(z.string(), z.unknown()).optional(),
  mappings: z.looseObject({ properties: z.record(z.string(), field) }),
});

const blocks = ['blocks.read_only_allow_delete', 'blocks.read_only', 'blocks.write'] as const;

export class Index {
  readonly #documents = new Map<string, Document>();
  readonly #texts: MiniSearch;
  readonly #properties: ReadonlySet<string>;
  #mappings: Readonly<Record<string, unknown>>;
  readonly settings: Record<string, unknown>;

  constructor(body: unknown) {
    const { settings = {}, mappings } = creation.parse(body);
    this.settings = settings;
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

  put(id: string, document: unknown): { result: string; status: number } {
    this.#assertWritable();
    const fields = z.record(z.string(), z.unknown()).parse(document);
    const unknown = Object.keys(fields).find((name) => !this.#properties.has(name));
    if (unknown !== undefined)
      throw new Refusal(400, 'strict_dynamic_mapping_exception', `[${unknown}] is not in the mapping`);
    const known = this.#documents.has(id);
    this.#documents.set(id, fields);
    if (known) this.#texts.replace({ ...fields, _id: id });
    else this.#texts.add({ ...fields, _id: id });
    return known ? { result: 'updated', status: 200 } : { result: 'created', status: 201 };
  }

  remove(id: string): { result: string; status: number } {
    this.#assertWritable();
    if (!this.#documents.delete(id)) return { result: 'not_found', status: 404 };
    this.#texts.discard(id);
    return { result: 'deleted', status: 200 };
  }

  /** Changes what the mapping says about the index as a whole. */
  note(body: unknown): void {
    const { _meta } = z.object({ _meta: z.record(z.string(), z.unknown()) }).parse(body);
    this.#mappings = { ...this.#mappings, _meta };
  }

  /** Blocks, by `index.blocks.…`; null lifts one. */
  change(body: unknown): void {
    for (const [name, value] of Object.entries(z.record(z.string(), z.unknown()).parse(body))) {
      const setting = name.replace(/^index\./, '');
      if (!(blocks as readonly string[]).includes(setting))
        throw new Refusal(400, 'illegal_argument_exception', `the stand-in cannot change [${name}]`);
      this.settings[setting] = value;
    }
  }

  #assertWritable(): void {
    const block = blocks.find((name) => String(this.settings[name]) === 'true');
    if (block) throw new Refusal(403, 'cluster_block_exception', `index is blocked by [index.${block}]`);
  }
}
