// A large catalogue, and the time that search takes to have all of it in its index.
import type { Shop } from '@evenkeel/local';
import { waitUntil } from '@evenkeel/platform';
import { memoryOf } from '../../memory.ts';
import type { Report } from '../rows.ts';
import { askSearch, type Engine } from './engine.ts';
import { enlargeCatalogue } from './enlarge.ts';

const limitMs = 300_000;
const leastPerSecond = 5_000;
/** The catalogue of 100,000 products is some 100 MB as JSON: it must go through, not in. */
const mostMemoryMb = 250;

/** Throws when the index is not complete within five minutes. */
export async function fillAndIndex(shop: Shop, engine: Engine, products: number, rows: Report): Promise<void> {
  // The index of the small catalogue goes: what is measured is a build from nothing.
  await shop.platform.stop('search');
  await engine.clean();
  if (!engine.elsewhere) {
    await shop.platform.stop('elasticsearch');
    await shop.platform.start('elasticsearch');
  }
  rows.note(`Making ${products} products ...`);
  await enlargeCatalogue(shop.access.primaryUrl, shop.access.replicaUrl, products);

  const began = performance.now();
  await shop.platform.start('search');
  const seen = await waitUntil(
    async () => {
      const answer = await askSearch(shop.url('search'), '/search');
      return answer?.quality === 'high' && answer.total === products && answer;
    },
    { limitMs, everyMs: 250 },
  );
  if (!seen) throw new Error(`The index has not got all ${products} products within ${limitMs / 1_000} s.`);
  rows.note(`\nThe engine is ${seen.engine}, over ${products} products.\n`);
  const seconds = (performance.now() - began) / 1_000;
  rows.tell(`index of ${products} products: from the start of the service to its last product`, seconds, 's');
  // A goal for the real engine: the stand-in is made for the 300 products of the shop.
  if (engine.elsewhere) rows.atLeast('products indexed a second', products / seconds, '1/s', leastPerSecond);
  else rows.tell('products indexed a second', products / seconds, '1/s');
  const memory = (await memoryOf(await shop.platform.list())).find(({ name }) => name === 'search');
  rows.atMost('memory of the search service after it (PSS)', (memory?.bytes ?? 0) / 1e6, 'MB', mostMemoryMb);
}
