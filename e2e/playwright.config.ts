import { defineConfig, devices } from '@playwright/test';
import { chromium } from './src/chromium.ts';

const launchOptions = chromium();

// The shop under test is started by `npm test` or by hand; SHOP_PORT_OFFSET and SHOP_STATE_DIR, or
// SHOP_PLATFORM=docker and WEB_PORT, say where it is.
export default defineConfig({
  testDir: './browser',
  // It watches a shop of processes; what containers say of themselves is asked for inside of them, too slowly for a moving picture.
  testIgnore: process.env.SHOP_PLATFORM === 'docker' ? ['control-room.spec.ts'] : [],
  // One after another: tests kill parts of the one shop that they share.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['json'] as const] : [])],
  use: {
    baseURL: `http://127.0.0.1:${process.env.SHOP_PLATFORM === 'docker' ? (process.env.WEB_PORT ?? 3000) : 3000 + Number(process.env.SHOP_PORT_OFFSET ?? 0)}`,
    launchOptions,
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], launchOptions } },
    { name: 'phone', grep: /@phone/, use: { ...devices['Pixel 7'], launchOptions } },
  ],
});
