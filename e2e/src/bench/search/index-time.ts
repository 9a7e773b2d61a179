// A large catalogue, and the time that search takes to have all of it in its index.
import type { Shop } from '@evenkeel/local';
import { waitUntil } from '@evenkeel/platform';
import type { Report } from '../rows.ts';
import { askSearch, type Engine } from './engine.ts';
import { enlargeCatalogue } from './enlarge.ts';

const limitMs = 300_000;

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
  rows.tell(`index of ${products} products built`, (performance.now() - began) / 1_000, 's');
}
