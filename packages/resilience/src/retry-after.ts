/**
 * The Retry-After header (RFC 9110, 10.2.3) in ms from now: whole seconds, or a date, which is 0 once it has passed.
 * undefined when it is neither.
 * @param wallNow ms since 1970
 */
export function parseRetryAfter(header: string, wallNow = Date.now()): number | undefined {
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const date = /^[A-Z][a-z]{2}, .* GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - wallNow);
}
