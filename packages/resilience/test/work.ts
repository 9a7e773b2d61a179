import type { CircuitBreaker } from '../src/index.ts';
import { CircuitOpenError, type Permit, ResilienceError } from '../src/index.ts';

export const boom = (): never => {
  throw new Error('boom');
};

/** Work that never settles. */
export const hang = (): Promise<never> => new Promise(() => undefined);

/** A promise with its levers. */
export function lever<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  return Promise.withResolvers<T>();
}

/** Enters, or fails the test. */
export function admitted(breaker: CircuitBreaker): Permit {
  const permit = breaker.enter();
  if (permit instanceof CircuitOpenError) throw permit;
  return permit;
}

/** A place, or the failure of the test. */
export function given<T>(admission: T): Exclude<T, ResilienceError> {
  if (admission instanceof ResilienceError) throw admission;
  return admission as Exclude<T, ResilienceError>;
}

/** Makes one call with that result. */
export function pass(breaker: CircuitBreaker, ...results: ('success' | 'failure' | 'ignored')[]): void {
  for (const result of results) breaker.exit(admitted(breaker), result);
}

export const fail = (breaker: CircuitBreaker, times: number): void => {
  for (let i = 0; i < times; i++) pass(breaker, 'failure');
};
