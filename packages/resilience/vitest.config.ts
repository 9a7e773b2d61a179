import { defineConfig } from 'vitest/config';

// Properties in the long mode (PROPERTY_RUNS=10000) take their time.
export default defineConfig({ test: { testTimeout: 180_000 } });
