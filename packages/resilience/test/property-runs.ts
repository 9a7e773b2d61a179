/** How many cases a property is tried with: some with every test run, 10,000 with `PROPERTY_RUNS=10000`. */
export const numRuns = Number(process.env.PROPERTY_RUNS ?? 300);
