import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // One file at a time, however many cores there are: the files share one PostgreSQL and its hundred connections, and many of them hold
    // the shop to limits of some tens of ms. On two cores two at a time gained a twentieth of the time, and failed by the clock.
    maxWorkers: 1,
    projects: ['apps/*', 'packages/*', 'infra/*', 'e2e'],
    // Integration tests share two cores with PostgreSQL: waits are bounded, but generously.
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
