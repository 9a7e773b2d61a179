import { defineConfig } from 'vitest/config';

// Tests wait for breakers to try again: longer than vitest's own limit, and still bounded.
export default defineConfig({ test: { testTimeout: 20_000, hookTimeout: 20_000 } });
