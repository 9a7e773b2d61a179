// Everything the package offers. What is not here (clocks that don't go back, windows, timeboxes) is how it is made.
export * from './breaker-options.ts';
export * from './bulkhead.ts';
export * from './circuit-breaker.ts';
export * from './classification.ts';
export { type Clock, systemClock } from './clock.ts';
export { type ElapsedClock, type ElapsedClockOptions, elapsedClock } from './elapsed-clock.ts';
export * from './errors.ts';
export * from './ladder.ts';
export * from './last-good.ts';
export * from './last-good-options.ts';
export * from './outcome.ts';
export * from './pipeline.ts';
export * from './pipeline-options.ts';
export * from './queued-bulkhead.ts';
export type { Delay, Jitter, RetryPolicy } from './retry.ts';
export * from './retry-budget.ts';
export type { SecondLevel, SecondLevelStats } from './second-level.ts';
