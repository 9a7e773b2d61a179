// A wrong option stops the start with its name, instead of making a breaker that never opens.

/** @throws TypeError for anything that is no number, RangeError for one that breaks the rule */
function checked(name: string, value: number, holds: boolean, rule: string): number {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number, not ${typeof value}`);
  if (!holds) throw new RangeError(`${name} must be ${rule}, not ${value}`);
  return value;
}

/** A whole number from `min` (1) on. */
export const wholeNumber = (name: string, value: number, min = 1): number =>
  checked(name, value, Number.isSafeInteger(value) && value >= min, `a whole number from ${min} on`);

/** A number from `min` to `max`. */
export const numberWithin = (name: string, value: number, min: number, max: number): number =>
  checked(name, value, value >= min && value <= max, `from ${min} to ${max}`);

/** A share of a whole: above 0, up to 1. */
export const share = (name: string, value: number): number =>
  checked(name, value, value > 0 && value <= 1, 'above 0 and at most 1');

/** A length of time in ms above 0. Infinity means "no limit", where the option allows for leaving it out. */
export const duration = (name: string, ms: number): number => checked(name, ms, ms > 0, 'more than 0 ms');

/** A length of time that ends: a rule that waits for Infinity never holds. */
export const finite = (name: string, ms: number): number =>
  checked(name, duration(name, ms), ms < Number.POSITIVE_INFINITY, 'less than for ever');

/** What is set and would do nothing is a mistake. @throws TypeError that names both */
export function refuseIdle(options: object, names: readonly string[], has: boolean, what: string): void {
  const idle = names.find((name) => (options as Record<string, unknown>)[name] !== undefined);
  if (!has && idle !== undefined) throw new TypeError(`${idle} does nothing without ${what}`);
}

/** Each of `names` has to be a function. @throws TypeError that names the one which is none */
export function functions(holder: object, names: readonly string[], of = ''): void {
  for (const name of names) {
    const value = (holder as Record<string, unknown>)[name];
    if (typeof value !== 'function') throw new TypeError(`${of}${name} must be a function, not ${typeof value}`);
  }
}
