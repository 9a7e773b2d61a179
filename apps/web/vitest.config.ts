import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './test/build-shop.ts',
    // Pages wait for limits of the shop to pass: longer than vitest's own limit, and still bounded.
    testTimeout: 20_000,
    // Of components rendered in a test; a shop that a test starts is told its own.
    env: {
      GATEWAY_URL: 'http://127.0.0.1:1',
      SHOP_SECRET: 'a secret for tests only',
      SHOP_OPERATOR_TOKEN: 'a token for tests only',
      PLUMBING: 'on',
    },
  },
});
