import { defineConfig } from 'vitest/config';

// Real stores start and stop in these tests; each wait inside has a limit of its own, which tells more.
export default defineConfig({ test: { testTimeout: 40_000, hookTimeout: 120_000 } });
