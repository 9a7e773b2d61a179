// A crowd at the door of a healthy shop, each for a page that nobody has opened: slow perhaps, but never "sorry".
import { catalogue } from '@evenkeel/catalogue';
import { type Platform, waitUntil } from '@evenkeel/platform';
import { look } from '../matrix/observe.ts';
import type { Count } from './count.ts';

const visitors = 30;
const limitMs = 30_000;

/** Between what the matrix takes from the front of the catalogue and the browser tests from its end. */
const firstProduct = 100;

/** One test per visitor: HTTP 200. */
export async function crowd(platform: Platform, log: (line: string) => void): Promise<Count> {
  const laptop = `${platform.url('web')}/products/laptop`;
  // A first start is over when its databases are filled: until then there is no healthy shop.
  await waitUntil(async () => (await look(laptop, limitMs)).system === 'normal', { limitMs, everyMs: 200 });
  const products = catalogue().products.slice(firstProduct, firstProduct + visitors);
  const pages = await Promise.all(products.map(({ slug }) => look(`${platform.url('web')}/products/${slug}`, limitMs)));
  const passed = pages.filter(({ status }) => status === 200).length;
  const slowestMs = Math.max(...pages.map(({ tookMs }) => tookMs));
  const live = pages.filter(({ system }) => system === 'normal').length;
  log(
    `a crowd of ${visitors}: ${passed} got their page, ${live} of them all live, the slowest after ${Math.round(slowestMs)} ms`,
  );
  return { passed, failed: visitors - passed, skipped: 0 };
}
