// The engine under measurement: the stand-in of the shop, or a real Elasticsearch elsewhere, which cannot be killed and must
// be left as it was found.
import { randomBytes } from 'node:crypto';
import type { StartShopOptions } from '@evenkeel/local';
import { request } from 'undici';

export interface Engine {
  readonly elsewhere: string | undefined;
  /** What the shop must be started with to use it. */
  readonly options: Pick<StartShopOptions, 'elsewhere' | 'env'>;
  /** Deletes what the benchmark has left in an engine elsewhere. */
  clean(): Promise<void>;
}

export function engineAt(url: string | undefined): Engine {
  if (!url) return { elsewhere: undefined, options: {}, clean: () => Promise.resolve() };
  // Others may keep their index under the usual name.
  const index = `bench-${randomBytes(4).toString('hex')}`;
  return {
    elsewhere: url,
    options: { elsewhere: { elasticsearch: url }, env: { search: { SEARCH_INDEX: index } } },
    async clean() {
      // One by one: by default Elasticsearch refuses to delete by pattern.
      const { body } = await request(`${url}/_cat/indices/${index}*?h=index&format=json`);
      for (const found of (await body.json()) as { index: string }[])
        await (await request(`${url}/${found.index}`, { method: 'DELETE' })).body.dump();
    },
  };
}

/** What the search service says of an answer: how good, how many, by whom. Undefined when it does not answer. */
export async function askSearch(url: string, path: string): Promise<SearchSeen | undefined> {
  try {
    const { statusCode, body } = await request(url + path, { signal: AbortSignal.timeout(5_000) });
    const answer = (await body.json()) as {
      quality: string;
      results: { total: number; engine: { name: string } | null };
    };
    if (statusCode !== 200) return undefined;
    return { quality: answer.quality, total: answer.results.total, engine: answer.results.engine?.name };
  } catch {
    return undefined; // Not there yet: whoever asks tries again.
  }
}

export interface SearchSeen {
  readonly quality: string;
  readonly total: number;
  readonly engine: string | undefined;
}
