// The storefront alone: what a visitor can still do when nothing behind it is alive.
import { expect, expectAccessible, openUntil, test } from './shop.ts';

const everything = ['gateway', 'product', 'review', 'recommendation', 'redis', 'postgres-replica', 'postgres'] as const;

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a page seen before sells, a page never seen is honest, and the cart is kept @phone', async ({
    page,
    kill,
    unopenedProduct,
  }) => {
    const known = unopenedProduct();
    await page.goto(known.path);
    await kill(...everything);
    await openUntil(page, known.path, 'product', 'stale');
    for (const section of ['price', 'rating', 'reviews', 'related']) {
      await expect(page.locator(`[data-section=${section}]`)).toHaveAttribute('data-state', 'stale');
    }
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(page).toHaveURL(/\/cart$/);
    await expect(page.getByRole('main')).toContainText(known.name);

    expect((await page.goto(unopenedProduct().path))?.status()).toBe(503);
    for (const path of ['/', '/categories/computers', '/cart', '/status']) {
      expect((await page.goto(path))?.status(), path).toBe(200);
      await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
    }
  });
});

test('home and cart stay accessible', async ({ page, kill }) => {
  await kill('gateway');
  for (const path of ['/', '/cart', '/categories/audio']) {
    await page.goto(path);
    await expectAccessible(page);
  }
});
