// All indices and the aliases that point at them.
import { z } from 'zod';
import { Index } from './index-of-documents.ts';
import { notHere, onlyEntry, Refusal } from './refusal.ts';

const aliasChange = z.strictObject({ index: z.string(), alias: z.string(), must_exist: z.literal(false).optional() });
const bulkTarget = z.strictObject({
  _index: z.string(),
  _id: z.string(),
  version: z.number().int().min(0).optional(),
  version_type: z.literal('external_gte').optional(),
});
type BulkTarget = z.infer<typeof bulkTarget>;

export class Indices {
  readonly #indices = new Map<string, Index>();
  /** Alias → names of its indices. */
  readonly #aliases = new Map<string, Set<string>>();

  /** By its name or an alias. @throws Refusal 404 */
  get(name: string): Index {
    const [only, another] = this.#fitting(name, false);
    const index = only === undefined ? undefined : this.#indices.get(only);
    if (!index) throw missing(name);
    if (another !== undefined) throw notHere('an alias of more than one index, except for looking at it');
    return index;
  }

  /** As {@link get}, for searching in it. @throws Refusal 403 when that is forbidden */
  readable(name: string): Index {
    const index = this.get(name);
    index.assertReadable();
    return index;
  }

  create(name: string, body: unknown): void {
    if (this.#indices.has(name))
      throw new Refusal(400, 'resource_already_exists_exception', `index [${name}] already exists`);
    this.#indices.set(name, new Index(body));
  }

  delete(name: string, silently: boolean): void {
    const index = this.#indices.get(name);
    if (!index && silently) return;
    if (!index) throw missing(name);
    index.assertChangeable();
    this.#indices.delete(name);
    for (const indices of this.#aliases.values()) indices.delete(name);
  }

  /** What `names` stand for: names and aliases, with commas between them, perhaps with a `*` at their ends. */
  describe(names: string, silently: boolean): Record<string, unknown> {
    const found = names.split(',').flatMap((name) => this.#fitting(name, silently));
    return Object.fromEntries(
      found.map((name) => {
        const { mappings, settings } = this.get(name);
        const own = [...this.#aliases].filter(([, targets]) => targets.has(name));
        return [name, { aliases: Object.fromEntries(own.map(([alias]) => [alias, {}])), mappings, settings }];
      }),
    );
  }

  /** All actions, or none. */
  changeAliases(body: unknown): void {
    const { actions } = z.strictObject({ actions: z.array(z.record(z.string(), aliasChange)) }).parse(body);
    const steps = actions.flatMap((action) => {
      const [kind, target] = onlyEntry(action, 'an alias action');
      const { index, alias } = aliasChange.parse(target);
      if (kind !== 'add' && kind !== 'remove') throw notHere(`the alias action [${kind}]`);
      if (this.#indices.has(alias))
        throw new Refusal(
          400,
          'invalid_alias_name_exception',
          `an index exists with the same name as the alias [${alias}]`,
        );
      const names = this.#fitting(index, false);
      for (const name of names)
        if (kind === 'add' || this.#aliases.get(alias)?.has(name)) this.get(name).assertChangeable();
      return names.map((name) => ({ kind, name, alias }));
    });
    for (const { kind, name, alias } of steps) {
      const targets = this.#aliases.get(alias) ?? new Set();
      this.#aliases.set(alias, targets);
      if (kind === 'add') targets.add(name);
      else targets.delete(name);
    }
  }

  /** The names that a name, an alias or a pattern stands for. @throws Refusal 404 */
  #fitting(name: string, silently: boolean): string[] {
    const beginning = name.endsWith('*') ? name.slice(0, -1) : undefined;
    const names =
      beginning === undefined
        ? [...(this.#indices.has(name) ? [name] : (this.#aliases.get(name) ?? []))]
        : [...this.#indices.keys()].filter((other) => other.startsWith(beginning));
    if (names.length === 0 && beginning === undefined && !silently) throw missing(name);
    return names;
  }

  /** Each line with an action is followed by its document, but for deletions. */
  bulk(lines: readonly unknown[]) {
    const items: Record<string, object>[] = [];
    for (let line = 0; line < lines.length; line++) {
      const [action, target] = onlyEntry(lines[line], 'a bulk action');
      const where = bulkTarget.parse(target);
      if (action !== 'index' && action !== 'delete') throw notHere(`the bulk action [${action}]`);
      const document = action === 'index' ? lines[++line] : undefined;
      items.push({ [action]: { _index: where._index, _id: where._id, ...this.#write(where, document) } });
    }
    return { took: 0, errors: items.some((item) => Object.values(item).some((result) => 'error' in result)), items };
  }

  #write({ _index, _id, version }: BulkTarget, document: unknown): object {
    try {
      const index = this.get(_index);
      return document === undefined ? index.remove(_id, version) : index.put(_id, document, version);
    } catch (error) {
      if (error instanceof Refusal) return error.body();
      throw error;
    }
  }
}

const missing = (name: string) => new Refusal(404, 'index_not_found_exception', `no such index [${name}]`);
