// What a first start costs when nothing has to be downloaded: web is built, the databases are made and filled, all parts come up.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { look } from './matrix/observe.ts';
import { ownShop } from './own-shop.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * From nothing to a whole page, in ms: a shop of its own, with web built anew in this checkout (whatever else runs its web from
 * here has to be started again). Throws when a part does not come up, or the page is not whole.
 */
export async function firstStartMs(log: (line: string) => void): Promise<number> {
  rmSync(path.join(root, 'apps/web/.next'), { recursive: true, force: true });
  process.env.TURBO_FORCE = 'true'; // Else turbo takes the last build out of its cache.
  const began = performance.now();
  const shop = await ownShop(log);
  try {
    const page = await look(`${shop.platform.url('web')}/products/laptop`, 10_000);
    const ms = performance.now() - began;
    if (page.system !== 'normal')
      throw new Error(`The first page is ${page.system ?? `status ${page.status}`}, not normal.`);
    return ms;
  } finally {
    await shop.stop();
  }
}
