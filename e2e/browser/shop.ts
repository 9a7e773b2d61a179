// What every browser test starts from: the running shop, whole again after each test, and products nobody has opened yet.
import AxeBuilder from '@axe-core/playwright';
import { type CatalogueProduct, catalogue } from '@evenkeel/catalogue';
import { type PartName, waitUntil } from '@evenkeel/platform';
import { test as base, expect, type Page } from '@playwright/test';
import { look } from '../src/matrix/observe.ts';
import { attachedShop } from '../src/own-shop.ts';

export const { platform } = await attachedShop();

// The matrix takes its products from the front of the catalogue; these come from its end, twenty for each worker: a
// worker that is replaced after a failure must not open what the one before it has opened.
const perWorker = 20;
const unopened = (worker: number) =>
  catalogue()
    .products.toReversed()
    .slice(worker * perWorker, (worker + 1) * perWorker)
    .values();

interface WorkerFixtures {
  unopenedProducts: Iterator<CatalogueProduct>;
}

export interface ShopFixtures {
  /** Kills parts; all of them are running again, and the shop is live, when the test is over. */
  kill: (...parts: PartName[]) => Promise<void>;
  start: (...parts: PartName[]) => Promise<void>;
  /** The address of a product that no test has opened. */
  unopenedProduct: () => { slug: string; name: string; path: string };
}

export const test = base.extend<ShopFixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  kill: async ({}, use) => {
    const killed = new Set<PartName>();
    await use(async (...parts) => {
      for (const part of parts) {
        await platform.kill(part);
        killed.add(part);
      }
    });
    for (const part of killed) await platform.start(part);
    if (killed.size > 0) expect(await waitUntil(allLive, { limitMs: 20_000, everyMs: 250 })).toBe(true);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  start: async ({}, use) => {
    await use(async (...parts) => {
      for (const part of parts) await platform.start(part);
    });
  },
  unopenedProducts: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use, { workerIndex }) => {
      await use(unopened(workerIndex));
    },
    { scope: 'worker' },
  ],
  unopenedProduct: async ({ unopenedProducts }, use) => {
    await use(() => {
      const { value } = unopenedProducts.next();
      if (!value) throw new Error('no product is left that nobody has opened');
      return { slug: value.slug, name: value.name, path: `/products/${value.slug}` };
    });
  },
});

const allLive = async () => {
  for (const path of ['/products/laptop', '/search?q=laptop']) {
    const page = await look(`${platform.url('web')}${path}`, 5_000);
    if (page.status !== 200 || page.system !== 'normal') return false;
  }
  return true;
};

/** Opens `path` again until its section is in the state: a shared answer is live for two seconds more. */
export async function openUntil(page: Page, path: string, section: string, state: string): Promise<void> {
  await expect
    .poll(async () => {
      await page.goto(path);
      return page.locator(`[data-section=${section}]`).getAttribute('data-state');
    })
    .toBe(state);
}

/** @param without what is not part of the page itself: a frame that shows another page */
export async function expectAccessible(page: Page, without?: string): Promise<void> {
  const all = new AxeBuilder({ page });
  const { violations } = await (without === undefined ? all : all.exclude(without)).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

export { expect };
