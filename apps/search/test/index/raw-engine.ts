// The engine as somebody else uses it: plain requests, and what they did.
import { expect } from 'vitest';

export interface ListedIndex {
  readonly name: string;
  readonly current: boolean;
  readonly meta: Record<string, unknown> | undefined;
  readonly mappings: { readonly properties?: Record<string, unknown> };
  readonly settings: { readonly index: { readonly analysis?: object } };
}

type Told = Record<
  string,
  {
    aliases: object;
    settings: ListedIndex['settings'];
    mappings: ListedIndex['mappings'] & { _meta?: ListedIndex['meta'] };
  }
>;

export type RawEngine = ReturnType<typeof rawEngine>;

export function rawEngine(url: string, alias: string) {
  const ask = async (method: string, target: string, body?: object) => {
    const response = await fetch(`${url}${target}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      signal: AbortSignal.timeout(10_000),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  /** A request that must succeed. */
  const order = async (method: string, target: string, body?: object) => {
    const answer = await ask(method, target, body);
    expect(answer, `${method} ${target}`).toMatchObject({ status: 200 });
    return answer.body;
  };
  const list = async (): Promise<ListedIndex[]> => {
    const told = (await order('GET', `/${alias}*?expand_wildcards=all`)) as Told;
    return Object.entries(told).map(([name, { aliases, mappings, settings }]) => ({
      name,
      current: alias in aliases,
      meta: mappings._meta,
      mappings,
      settings,
    }));
  };

  return {
    ask,
    order,
    list,
    /** The only index of the alias, which is searched. */
    async only(): Promise<ListedIndex> {
      const [index, ...more] = await list();
      expect(more).toEqual([]);
      expect(index?.current).toBe(true);
      if (!index) throw new Error('there is no index');
      return index;
    },
    /** An empty index with the mapping of another one, and a note of its own. */
    imitate: async ({ mappings: { properties }, settings }: ListedIndex, name: string, _meta: object) =>
      void (await order('PUT', `/${name}`, {
        settings: { analysis: settings.index.analysis },
        mappings: { properties, _meta },
      })),
    remove: async (name: string) => void (await order('DELETE', `/${name}`)),
    point: async (...actions: object[]) => void (await order('POST', '/_aliases', { actions })),
    async clean() {
      for (const { name } of await list()) await ask('DELETE', `/${name}`);
    },
  };
}
