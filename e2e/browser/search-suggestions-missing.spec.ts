// What the search field is without its suggestions: when nobody answers, too late or badly, and without JavaScript.
import type { Page } from '@playwright/test';
import { expect, test } from './shop.ts';
import { expectNoList, field, options, type } from './suggestions.ts';

const answered = (page: Page) => page.waitForResponse(/\/search\/suggest\?/);

test('a dead search service shows no list, and the field still searches', async ({ page, kill }) => {
  await page.goto('/');
  await kill('search');
  const answer = answered(page);
  await type(page, 'never suggested');
  await answer;
  await expectNoList(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=never\+suggested$/);
  await expect(page.locator('[data-section=results]')).toHaveAttribute('data-state', 'unavailable');
});

test('an answer that fails takes the list away, and one that is late never shows', async ({ page }) => {
  await page.goto('/');
  const held = Promise.withResolvers<void>();
  await page.route(/suggest\?q=held/, async (route) => {
    await held.promise;
    // By then the page has given up the question.
    await route.fulfill({ json: { items: ['Late'] } }).catch(() => undefined);
  });
  await page.route(/suggest\?q=.*broken/, (route) => route.fulfill({ status: 500, body: 'no json' }));
  const asked = page.waitForRequest(/suggest\?q=held/);
  await type(page, 'held');
  await asked;
  await field(page).fill('keyb');
  await expect(options(page).first()).toHaveText(/^Keyboard/);
  held.resolve();
  const failed = answered(page);
  await type(page, 'broken');
  await failed;
  await expectNoList(page);
  await expect(page.getByText('Late')).toHaveCount(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the field is a plain one in a form, and promises no list', async ({ page }) => {
    await page.goto('/');
    const plain = page.getByRole('searchbox', { name: 'Search products' });
    await expect(plain).not.toHaveAttribute('aria-expanded');
    await expect(page.locator('[role=listbox]')).toHaveCount(0);
    await plain.fill('keyb');
    await plain.press('Enter');
    await expect(page).toHaveURL(/\/search\?q=keyb$/);
  });
});
