// Suggestions below the search field, for keyboards, mice, fingers and screen readers.
import { expect, expectAccessible, test } from './shop.ts';
import { expectNoList, field, list, options, type } from './suggestions.ts';

test('a misspelt beginning shows what was meant, and the keyboard alone chooses and finds it', async ({ page }) => {
  const refused: string[] = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  page.on('pageerror', (error) => refused.push(String(error)));
  await page.goto('/');
  await expect(field(page)).toHaveAttribute('aria-autocomplete', 'list');
  await expectNoList(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await type(page, 'haedph');
  await expect(options(page).first()).toHaveText(/^Headphones /);
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(field(page)).toHaveAttribute('aria-controls', (await list(page).getAttribute('id')) ?? '');
  await expect(page.getByText(`${await options(page).count()} suggestions`)).toHaveAttribute('aria-live', 'polite');
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);

  const [first = '', second = ''] = await options(page).allTextContents();
  const expectChosen = async (name: string) => {
    const chosen = page.getByRole('option', { selected: true });
    await expect(chosen).toHaveText(name);
    await expect(field(page)).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? '');
    await expect(field(page)).toBeFocused();
    await expect(field(page)).toHaveValue('haedph');
  };
  await page.keyboard.press('ArrowDown');
  await expectChosen(first);
  await page.keyboard.press('ArrowUp');
  await expectChosen((await options(page).last().textContent()) ?? '');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expectChosen(second);
  await page.keyboard.press('Home');
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);
  await expect(field(page)).not.toHaveAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL((url) => url.pathname === '/search' && url.searchParams.get('q') === first);
  await expect(page.locator('[data-section=results] .card h3').first()).toHaveText(first);
  expect(refused).toEqual([]);
});

test('Enter without a choice searches for what was typed', async ({ page }) => {
  await page.goto('/');
  await type(page, 'keyb');
  await expect(options(page).first()).toHaveText(/^Keyboard/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=keyb$/);
});

test('Escape closes the list and keeps the text, and the next one clears the field', async ({ page }) => {
  await page.goto('/');
  await type(page, 'keyb');
  await expect(list(page)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expectNoList(page);
  await expect(field(page)).toHaveValue('keyb');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveValue('');
  await page.keyboard.press('ArrowDown');
  await expectNoList(page);
});

test('Tab and a click beside the list close it', async ({ page }) => {
  await page.goto('/');
  await type(page, 'keyb');
  await expect(list(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await expectNoList(page);
  await expect(page.getByRole('button', { name: 'Search', exact: true })).toBeFocused();
  await type(page, 'o');
  await expect(list(page)).toBeVisible();
  await page.getByRole('contentinfo').click({ position: { x: 2, y: 2 } });
  await expectNoList(page);
});

test('a mouse or a finger chooses @phone', async ({ page, isMobile }) => {
  await page.goto('/');
  await type(page, 'laptpo');
  const second = options(page).nth(1);
  await expect(second).toHaveText(/^Laptop/);
  const name = (await second.textContent()) ?? '';
  await (isMobile ? second.tap() : second.click());
  await expect(page).toHaveURL((url) => url.searchParams.get('q') === name);
  await expect(field(page)).toHaveValue(name);
});

test('the list moves nothing, fits, and is accessible in both schemes, also on a limited page @phone', async ({
  page,
  isMobile,
  kill,
  unopenedProduct,
}) => {
  await kill('review');
  await page.goto(unopenedProduct().path);
  await expect(page.getByText('Some features are temporarily limited.')).toBeVisible();
  if (isMobile) await page.setViewportSize({ width: 360, height: 740 });
  const layout = () =>
    page.evaluate(() => [
      ...['h1', '.find input', '.find button'].map((selector) =>
        JSON.stringify(document.querySelector(selector)?.getBoundingClientRect()),
      ),
      document.documentElement.scrollHeight,
      document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ]);
  await field(page).focus();
  const before = await layout();
  await type(page, 'haedph');
  await expect(list(page)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  expect(await layout()).toEqual(before);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});
