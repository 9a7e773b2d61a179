import type { Locator } from '@playwright/test';
import { expect, expectAccessible, openUntil, test } from './shop.ts';

test('the classic page: a laptop for $999, 4.8 of 5 from 234 reviews, and what goes well with it @phone', async ({
  page,
}) => {
  const answer = await page.goto('/products/laptop');
  expect(answer?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Laptop');
  await expect(page.locator('[data-section=price]')).toContainText('$999');
  await expect(page.locator('[data-section=rating]')).toContainText('4.8 of 5');
  await expect(page.locator('[data-section=rating]')).toContainText('234 reviews');
  for (const words of ['Great laptop!', 'John', 'Fast shipping', 'Jane']) {
    await expect(page.locator('[data-section=reviews]')).toContainText(words);
  }
  for (const words of ['Mouse', '$29', 'Keyboard', '$49', 'Monitor', '$199']) {
    await expect(page.locator('[data-section=related]')).toContainText(words);
  }
  await expect(page.locator('[data-system]')).toHaveAttribute('data-system', 'normal');
  await expect(page.getByText('Some features are temporarily limited.')).toHaveCount(0);
  await expectAccessible(page);
});

test('reviews dead on a page never seen: its section says so, and the rest sells @phone', async ({
  page,
  kill,
  unopenedProduct,
}) => {
  const product = unopenedProduct();
  await kill('review');
  const answer = await page.goto(product.path);
  expect(answer?.status()).toBe(200);
  await expect(page.locator('[data-section=reviews]')).toHaveAttribute('data-state', 'unavailable');
  await expect(page.getByText('Reviews are temporarily unavailable')).toBeVisible();
  await expect(page.getByText('Some features are temporarily limited.')).toBeVisible();
  await expect(page.locator('[data-section=price]')).toHaveAttribute('data-state', 'live');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('main')).toContainText(product.name);
});

test('reviews dead on a page seen before: they are shown with their age', async ({ page, kill, unopenedProduct }) => {
  const product = unopenedProduct();
  await page.goto(product.path);
  await kill('review');
  await openUntil(page, product.path, 'reviews', 'stale');
  const reviews = page.locator('[data-section=reviews]');
  await expect(reviews).toContainText('Reviews as of less than a minute ago.');
  await expect(reviews).toHaveAttribute('data-tier', 'fresh');
  await expect(reviews).toHaveAttribute('data-age-ms', /^\d+$/);
});

test('"Try again" heals the section in place, and with it all that is back, without loading the page', async ({
  page,
  kill,
  start,
  unopenedProduct,
}) => {
  const product = unopenedProduct();
  await kill('review');
  await page.goto(product.path);
  await page.evaluate(() => document.body.setAttribute('data-same-page', 'yes'));
  await start('review');
  await expect(async () => {
    const again = page.locator('[data-section=reviews]').getByRole('link', { name: 'Try again' });
    if (await again.isVisible()) await again.click();
    await expect(page.locator('[data-section=reviews]')).toHaveAttribute('data-state', 'live', { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(page.locator('[data-section=rating]')).toHaveAttribute('data-state', 'live');
  await expect(page.getByText('This page is complete again.')).toBeVisible();
  await expect(page.locator('body')).toHaveAttribute('data-same-page', 'yes');
});

test('product dead on a page never seen: an honest 503 with a way on', async ({ page, kill, unopenedProduct }) => {
  await kill('product');
  const answer = await page.goto(unopenedProduct().path);
  expect(answer?.status()).toBe(503);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sorry, we cannot show this product right now');
  await expect(page.getByText('Your cart is safe.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Try again' })).toBeVisible();
  await expectAccessible(page);
});

test('product dead on a page seen before: an old price says how old it is, and stock promises nothing', async ({
  page,
  kill,
  unopenedProduct,
}) => {
  const product = unopenedProduct();
  await page.goto(product.path);
  await kill('product');
  await openUntil(page, product.path, 'price', 'stale');
  await expect(page.getByText('Price from less than a minute ago. We check it again at checkout.')).toBeVisible();
  await expect(page.getByText('We confirm stock at checkout.')).toBeVisible();
  await expect(page.getByText('$0')).toHaveCount(0);
  await expectAccessible(page);
});

test('an unknown product is a 404 with a way on', async ({ page }) => {
  const answer = await page.goto('/products/no-such-thing');
  expect(answer?.status()).toBe(404);
  await expect(page.getByText('We do not have this product.')).toBeVisible();
  await expectAccessible(page);
});

test('a section keeps its height when it loses its content @phone', async ({ page, kill, start, unopenedProduct }) => {
  const { path } = unopenedProduct();
  // From the top of the content: the banner above it goes when all is well again.
  const whatFollows = async () =>
    (await onPage(page.locator('[data-section=recommendations]'))) - (await onPage(page.getByRole('main')));
  await kill('review');
  await page.goto(path);
  await expect(page.locator('[data-section=reviews]')).toHaveAttribute('data-state', 'unavailable');
  const broken = await whatFollows();
  await start('review');
  await openUntil(page, path, 'reviews', 'live');
  expect(Math.abs((await whatFollows()) - broken)).toBeLessThanOrEqual(2);
});

test('the plumbing shows state, source and time of each section, and moves nothing', async ({ page }) => {
  await page.goto('/products/laptop');
  const before = await onPage(page.getByRole('heading', { level: 1 }));
  await page.getByLabel('Show the plumbing').check();
  await expect(page.getByRole('complementary', { name: 'Plumbing' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Plumbing' })).toContainText('recommendations');
  expect(await onPage(page.getByRole('heading', { level: 1 }))).toBe(before);
});

/** Where an element begins, in px from the top of the page. */
const onPage = (element: Locator) => element.evaluate((node) => node.getBoundingClientRect().top + window.scrollY);
