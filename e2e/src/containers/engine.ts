// The shop's Elasticsearch as its operator has it: requests from inside its container, since nobody outside reaches it.
import type { TrialComposition } from './trial-composition.ts';

/** Of the search service where nobody says otherwise. */
const alias = 'products';

export interface Engine {
  /** The body of its answer, whatever the status. */
  ask(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>;
  /** Name of the index that is searched. Throws when there is none. */
  current(): Promise<string>;
  /** All indices of the shop, those that are being built, too. */
  indices(): Promise<string[]>;
  /** `green`, `yellow` or `red`. */
  status(): Promise<string>;
}

export function engine({ docker, shop }: TrialComposition): Engine {
  const ask: Engine['ask'] = async (method, path, body) => {
    const [container] = await shop.platform.containers('elasticsearch');
    const json = body ? ['-H', 'content-type: application/json', '-d', JSON.stringify(body)] : [];
    const curl = ['curl', '-sS', '--max-time', '10', '-X', method, `http://127.0.0.1:9200${path}`, ...json];
    return JSON.parse(await docker.run(['exec', container?.id ?? '', ...curl]));
  };
  const named = async (path: string) => {
    const names = Object.keys((await ask('GET', path)) as object);
    return names.filter((name) => name.startsWith(`${alias}-v`)).sort();
  };
  return {
    ask,
    indices: () => named(`/${alias}-v*?expand_wildcards=all`),
    async current() {
      const [name] = await named(`/_alias/${alias}`);
      if (name === undefined) throw new Error('no index is searched');
      return name;
    },
    status: async () => ((await ask('GET', '/_cluster/health')) as { status: string }).status,
  };
}
