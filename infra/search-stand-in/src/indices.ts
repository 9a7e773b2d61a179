// All indices and the aliases that point at them.
import { z } from 'zod';
import { Index } from './index-of-documents.ts';
import { onlyEntry, Refusal } from './refusal.ts';

const aliasChange = z.object({ index: z.string(), alias: z.string() });
const bulkTarget = z.object({ _index: z.string(), _id: z.string() });

export class Indices {
  readonly #indices = new Map<string, Index>();
  /** Alias → name of its index. */
  readonly #aliases = new Map<string, string>();

  /** By its name or an alias. @throws Refusal 404 */
  get(name: string): Index {
    const index = this.#indices.get(this.#aliases.get(name) ?? name);
    if (!index) throw new Refusal(404, 'index_not_found_exception', `no such index [${name}]`);
    return index;
  }

  create(name: string, body: unknown): void {
    if (this.#indices.has(name))
      throw new Refusal(400, 'resource_already_exists_exception', `index [${name}] already exists`);
    this.#indices.set(name, new Index(body));
  }

  delete(name: string, silently: boolean): void {
    if (!this.#indices.delete(name) && !silently)
      throw new Refusal(404, 'index_not_found_exception', `no such index [${name}]`);
    for (const [alias, index] of this.#aliases) if (index === name) this.#aliases.delete(alias);
  }

  /** What `pattern` (a name, perhaps with a `*` at its end) stands for. */
  describe(pattern: string): Record<string, unknown> {
    const fits = (name: string) =>
      pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === (this.#aliases.get(pattern) ?? pattern);
    const found = [...this.#indices].filter(([name]) => fits(name));
    if (found.length === 0 && !pattern.endsWith('*')) this.get(pattern);
    return Object.fromEntries(
      found.map(([name, index]) => {
        const own = [...this.#aliases].filter(([, target]) => target === name);
        return [
          name,
          {
            aliases: Object.fromEntries(own.map(([alias]) => [alias, {}])),
            mappings: index.mappings,
            settings: { index: index.settings },
          },
        ];
      }),
    );
  }

  changeAliases(body: unknown): void {
    const { actions } = z.object({ actions: z.array(z.record(z.string(), aliasChange)) }).parse(body);
    for (const action of actions) {
      const [kind, target] = onlyEntry(action, 'an alias action');
      const { index, alias } = aliasChange.parse(target);
      this.get(index);
      if (this.#indices.has(alias))
        throw new Refusal(
          400,
          'invalid_alias_name_exception',
          `an index exists with the same name as the alias [${alias}]`,
        );
      if (kind === 'add') this.#aliases.set(alias, index);
      else if (this.#aliases.get(alias) === index) this.#aliases.delete(alias);
    }
  }

  /** Each line with an action is followed by its document, but for deletions. */
  bulk(lines: readonly unknown[]) {
    const items: Record<string, object>[] = [];
    for (let line = 0; line < lines.length; line++) {
      const [action, target] = onlyEntry(lines[line], 'a bulk action');
      const { _index, _id } = bulkTarget.parse(target);
      const document = action === 'index' ? lines[++line] : undefined;
      items.push({ [action]: { _index, _id, ...this.#write(_index, _id, document) } });
    }
    return { took: 0, errors: items.some((item) => Object.values(item).some((result) => 'error' in result)), items };
  }

  #write(name: string, id: string, document: unknown): object {
    try {
      const index = this.get(name);
      return document === undefined ? index.remove(id) : index.put(id, document);
    } catch (error) {
      if (error instanceof Refusal) return error.body();
      throw error;
    }
  }
}
