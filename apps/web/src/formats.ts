// How numbers and days are written. Each formatter is made once: making one costs some 20 µs, using it less than one, and a page
// writes dozens of prices.

const whole = new Intl.NumberFormat('en-US');
const weekday = new Intl.DateTimeFormat('en-US', { weekday: 'long' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const localDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

const money = (currency: string, minimumFractionDigits: number) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency, minimumFractionDigits });
const wholeDollars = money('USD', 0);
const dollarsAndCents = money('USD', 2);

/** 1,234 */
export const counted = (count: number): string => whole.format(count);

/** $999, or $45.50 where there are cents. */
export const inDollars = (cents: number): string =>
  (cents % 100 === 0 ? wholeDollars : dollarsAndCents).format(cents / 100);

/** $999.00, as on a bill. */
export const onBill = (cents: number): string => dollarsAndCents.format(cents / 100);

/** Thursday, in the time zone of the shop; like every time here in ms since 1970. */
export const weekdayOf = (wallClock: number): string => weekday.format(wallClock);

/** 10:30, in the time zone of the shop. */
export const timeOf = (wallClock: number): string => time.format(wallClock);

/** Today at 10:42, or 12 November at 10:42, in the time zone of the shop. */
export function momentOf(wallClock: number, now: number): string {
  const day = localDay.format(wallClock);
  return `${day === localDay.format(now) ? 'Today' : day} at ${timeOf(wallClock)}`;
}

/** 2026-11-12 → 12 November */
export const dayOf = (date: string): string => dayAndMonth.format(new Date(`${date}T12:00:00Z`));
