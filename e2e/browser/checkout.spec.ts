// Buying, with all well and with cards that are not.
import { booked, cards, expectState, idIn, openCheckout, order, pay, payButton, untilBuyingIsWell } from './buying.ts';
import { expect, expectAccessible, test } from './shop.ts';

test.beforeEach(({ playwright, baseURL }) =>
  untilBuyingIsWell(() => playwright.request.newContext({ ...(baseURL && { baseURL }) })),
);

for (const javaScriptEnabled of [false, true]) {
  test.describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test('a laptop is bought: paid at once, the cart is empty, and that is confirmed by a message @phone', async ({
      page,
    }) => {
      await openCheckout(page);
      const id = await pay(page);
      await expectState(page, 'paid');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you. Your order is paid.');
      await expect(order(page)).toContainText('$999.00');
      expect(await booked(id)).toEqual([99_900]);
      await page.goto('/cart');
      await expect(page.getByText('Your cart is empty.')).toBeVisible();
      await page.getByRole('link', { name: 'Your messages' }).click();
      await expect(page.locator('[data-section=messages]')).toHaveAttribute('data-state', 'live');
      await expect(page.locator('[data-message]')).toHaveCount(1);
      await expect(page.locator('[data-message=paid]')).toContainText('Your payment went through at');
    });

    test('a card that is declined is told at once, and another one pays for the same order', async ({ page }) => {
      await openCheckout(page);
      const id = await pay(page, cards.declined);
      await expectState(page, 'declined');
      await expect(order(page)).toContainText('Your card was declined.');
      await expect(order(page)).toContainText('Nothing was charged. Use another card or ask your bank.');
      await page.getByRole('radio', { name: cards.approved }).check();
      await page.getByRole('button', { name: 'Pay with this card' }).click();
      await expectState(page, 'paid');
      expect(idIn(page)).toBe(id);
      expect(await booked(id)).toEqual([99_900]);
      await page.goto('/cart');
      await expect(page.getByText('Your cart is empty.')).toBeVisible();
    });
  });
}

test('a double click, and the back button and another click, are one order that is charged once', async ({ page }) => {
  const madeOf = new Set<string | undefined>();
  page.on('response', (answer) => {
    if (answer.url().endsWith('/checkout/pay')) madeOf.add(answer.headers().location);
  });
  await openCheckout(page);
  await payButton(page).dblclick();
  await expectState(page, 'paid');
  const id = idIn(page);
  await page.goBack();
  // A browser may show the page as it was, or ask for it again: then the cart is empty.
  if (await payButton(page).isVisible()) {
    await payButton(page).click();
    await expectState(page, 'paid');
  }
  madeOf.delete(undefined); // Called off by the second click.
  expect([...madeOf]).toEqual([`/orders/${id}`]);
  expect(await booked(id)).toEqual([99_900]);
});

test('two tabs that open a checkout in the same instant are one order', async ({ page, context }) => {
  await page.goto('/products/laptop');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const other = await context.newPage();
  await Promise.all([page.goto('/checkout'), other.goto('/checkout')]);
  const id = await pay(page);
  await pay(other);
  expect(idIn(other)).toBe(id);
  await expectState(other, 'paid');
  expect(await booked(id)).toEqual([99_900]);
});

test('the same cart bought twice in a row makes two orders', async ({ page }) => {
  const ids: string[] = [];
  for (const _purchase of [1, 2]) {
    await openCheckout(page);
    ids.push(await pay(page));
    await expectState(page, 'paid');
  }
  expect(new Set(ids).size).toBe(2);
});

test('checkout, order and mailbox are accessible in both schemes @phone', async ({ page }) => {
  const check = async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
  };
  await openCheckout(page);
  await check();
  await pay(page, cards.declined);
  await expectState(page, 'declined');
  await check();
  await page.getByRole('radio', { name: cards.approved }).check();
  await page.getByRole('button', { name: 'Pay with this card' }).click();
  await expectState(page, 'paid');
  await check();
  await page.goto('/mailbox');
  await check();
});
