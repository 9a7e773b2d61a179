// Buying while parts of the shop are dead: the order is kept, the page says what is known of the charge, and it is paid by itself later.
import type { PartName } from '@evenkeel/platform';
import type { Page } from '@playwright/test';
import { booked, cards, expectState, openCheckout, order, pay, payButton, untilBuyingIsWell } from './buying.ts';
import { expect, expectAccessible, test } from './shop.ts';

/** A worker looks twice a second, breakers let somebody try after 5 s, and the page looks every 3 s. */
const soonMs = 30_000;
const recovers = 'Your payment will be processed when the service recovers.';

test.beforeEach(({ playwright, baseURL }) =>
  untilBuyingIsWell(() => playwright.request.newContext({ ...(baseURL && { baseURL }) })),
);

/**
 * A part that was killed refuses connections, so nothing was sent. Where something stands in front of it that takes them and breaks them
 * off, nobody can know that, and the page does not claim to.
 */
const expectQueued = async (page: Page): Promise<void> => {
  await expect(order(page)).toHaveAttribute('data-order-state', /^(queued|confirming)$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have your order.');
  await expect(order(page)).toContainText(recovers);
  await expect(order(page)).toContainText(
    /Your card has not been charged yet\. It will be charged once\.|We do not know yet whether your card was charged\./,
  );
};

/** The page that is open says so, without being loaded again. */
async function expectPaidByItself(page: Page, id: string): Promise<void> {
  await expectState(page, 'paid', soonMs);
  await expect(page.locator('body')).toHaveAttribute('data-same-page', 'yes');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you. Your order is paid.');
  expect(await booked(id)).toEqual([99_900]);
}
const markPage = (page: Page) => page.evaluate(() => document.body.setAttribute('data-same-page', 'yes'));

test('with the bank dead an order waits, and is paid by itself when the bank is back @phone', async ({
  page,
  kill,
  start,
}) => {
  await openCheckout(page);
  await kill('bank');
  const id = await pay(page);
  await expectQueued(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await markPage(page);
  await start('bank');
  await expectPaidByItself(page, id);

  await page.goto('/mailbox');
  const message = page.locator('[data-message=paid]').first();
  await expect(message).toContainText(/^Your payment went through at \d\d:\d\d\./);
  await expect(message).toContainText('$999');
  await expectAccessible(page);
  await message.getByRole('link').click();
  await expectState(page, 'paid');
});

test('an answer of the bank that is lost is looked up: confirming, then paid, charged once', async ({ page }) => {
  await openCheckout(page);
  const id = await pay(page, cards.lost);
  await expectState(page, 'confirming');
  await expect(order(page)).toContainText(recovers);
  await expect(order(page)).toContainText(
    'We do not know yet whether your card was charged. It will be charged once at most. Do not pay again.',
  );
  await markPage(page);
  await expectPaidByItself(page, id);
});

const takenWithout: Readonly<Record<string, readonly PartName[]>> = {
  'payment dead': ['payment'],
  'PostgreSQL dead': ['postgres', 'postgres-replica'],
};

for (const [what, parts] of Object.entries(takenWithout)) {
  test(`with ${what} an order is taken, and paid by itself later`, async ({ page, kill, start }) => {
    await openCheckout(page);
    await kill(...parts);
    const id = await pay(page);
    await expectQueued(page);
    await markPage(page);
    await start(...parts);
    await expectPaidByItself(page, id);
  });
}

test('with everything dead but the storefront nothing is ordered, the page says so, and the cart is kept', async ({
  page,
  kill,
}) => {
  await openCheckout(page);
  await kill(
    ...(['gateway', 'payment', 'bank', 'product', 'review', 'recommendation', 'search', 'elasticsearch'] as const),
    ...(['redis', 'postgres-replica', 'postgres'] as const),
  );
  await payButton(page).click();
  await expect(page).toHaveURL(/\/checkout\?(refused|unsure)=[0-9a-f-]{36}$/);
  const told = page.getByText(
    /^We (could not take your order\. Nothing was charged and your cart is kept|do not know whether your order has reached us)\./,
  );
  await expect(told).toBeVisible();
  await expectAccessible(page);
  expect((await page.goto('/mailbox'))?.status()).toBe(200);
  await expect(page.getByText('Your messages are temporarily unavailable. Your orders are kept.')).toBeVisible();
  await page.goto('/cart');
  await expect(page.getByRole('main')).toContainText('Laptop');
});
