// The list below the search field, as tests find it.
import type { Locator, Page } from '@playwright/test';
import { expect } from './shop.ts';

/** The field once there is JavaScript; the plain one is a `searchbox`. */
export const field = (page: Page): Locator => page.getByRole('combobox', { name: 'Search products' });
export const list = (page: Page): Locator => page.getByRole('listbox', { name: 'Suggestions' });
export const options = (page: Page): Locator => list(page).getByRole('option');

export async function type(page: Page, text: string): Promise<void> {
  await field(page).focus();
  await page.keyboard.type(text);
}

export async function expectNoList(page: Page): Promise<void> {
  await expect(list(page)).toBeHidden();
  await expect(field(page)).toHaveAttribute('aria-expanded', 'false');
}
