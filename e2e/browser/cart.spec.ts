import { expect, expectAccessible, test } from './shop.ts';

test('adding, changing and removing works, and the amount is kept', async ({ page }) => {
  await page.goto('/products/mouse');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page).toHaveURL(/\/cart$/);
  const items = page.locator('[data-section=items]');
  await expect(items).toContainText('Mouse');
  await expect(items).toContainText('$29');
  await expectAccessible(page);
});

test('a tampered cart is dropped, with a sentence that says so', async ({ page, context, baseURL }) => {
  await page.goto('/products/mouse');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const cart = (await context.cookies()).find(({ name }) => name.startsWith('cart-'));
  expect(cart?.httpOnly).toBe(true);
  const value = cart?.value ?? '';
  const middle = Math.floor(value.length / 2);
  const tampered = `${value.slice(0, middle)}${value[middle] === 'A' ? 'B' : 'A'}${value.slice(middle + 1)}`;
  await context.addCookies([{ name: cart?.name ?? '', value: tampered, url: baseURL ?? '' }]);
  await page.goto('/cart');
  await expect(page.getByText('We could not read your cart, so it is empty now. Nothing was ordered.')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('$29');
});

test.describe('a cart form that nobody could have filled in', () => {
  for (const quantity of ['-1', '0', '1000000', '1.5', 'NaN', '']) {
    test(`amount "${quantity}" is a clear 4xx`, async ({ page, request }) => {
      await page.goto('/products/mouse');
      const form = page.locator('form', { has: page.getByRole('button', { name: 'Add to cart' }) });
      const fields = await form.evaluate((element) =>
        Object.fromEntries([...new FormData(element as HTMLFormElement)].map(([name, value]) => [name, String(value)])),
      );
      const action = (await form.getAttribute('action')) ?? '';
      const answer = await request.post(action, { form: { ...fields, quantity }, maxRedirects: 0 });
      expect(answer.status()).toBeGreaterThanOrEqual(400);
      expect(answer.status()).toBeLessThan(500);
    });
  }
});

test('a page that breaks while it is shown leads to the cart', async ({ page }) => {
  await page.addInitScript(() => {
    const listen = document.addEventListener.bind(document) as (...asked: unknown[]) => void;
    document.addEventListener = (type: string, ...rest: unknown[]) => {
      if (type === 'click') throw new Error('a script of this page is broken');
      listen(type, ...rest);
    };
  });
  await page.goto('/products/mouse');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sorry, we cannot show this page right now');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to your cart' }).click();
  await expect(page).toHaveURL(/\/cart$/);
});
