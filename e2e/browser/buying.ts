// Buying, as browser tests do it: step by step as people do, and in one go where only the outcome matters.
import { waitUntil } from '@evenkeel/platform';
import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { request } from 'undici';
import { z } from 'zod';
import { expect, platform } from './shop.ts';

export const order = (page: Page): Locator => page.locator('[data-section=order]');
export const cards = {
  approved: 'A card that is approved',
  declined: 'A card that is declined',
  lost: 'A card that is charged, but the answer is lost',
} as const;

/** Puts a laptop into the cart and opens the checkout. */
export async function openCheckout(page: Page): Promise<void> {
  await page.goto('/products/laptop');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: 'Go to checkout' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Checkout');
}

export const payButton = (page: Page): Locator => page.getByRole('button', { name: 'Order and pay $999' });

/** Orders what the checkout shows, and answers the order's id. */
export async function pay(page: Page, card: string = cards.approved): Promise<string> {
  await page.getByRole('radio', { name: card }).check();
  await payButton(page).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  return idIn(page);
}

export const idIn = (page: Page): string => new URL(page.url()).pathname.replace('/orders/', '');

export const expectState = (page: Page, state: string, limitMs = 10_000): Promise<void> =>
  expect(order(page)).toHaveAttribute('data-order-state', state, { timeout: limitMs });

const charge = z.object({ id: z.uuid(), reference: z.string(), status: z.string(), cents: z.number() });
type Charge = z.infer<typeof charge>;
const charges = z.object({ charges: z.array(charge) });

/** What the bank has booked for an order, in cents. */
export async function booked(id: string): Promise<number[]> {
  const all: Charge[] = [];
  for (let more: Charge[]; ; all.push(...more)) {
    const after = all.at(-1);
    const { body } = await request(`${platform.url('bank')}/charges?limit=1000${after ? `&after=${after.id}` : ''}`);
    more = charges.parse(await body.json()).charges;
    if (more.length === 0) break;
  }
  return all.filter(({ reference, status }) => reference === id && status === 'approved').map(({ cents }) => cents);
}

/** Breakers that the test before has opened close only when somebody buys: some do, until one of them has paid at once. */
export async function untilBuyingIsWell(newBrowser: () => Promise<APIRequestContext>): Promise<void> {
  const well = async () => (await stateOfQuickPurchase(await newBrowser())) === 'paid';
  expect(await waitUntil(well, { limitMs: 40_000, everyMs: 1_000 })).toBe(true);
}

async function stateOfQuickPurchase(browser: APIRequestContext): Promise<string | undefined> {
  const field = (name: string, html: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
  const product = await (await browser.get('/products/mouse')).text();
  await browser.post('/cart/add', { form: { slug: 'mouse', quantity: '1', item: field('item', product) } });
  const checkout = await (await browser.get('/checkout')).text();
  const told = await browser.post('/checkout/pay', {
    form: { order: field('order', checkout), card: 'card_approved' },
  });
  const state = /data-order-state="(\w+)"/.exec(await told.text())?.[1];
  await browser.dispose();
  return state;
}
