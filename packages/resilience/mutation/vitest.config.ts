import { defineConfig } from 'vitest/config';

// The tests of the package as a mutation run needs them. Work that a mutant lets hang for ever is a test that fails, long before Stryker has to
// end the process. The files share one thread: a thread for each would be most of the time that a mutant takes.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They build, pack and install the package, look at its types alone, or take seconds to make their characters, for each mutant.
    exclude: ['test/packed.test.ts', 'test/types.test.ts', 'test/copies/ages.property.test.ts'],
    setupFiles: ['mutation/steady-chance.ts'],
    isolate: false,
    testTimeout: 2_500,
  },
});
