// Searching as people do it, at every rung of the ladder.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './shop.ts';

const results = (page: Page) => page.locator('[data-section=results]');
const facets = (page: Page) => page.locator('[data-section=facets]');
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** Searches again until the answer is of this quality: the last one is shared for two seconds. */
async function searchUntil(page: Page, path: string, quality: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.goto(path);
        return results(page).getAttribute('data-quality');
      },
      { timeout: 20_000 },
    )
    .toBe(quality);
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a search is typed into the header of any page, narrowed, sorted, and turned to page 2 @phone', async ({
    page,
    isMobile,
  }) => {
    await page.goto('/cart');
    await page.getByRole('searchbox', { name: 'Search products' }).fill('laptop');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await expect(page).toHaveURL(/\/search\?q=laptop$/);
    await expect(heading(page)).toContainText('results for “laptop”');
    await expect(results(page)).toHaveAttribute('data-quality', 'high');
    await expect(results(page).locator('.card').first()).toContainText('Laptop');
    const all = await countIn(page);

    const unfold = async () => {
      if (isMobile)
        await page
          .getByText(/^Filters/)
          .first()
          .click();
    };
    await unfold();
    const computers = facets(page).getByRole('link', { name: /^Computers/ });
    const promised = Number(await computers.locator('.count').textContent());
    await computers.click();
    await expect(page).toHaveURL(/category=computers/);
    expect(await countIn(page)).toBe(promised);
    expect(promised).toBeLessThan(all);

    await results(page).getByLabel('Sort by').selectOption('price-asc');
    await results(page).getByRole('button', { name: 'Sort' }).click();
    await expect(page).toHaveURL(/sort=price-asc/);
    const prices = (await results(page).locator('.card b').allTextContents()).map((text) =>
      Number(text.replace(/[$,]/g, '')),
    );
    expect(prices).toEqual([...prices].sort((a, b) => a - b));

    await unfold();
    await facets(page).getByRole('link', { name: 'Clear all filters' }).click();
    await results(page).getByRole('link', { name: 'Next' }).click();
    await expect(page).toHaveURL(/page=2/);
    await page.goBack();
    await expect(page).not.toHaveURL(/page=2/);
    await expect(results(page).getByLabel('Sort by')).toHaveValue('price-asc');
  });

  test('with everything behind the shop dead, a search answers, and the categories lead on', async ({ page, kill }) => {
    await kill('gateway', 'search', 'elasticsearch');
    const answer = await page.goto('/search?q=anything%20never%20asked');
    expect(answer?.status()).toBe(200);
    await expect(results(page)).toHaveAttribute('data-state', 'unavailable');
    await expect(page.getByText('Search is temporarily unavailable. Please try again later.')).toBeVisible();
    await expect(facets(page)).toHaveAttribute('data-state', 'unavailable');
    expect((await page.goto('/categories/audio'))?.status()).toBe(200);
  });
});

test('words that are misspelt find what was meant, and the page says so', async ({ page }) => {
  // An engine that has just started may be too slow for the first ones who mistype: then the database answers, which finds parts of words only.
  const openAndRead = () => page.goto('/search?q=labtop').then(() => heading(page).textContent());
  await expect.poll(openAndRead).toContain('results for “laptop”');
  await expect(page.getByText('Nothing found for “labtop”, so we looked for something close to it.')).toBeVisible();
  await expect(results(page).locator('.card h3').first()).toHaveText('Laptop');
});

test('nothing found has a way on', async ({ page }) => {
  await page.goto('/search?q=qwxzvy&rating=5');
  await expect(heading(page)).toHaveText('Nothing found for “qwxzvy”');
  await expect(page.getByRole('link', { name: 'Search without filters' })).toBeVisible();
  await expect(page.locator('[data-section=categories]').getByRole('link').first()).toBeVisible();
  await expectAccessible(page);
});

test('each rung says what is limited, stays accessible, and holds still @phone', async ({ page, kill, start }) => {
  /** From the top of the page's content to the first product: the banner above it comes and goes. */
  const firstCard = () =>
    page.evaluate(() => {
      const top = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().top ?? Number.NaN;
      return Math.round(top('.results .card') - top('main'));
    });
  await searchUntil(page, '/search?q=headphones', 'high');
  await expectAccessible(page);
  const whole = await firstCard();

  await kill('elasticsearch');
  await searchUntil(page, '/search?q=headphones', 'medium');
  await expect(page.getByText('Search may be slower than usual')).toBeVisible();
  await expect(results(page)).toHaveAttribute('data-state', 'fallback');
  await expect(facets(page)).toHaveAttribute('data-state', 'fallback');
  await expectAccessible(page);
  expect(Math.abs((await firstCard()) - whole)).toBeLessThanOrEqual(2);

  await kill('postgres', 'postgres-replica');
  await searchUntil(page, '/search?q=headphones', 'low');
  await expect(page.getByText('Showing popular results only')).toBeVisible();
  await expect(page.getByText('Filters and sorting are temporarily unavailable.')).toBeVisible();
  await expectAccessible(page);
  expect(Math.abs((await firstCard()) - whole)).toBeLessThanOrEqual(2);

  await kill('redis');
  await searchUntil(page, '/search?q=headphones', 'none');
  await expect(page.getByText('Search is temporarily unavailable. Please try again later.')).toBeVisible();
  await expectAccessible(page);

  await start('redis', 'postgres', 'postgres-replica', 'elasticsearch');
  await page.evaluate(() => document.body.setAttribute('data-same-page', 'yes'));
  await expect(async () => {
    const again = results(page).getByRole('link', { name: 'Try again' });
    if (await again.isVisible()) await again.click();
    await expect(results(page)).toHaveAttribute('data-quality', 'high', { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(facets(page)).toHaveAttribute('data-state', 'live');
  await expect(page.locator('body')).toHaveAttribute('data-same-page', 'yes');
});

test('what the plumbing tells is readable whole on a phone, whichever rung has answered', async ({ page, kill }) => {
  /** What the plumbing says and is cut off, by the window or by its own box. */
  const cutOff = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.tag, .dock em, .dock header span')].flatMap((box) => {
        const { left, right, width } = box.getBoundingClientRect();
        const isWhole = width > 0 && left >= 0 && right <= innerWidth && box.scrollWidth <= box.clientWidth + 1;
        return isWhole ? [] : [box.textContent];
      }),
    );
  const expectReadable = async (quality: string) => {
    await searchUntil(page, '/search?q=headphones&plumbing=1', quality);
    for (const width of [320, 360]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await cutOff(), `${quality} at ${width} px`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    await expectAccessible(page);
  };
  await expectReadable('high');
  await kill('elasticsearch');
  await expectReadable('medium');
  await kill('postgres', 'postgres-replica');
  await expectReadable('low');
});

/** How many products the heading says were found. */
const countIn = async (page: Page): Promise<number> =>
  Number(/^[\d,]+/.exec((await heading(page).textContent()) ?? '')?.[0].replace(',', ''));
