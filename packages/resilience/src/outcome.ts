/** How a call ended, as a value: for callers to whom a failure is data and not an exception. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };
