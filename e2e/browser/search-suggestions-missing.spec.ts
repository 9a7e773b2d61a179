// What the search field is without its suggestions: when nobody answers, too late or badly, and without JavaScript.
import type { Route } from '@playwright/test';
import { expect, test } from './shop.ts';
import { expectNoList, field, options, type } from './suggestions.ts';

test('a search service that dies takes the list away, and the field still searches', async ({ page, kill }) => {
  await page.goto('/');
  await type(page, 'keyb');
  await expect(options(page).first()).toHaveText(/^Keyboard/);
  await kill('search');
  await type(page, ' never suggested');
  await expectNoList(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=keyb\+never\+suggested$/);
  await expect(page.locator('[data-section=results]')).toHaveAttribute('data-state', 'unavailable');
});

const badAnswers: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  'is none': (route) => route.abort(),
  'is an error': (route) => route.fulfill({ status: 500, json: { items: ['Keyboard broken'] } }),
  'is no JSON': (route) => route.fulfill({ body: '<h1>Hello</h1>' }),
  'is something else': (route) => route.fulfill({ json: { items: [{ html: 'Keyboard broken' }] } }),
};
for (const [how, answer] of Object.entries(badAnswers)) {
  test(`an answer that ${how} takes the list away`, async ({ page }) => {
    await page.goto('/');
    await page.route(/suggest\?q=.*broken/, answer);
    await type(page, 'keyb');
    await expect(options(page).first()).toHaveText(/^Keyboard/);
    await type(page, ' broken');
    await expectNoList(page);
  });
}

test('an answer that is late never shows', async ({ page }) => {
  await page.goto('/');
  const held = Promise.withResolvers<void>();
  const given = Promise.withResolvers<void>();
  await page.route(/suggest\?q=held/, async (route) => {
    await held.promise;
    // By then the page has given up the question, and nobody may be left to answer.
    await route.fulfill({ json: { items: ['Late'] } }).catch(() => undefined);
    given.resolve();
  });
  const asked = page.waitForRequest(/suggest\?q=held/);
  await type(page, 'held');
  await asked;
  await field(page).fill('keyb');
  await expect(options(page).first()).toHaveText(/^Keyboard/);
  held.resolve();
  await given.promise;
  await page.keyboard.press('ArrowDown');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await expect(options(page).first()).toHaveText(/^Keyboard/);
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
