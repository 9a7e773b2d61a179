// A wrong option stops the start with its name, instead of making a breaker that never opens.

/** A whole number from `min` (1) on. Throws TypeError for anything that is no number, RangeError for a wrong one. */
export function wholeNumber(name: string, value: number, min = 1): number {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number, not ${typeof value}`);
  if (!Number.isSafeInteger(value) || value < min)
    throw new RangeError(`${name} must be a whole number from ${min} on, not ${value}`);
  return value;
}

/** A number from `min` to `max`; throws as {@link wholeNumber} does. */
export function numberWithin(name: string, value: number, min: number, max: number): number {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number, not ${typeof value}`);
  if (!(value >= min && value <= max)) throw new RangeError(`${name} must be from ${min} to ${max}, not ${value}`);
  return value;
}

/** A share of a whole: above 0, up to 1; throws as {@link wholeNumber} does. */
export function share(name: string, value: number): number {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number, not ${typeof value}`);
  if (!(value > 0 && value <= 1)) throw new RangeError(`${name} must be above 0 and at most 1, not ${value}`);
  return value;
}

/** A length of time in ms above 0. Infinity means "no limit", where the option allows for leaving it out. */
export function duration(name: string, ms: number): number {
  if (typeof ms !== 'number') throw new TypeError(`${name} must be a number of milliseconds, not ${typeof ms}`);
  if (!(ms > 0)) throw new RangeError(`${name} must be more than 0 ms, not ${ms}`);
  return ms;
}
