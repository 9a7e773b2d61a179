import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['apps/*', 'packages/*', 'infra/*', 'e2e'],
    // Integration tests share two cores with PostgreSQL: waits are bounded, but generously.
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
