// The control room beside the running shop: what is broken from it and from elsewhere shows, and it lives when everything else is dead.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { partNames } from '@evenkeel/platform';
import type { Page } from '@playwright/test';
import { chromium } from '../src/chromium.ts';
import { expect, expectAccessible, platform, test } from './shop.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let room: ChildProcess;
let address: string;

async function open(): Promise<string> {
  room = spawn('node', ['infra/shop/bin/evenkeel.mjs', 'run', 'apps/control-room/src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of room.stdout ?? []) {
    said += String(chunk);
    const [found] = /http:\S+token=\S+/.exec(said) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error(`the control room does not start: ${said}`);
}
const end = () =>
  new Promise<void>((ended) => {
    room.once('exit', () => ended());
    room.kill('SIGTERM');
  });

test.beforeAll(async () => {
  address = await open();
});
test.afterAll(end);
test.use({ viewport: { width: 1920, height: 1080 } });
// The Chromium that npm brings runs in one process by default, and then ends with the first of these pages that is closed.
const { executablePath, args } = chromium();
test.use({ launchOptions: { executablePath, args: args.filter((arg) => arg !== '--single-process') } });

const node = (page: Page, part: string) => page.locator(`.node[data-part="${part}"]`);
const story = (page: Page) => page.getByRole('list', { name: 'Time line' });

test('every part runs, both shops sell, nothing scrolls, and the address keeps no token', async ({ page }) => {
  await page.goto(address);
  expect(page.url()).not.toContain('token');
  await expect(page.getByText('every part runs')).toBeVisible();
  await expect(page.getByText('Connected')).toBeVisible();
  for (const part of ['web', 'gateway', 'review', 'postgres-replica', 'bank'])
    await expect(node(page, part)).toHaveAttribute('data-state', 'running');
  await expect(page.getByRole('region', { name: 'Protected shop' })).toContainText('sections');
  const size = await page.evaluate(() => [document.body.scrollWidth, document.body.scrollHeight]);
  expect(size[0]).toBeLessThanOrEqual(1920);
  expect(size[1]).toBeLessThanOrEqual(1080);
  await expectAccessible(page, 'iframe');
});

test('a part that is killed here is dead on the map, in the list and on the time line; started here, it is back', async ({
  page,
}) => {
  await page.goto(address);
  await page.getByRole('button', { name: 'Kill review' }).click();
  await expect(node(page, 'review')).toHaveAttribute('data-state', 'killed');
  await expect(page.getByRole('region', { name: 'Active faults' })).toContainText('review killed');
  await expect(story(page)).toContainText('You killed review');
  expect((await platform.list()).find(({ name }) => name === 'review')?.state).toBe('killed');
  await expectAccessible(page, 'iframe');
  await page.getByRole('button', { name: 'Start again review' }).click();
  await expect(node(page, 'review')).toHaveAttribute('data-state', 'running', { timeout: 20_000 });
  await expect(page.getByRole('region', { name: 'Active faults' })).toContainText('Nothing is broken');
});

test('what is done in another terminal shows as well, and is mended with the same button', async ({ page }) => {
  await page.goto(address);
  await platform.pause('recommendation');
  await expect(node(page, 'recommendation')).toHaveAttribute('data-state', 'paused');
  await expect(story(page)).toContainText('recommendation hangs');
  await page.getByRole('button', { name: 'Heal all' }).click();
  await expect(node(page, 'recommendation')).toHaveAttribute('data-state', 'running', { timeout: 30_000 });
});

test('a breaker that opens shows why, and counts down, with people in the shop', async ({ page }) => {
  await page.goto(address);
  await page.getByRole('slider', { name: 'Load' }).fill('5');
  await expect(page.getByText('5 visitors')).toBeVisible();
  await page.getByRole('button', { name: 'Kill review' }).click();
  await expect(page.locator('.wires')).toContainText('OPEN', { timeout: 30_000 });
  await expect(page.locator('.wires')).toContainText('ECONNREFUSED');
  await expect(story(page)).toContainText('review breaker opened');
  await page.getByRole('button', { name: 'Start again review' }).click();
  await expect(story(page)).toContainText('review breaker closed again', { timeout: 30_000 });
  await page.getByRole('slider', { name: 'Load' }).fill('0');
  await expect(page.getByText('0 visitors')).toBeVisible();
});

test('it lives when everything else is dead, says so, and brings it back', async ({ page, kill }) => {
  test.setTimeout(120_000);
  await page.goto(address);
  await kill(...partNames);
  await expect(node(page, 'gateway')).toHaveAttribute('data-state', 'killed');
  await expect(node(page, 'web')).toHaveAttribute('data-state', 'killed');
  await expect(page.getByRole('region', { name: 'Protected shop' })).toContainText('nothing to buy');
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await expect(page.getByRole('row', { name: /^gateway product/ })).toContainText('no figures');
  await expectAccessible(page, 'iframe');
  await page.getByRole('button', { name: 'Heal all' }).click();
  await expect(page.getByText('every part runs')).toBeVisible({ timeout: 90_000 });
});

test('when it ends itself, its page says that the picture is old; when it is back it shows what is', async ({
  page,
}) => {
  await page.goto(address);
  await expect(page.getByText('Connected')).toBeVisible();
  await end();
  await expect(page.getByText('This picture is old.')).toBeVisible();
  address = await open();
  await expect(page.getByText('Connected')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('every part runs')).toBeVisible();
});
